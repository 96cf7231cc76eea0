"""Verdict, its reason, what to do first and the answers to the questions say the same."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa import audit
from dataqa.model import SEVERITIES
from dataqa.policy.pack import Rules
from dataqa.render.masking import Masker
from dataqa.render.overview import overview

N = 400


def made(kind):
    rng = np.random.default_rng(3)
    x = rng.normal(size=N)
    y = np.where(x + rng.normal(0, 0.7, N) > 0, "yes", "no").tolist()
    frame = {"x": x.tolist(), "z": rng.normal(size=N).tolist(), "y": y}
    if kind == "leak":
        frame["copy"] = [f"{one}!" for one in y]
    if kind == "holes":
        frame["x"] = [None if i % 3 else value for i, value in enumerate(frame["x"])]
    if kind == "mails":
        frame["mail"] = [f"kelly{i}@example.com" for i in range(N)]
    if kind == "noise":
        frame["y"] = [("yes" if one == "no" else "no") if i % 4 == 0 else one for i, one in enumerate(y)]
    return frame


@pytest.fixture(scope="module", params=["clean", "leak", "holes", "mails", "noise", "demo"])
def result(request):
    return request.getfixturevalue("demo_audit") if request.param == "demo" else audit(made(request.param), "y", as_of="2026-01-01")


def test_the_reason_is_what_to_do_first(result):
    first = overview(result.record, Masker(result.record)).first
    if result.verdict == "ready":
        assert not result.record.score.stops
    elif first:
        assert result.record.score.verdict_reason.endswith(first[0].title) or not result.record.score.stops


def test_no_question_asks_for_a_fix_that_the_verdict_does_not(result):
    states = {answer.question: answer.state for answer in result.record.answers}
    stops = [issue for issue in result.issues if issue.id in result.record.score.stops]
    rules = Rules.load().by_check
    assert {name for name, state in states.items() if state == "mend"} == {q for i in stops for q in rules[i.check].questions}
    if result.verdict == "ready":
        assert "mend" not in states.values()


def test_what_speaks_against_an_answer_stands_under_no_all_clear(result):
    for answer in result.record.answers:
        assert (answer.state == "fine") <= (not answer.issues)


def test_what_certainly_costs_much_is_never_a_note(result):
    for issue in result.issues:
        if issue.cost_interval[0] >= 15:
            assert SEVERITIES.index(issue.severity) <= SEVERITIES.index("high")


def test_what_blocks_comes_first_and_then_what_recovers_most(result):
    by_id = {issue.id: issue for issue in result.issues}
    first = [by_id[name] for name in result.record.score.first]
    caps = [one.severity == "critical" or (one.blocking and one.severity in ("high", "medium")) for one in first]
    assert caps == sorted(caps, reverse=True)
    assert "info" not in {one.severity for one in first}
