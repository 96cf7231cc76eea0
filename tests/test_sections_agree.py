"""Verdict, its reason, what to do first and the answers to the questions say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import StringIO
from typing import get_args

import numpy as np
import pytest
from rich.console import Console

from dataqa import Audit, audit
from dataqa.judgement import Outcome
from dataqa.looked import NOT_CHOSEN
from dataqa.model import SEVERITIES
from dataqa.performance import Performance, Readiness
from dataqa.policy.obstacles import ObstacleName
from dataqa.policy.pack import Rules
from dataqa.policy.questions import answers
from dataqa.render.masking import Masker
from dataqa.render.overview import overview
from dataqa.render.terminal import render
from dataqa.score import score_of

pytestmark = pytest.mark.usefixtures("few_trees")

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


def coded(text, inner="bdi"):
    """Return a text with what stands in backticks as code."""
    held = rf"<{inner}>\1</{inner}>" if inner else r"\1"
    return re.sub("`([^`]*)`", f"<code>{held}</code>", text)


def printed(result):
    out = StringIO()
    render(result.record, Console(file=out, width=400))
    return out.getvalue()


@pytest.fixture(scope="module", params=["clean", "leak", "holes", "mails", "noise", "demo"])
def result(request):
    return request.getfixturevalue("demo_audit") if request.param == "demo" else audit(made(request.param), "y", as_of="2026-01-01")


def test_the_reason_is_what_to_do_first(result):
    first = overview(result.record, Masker(result.record)).first
    if result.verdict == "ready":
        assert not result.record.score.stops
    elif first:
        assert first[0].title in result.record.score.verdict_reason


def test_no_question_asks_for_a_fix_that_the_verdict_does_not(result):
    states = {answer.question: answer.state for answer in result.record.answers}
    stops = [issue for issue in result.issues if issue.id in result.record.score.stops]
    rules = Rules.load().by_check
    hindered = {question for one in result.record.score.obstacles for question in one.questions}
    stopped = {q for i in stops for q in rules[i.check].questions}
    assert {name for name, state in states.items() if state == "mend"} == stopped | hindered
    if result.verdict == "ready":
        assert "mend" not in states.values()


def test_what_speaks_against_an_answer_stands_under_no_all_clear(result):
    for answer in result.record.answers:
        assert (answer.state == "fine") <= (not answer.issues)


def test_no_dimension_says_nothing_found_while_a_check_of_it_is_reported(result):
    for tile in overview(result.record, Masker(result.record)).tiles:
        merged = {cause.dimension for cause in result.issues for one in cause.also if one.dimension == tile.name}
        if tile.face == "quiet":
            assert not merged
        if tile.face == "elsewhere":
            assert all(name in tile.why for name in merged)
            for text in (result.to_html(), result.to_markdown(), printed(result)):
                assert tile.why in text


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


# --- every reason that is no issue -----------------------------------------------------------------------------------------------


def ended(**statuses):
    return [Outcome(check=f"{status}-{i}", dimension="noise", status=status) for status, n in statuses.items() for i in range(n)]


LIKE = {"metric": "AUC", "interval": (0.5, 1.0), "base": 0.5, "learner": "trees", "rows": 400}
PASSED = ended(passed=3)
NOT_READY = {
    "no_rows": (PASSED, {"rows": 0}),
    "quick": (PASSED, {"quick": True}),
    "nothing_looked": (ended(skipped=3), {}),
    "checks_failed": (ended(passed=3, error=1), {}),
    "few_rows": (PASSED, {"rows": 12}),
    "checks_left_out": (ended(passed=1, skipped=9), {}),
    "mixed_target": (PASSED, {"mixed_target": 0.3}),
    "single_row_class": (PASSED, {"small_classes": (("maybe", 1),)}),
    "single_row_classes": (PASSED, {"small_classes": (("maybe", 1), ("never", 1))}),
    "untried": (PASSED, {"untried": "cells hold lists or objects"}),
    "no_skill": (PASSED, {"performance": Performance(value=0.52, skill=0.04, **LIKE)}),
    "too_good": (PASSED, {"performance": Performance(value=0.999, skill=0.998, best="x", carried=0.6, **LIKE)}),
    "undecided": (PASSED, {"undecided": (("About 20% of `y` differs between similar rows", "Look at 30 rows.", 13.0),)}),
    "incomplete": ([*PASSED, replace(ended(skipped=1)[0], reason=NOT_CHOSEN)], {}),
}


@pytest.fixture(scope="module")
def clean():
    return audit(made("clean"), "y", as_of="2026-01-01")


def with_obstacle(clean, name, issues=()):
    outcomes, known = NOT_READY[name]
    rules = Rules.load()
    score = score_of(issues, Readiness(**{"rows": N} | known), rules.verdict, outcomes)
    told = answers(rules.by_check, issues, clean.outcomes, score.stops, score.obstacles)
    return Audit(replace(clean.record, score=score, answers=told, issues=tuple(issues)))


def test_every_reason_is_among_these():
    assert set(NOT_READY) == set(get_args(ObstacleName))


@pytest.mark.parametrize("name", NOT_READY)
def test_a_reason_that_is_no_issue_stands_first_in_every_report(clean, name):
    result = with_obstacle(clean, name)
    [obstacle] = [one for one in result.record.score.obstacles if one.name == name]
    assert result.verdict == ("do not train" if name == "no_rows" else "fix first")
    assert result.record.score.verdict_reason.startswith(obstacle.title)
    first = overview(result.record, Masker(result.record)).first
    assert (first[0].title, first[0].fix, first[0].issue) == (obstacle.title, obstacle.fix, None)
    assert result.to_dict()["do_first"][0] == {"issue": None, "title": obstacle.title, "fix": obstacle.fix}
    html = unescape(result.to_html())
    assert f"<h3>{coded(obstacle.title)}</h3>\n<p>{coded(obstacle.fix)}</p>" in html
    markdown = unescape(result.to_markdown().replace("\\", ""))
    assert f"1. **{coded(obstacle.title, '')}**<br>{coded(obstacle.fix, '')}" in markdown
    assert f"1. {obstacle.title}" in printed(result)


@pytest.mark.parametrize("name", NOT_READY)
def test_no_question_contradicts_a_reason_that_is_no_issue(clean, name):
    result = with_obstacle(clean, name)
    [obstacle] = [one for one in result.record.score.obstacles if one.name == name]
    for answer in result.record.answers:
        if answer.question in obstacle.questions:
            assert (answer.state, obstacle.title in answer.obstacles) == ("mend", True)
            assert coded(obstacle.title) in unescape(result.to_html().partition('id="questions-head"')[2])


@pytest.mark.parametrize("name", NOT_READY)
def test_next_to_an_issue_that_stops_it_is_second(clean, name):
    if name in ("no_rows", "nothing_looked"):
        return
    [issue] = [one for one in audit(made("leak"), "y", as_of="2026-01-01").issues if "copy" in one.columns][:1]
    result = with_obstacle(clean, name, [issue])
    first = overview(result.record, Masker(result.record)).first
    assert issue.title in result.record.score.verdict_reason
    assert [one.title for one in first] == [issue.title, *(one.title for one in result.record.score.obstacles)]


def test_data_without_a_reason_has_nothing_among_what_to_do_first_but_issues(clean):
    assert not clean.record.score.obstacles
    assert all(one.issue for one in overview(clean.record, Masker(clean.record)).first)


def test_a_saved_audit_keeps_its_reason(clean, tmp_path):
    result = with_obstacle(clean, "too_good")
    result.save(tmp_path / "saved.json")
    kept = Audit.load(tmp_path / "saved.json").record
    assert overview(kept, Masker(kept)).first[0].title == result.record.score.verdict_reason
