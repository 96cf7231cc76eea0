from __future__ import annotations

import math
from dataclasses import replace

import pytest

import dataqa
from dataqa.errors import CallError
from dataqa.gating.decide import decide
from dataqa.judgement import Outcome
from dataqa.policy.pack import Rules

ROWS = {"a": [i % 7 + 0.5 for i in range(100)], "b": [i * 37 % 101 for i in range(100)]}


@pytest.fixture
def record(audit):
    return audit(ROWS).record


def scored(record, value, interval, **more):
    return replace(record, score=replace(record.score, value=value, interval=interval, **more))


def test_a_fall_beyond_both_intervals_fails(record):
    fell = decide(scored(record, 95.0, (90.0, 97.0)), scored(record, 70.0, (65.0, 75.0)), Rules.load())
    assert [one.id for one in fell.failing] == ["score"]
    assert (fell.score.old, fell.score.new, fell.score.change) == (95, 70, -25)
    assert fell.reasons == ("medium: The score went from 95 to 70",)


def test_a_fall_within_them_does_not(record):
    assert decide(scored(record, 95.0, (80.0, 97.0)), scored(record, 82.0, (70.0, 90.0)), Rules.load()).passed
    assert decide(scored(record, 95.0, (94.0, 96.0)), scored(record, 90.0, (89.0, 91.0)), Rules.load()).passed  # 5 points only


def test_no_score_fails(record):
    nan = scored(record, math.nan, (math.nan, math.nan), verdict_reason="there are no rows")
    (one,) = decide(record, nan, Rules.load()).failing
    assert one.reason == "there is no score: there are no rows"


def test_a_score_may_be_asked_for_whatever_the_baseline_had(record):
    low = scored(record, 70.0, (65.0, 75.0))
    assert decide(low, low, Rules.load(), fail_under=70).passed
    assert [one.reason for one in decide(low, low, Rules.load(), fail_under=71).failing] == ["below 71"]


def ended(record, status, reason="ValueError: x"):
    rest = tuple(one for one in record.outcomes if one.check != "missing-values")
    return replace(record, outcomes=(*rest, Outcome(check="missing-values", dimension="missing", status=status, reason=reason)))


def test_a_check_that_fails_to_run_fails_where_it_did_not_before(record):
    decision = decide(record, ended(record, "error"), Rules.load())
    assert [one.id for one in decision.failing] == ["outcome:missing-values"]
    assert decision.failing[0].title == "missing-values failed to run this time: ValueError: x"
    assert decide(ended(record, "error"), ended(record, "error"), Rules.load()).outcomes == ()


def test_a_check_that_can_no_longer_look_is_told(record):
    decision = decide(record, ended(record, "not_applicable", "no target was named"), Rules.load())
    assert [(one.old, one.new, one.fails) for one in decision.outcomes] == [("passed", "not_applicable", False)]


def test_what_to_know_is_noted(record):
    other = replace(record, version="9.9", rules="strict", as_of="2026-03-01")
    told = " ".join(decide(record, other, Rules.load()).notes)
    assert [word for word in ("9.9", "strict", "2026-03-01") if word not in told] == []


def test_findings_are_found_by_id(record):
    assert decide(record, record, Rules.load()).findings["score"].title == "The score went from 100 to 100"


def test_the_public_gate_takes_an_audit_or_a_file(audit, tmp_path):
    result = audit(ROWS)
    result.save(tmp_path / "b.json")
    for baseline in (result, dataqa.Audit.load(tmp_path / "b.json"), tmp_path / "b.json", str(tmp_path / "b.json")):
        decision = dataqa.gate(result, baseline)
        assert isinstance(decision, dataqa.Decision)
        assert (decision.passed, decision.reasons, repr(decision)) == (True, (), "Decision: passed")


def test_how_severe_what_fails_is_may_be_asked_for(audit):
    old, new = audit(ROWS), audit({**ROWS, "a": [None if i % 2 else x for i, x in enumerate(ROWS["a"])]})
    assert not dataqa.gate(new, old).passed
    assert dataqa.gate(new, old, fail_on="critical").passed
    with pytest.raises(CallError, match=r"fail_on='hihg' is no severity; expected .* Did you mean 'high'\?"):
        dataqa.gate(new, old, fail_on="hihg")
    with pytest.raises(CallError, match="fail_under=101 is no score"):
        dataqa.gate(new, old, fail_under=101)
