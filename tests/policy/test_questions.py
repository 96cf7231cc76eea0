"""The questions that a report answers: from issues, from what passed, and from what could not look."""

from __future__ import annotations

from typing import get_args

import pytest

from dataqa import audit
from dataqa.policy.pack import Rules
from dataqa.policy.questions import answers, questions
from dataqa.policy.rule import QuestionId


@pytest.fixture(scope="module")
def rules():
    return Rules.load("default").by_check


def answered(result, name):
    return next(answer for answer in result.record.answers if answer.question == name)


def test_every_question_is_borne_upon_by_a_check(rules):
    assert {name for rule in rules.values() for name in rule.questions} == set(get_args(QuestionId)) == set(questions())


def test_an_issue_speaks_against_what_its_rule_bears_on():
    result = audit({"x": [1, 2, 3, 4] * 10, "y": ["a"] * 40}, "y")
    answer = answered(result, "task")
    assert (answer.state, answer.says) == ("mend", questions()["task"].mend)
    assert "constant-target" in {issue.check for issue in result.issues if issue.id in answer.issues}


def test_what_no_check_could_look_at_is_unknown_and_says_why():
    answer = answered(audit({"x": [1.5, 2.5, 3.5]}), "task")
    assert (answer.state, answer.looked, answer.issues) == ("unknown", 0, ())
    assert any("few-examples" in line for line in answer.unlooked)


def test_a_note_is_worth_a_look_and_asks_for_no_fix(rules):
    result = audit({"when": ["2020-01-01", "2020-01-02"] * 30, "x": [1, 2] * 30}, as_of="2020-06-01", time="when")
    found = [issue for issue in result.issues if issue.check == "stale-data"]
    assert [issue.severity for issue in found] == ["info"]
    (world,) = [a for a in answers(rules, found, result.outcomes, ()) if a.question == "world"]
    assert (world.state, world.issues) == ("look", (found[0].id,))


def test_what_was_measured_and_no_issue_is_told():
    result = audit({"x": [0.5 * (i % 7) for i in range(600)], "y": [i % 2 for i in range(600)]}, "y", checks=["few-examples"])
    assert answered(result, "task").measured == ("few-examples: measured 30 examples per feature",)


def test_of_many_checks_that_did_not_look_some_are_named():
    (line,) = answered(audit({"x": [1.5, 2.5, 3.5]}, checks=["few-examples", "missing-values"]), "labels").unlooked
    assert line.startswith("not among checks= (annotator-drift, contradicting-answers, ")
    assert line.endswith(" more)")
    assert line.count(",") == 4
