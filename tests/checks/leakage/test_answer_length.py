"""Preference pairs whose choice the length tells."""

from __future__ import annotations

import pytest
from conversing import answers, questions


def pairs(longer):
    said = answers(60)
    rejected = [f"{text} {text}" if not long else text[:20] for text, long in zip(said, longer, strict=True)]
    return {"prompt": questions(60), "chosen": said, "rejected": rejected}


def test_how_often_the_longer_one_is_chosen(measure):
    (found,) = measure("answer-length", pairs([k < 57 for k in range(60)]))
    assert (found.value, found.details["longer"]) == (pytest.approx(0.95), "longer")


def test_always_the_shorter_one_is_a_rule_as_well(judge):
    (issue,) = judge("answer-length", pairs([False] * 60))
    assert (issue.severity, issue.title) == ("medium", "The shorter answer is the chosen one in 60 of 60 pairs (100%)")


def test_as_often_longer_as_in_usual_sets_is_no_issue(judge):
    assert judge("answer-length", pairs([k % 3 > 0 for k in range(60)])) == []
