from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dataqa.gating.decide import decide
from dataqa.gating.issues import pairs
from dataqa.policy.pack import Rules

OURS = """
title: Rules that do not change with the project's
rules:
  missing-values: {bands: {info: 0.0, low: 0.001, medium: 0.20, high: 0.60}}
  duplicate-columns: {bands: {medium: 1}}
"""


@pytest.fixture
def ours(tmp_path):
    (tmp_path / "ours.yaml").write_text(OURS)
    return str(tmp_path / "ours.yaml")


@pytest.fixture
def gated(gate, ours):
    def run(old, new, target=None, **more):
        return gate(old, new, target, rules=ours, audit_rules=ours, **more)

    return run


@pytest.fixture
def gate(audit, reread):
    def run(old, new, target=None, accept=(), rules="default", audit_rules="default", **more):
        days = more.pop("days", ("2026-01-31", "2026-01-31"))
        before, after = (
            audit(rows, target, rules=audit_rules, as_of=day, **more) for rows, day in zip((old, new), days, strict=True)
        )
        return decide(reread(before), after.record, Rules.load(rules), accept, today=date(2026, 1, 31))

    return run


def empty(share, n=1000):
    return [None if i < share * n else i % 7 for i in range(n)]


def states(decision):
    return {one.id: (one.state, one.fails) for one in (*decision.new, *decision.worse, *decision.same, *decision.resolved)}


def test_what_was_there_before_does_not_fail(gated):
    assert states(gated({"a": empty(0.5)}, {"a": empty(0.5)})) == {"missing-values:a": ("same", False)}


def test_a_new_issue_fails(gated):
    assert states(gated({"a": empty(0.0)}, {"a": empty(0.3)})) == {"missing-values:a": ("new", True)}


def test_a_new_issue_of_low_severity_is_told(gated):
    assert states(gated({"a": empty(0.0)}, {"a": empty(0.01)})) == {"missing-values:a": ("new", False)}


def test_an_issue_that_is_gone_is_resolved(gated):
    decision = gated({"a": empty(0.3)}, {"a": empty(0.0)})
    assert states(decision) == {"missing-values:a": ("resolved", False)}


def test_a_worse_issue_fails_and_a_little_worse_one_does_not(gated):
    assert states(gated({"a": empty(0.25)}, {"a": empty(0.45)}))["missing-values:a"] == ("worse", True)
    assert states(gated({"a": empty(0.25)}, {"a": empty(0.31)}))["missing-values:a"] == ("same", False)


def test_a_band_that_is_crossed_by_chance_does_not_fail(gated):
    decision = gated({"a": empty(0.19)}, {"a": empty(0.21)})
    assert states(decision)["missing-values:a"] == ("same", False)
    assert decision.same[0].reason == "low before; 19% of rows became 21% of rows, which chance explains"


def test_a_band_that_is_crossed_beyond_chance_fails(gated):
    assert states(gated({"a": empty(0.55)}, {"a": empty(0.64)}))["missing-values:a"] == ("worse", True)


def test_what_was_measured_and_no_issue_counts_as_known(gated, audit, ours, reread):
    before, after = (audit({"a": empty(share)}, rules=ours).record for share in (0.19, 0.21))
    issue = after.issues[0]
    before = replace(reread(audit({"a": empty(0.19)}, rules=ours)), issues=())
    assert before.measured == {}
    quiet = replace(before, measured={"missing-values": (replace_measured(issue, 0.19),)})
    for old, fails in ((quiet, False), (before, True)):
        (one,) = decide(old, after, Rules.load(ours)).new
        assert one.fails is fails


def replace_measured(issue, value):
    from dataqa.model import Measured

    return Measured(id=issue.id, value=value, interval=(value - 0.02, value + 0.02))


def test_a_quiet_measurement_is_kept(audit, reread):
    rows = {"a": list(range(200)), "y": [0, 1] * 100}
    result = audit(rows, "y", checks=["class-imbalance"])
    assert result.issues == ()
    assert [one.id for one in result.record.measured["class-imbalance"]] == ["class-imbalance:y"]
    kept = reread(result).measured["class-imbalance"][0]
    assert (kept.id, kept.value, kept.interval) == (
        "class-imbalance:y",
        1.0,
        pytest.approx(result.record.measured["class-imbalance"][0].interval),
    )


def test_a_group_that_gains_a_new_column_is_worse_for_it(gated):
    a = [i % 9 for i in range(200)]
    old, new = {"a": a, "b": a, "x": list(range(200))}, {"a": a, "b": a, "c": a, "x": list(range(200))}
    (one,) = gated(old, new, checks=["duplicate-columns"]).worse
    assert (one.columns, one.reason, one.fails) == (("a", "b", "c"), "new column c", True)
    assert one.old.columns == ("a", "b")


def test_a_group_in_another_order_is_the_same(gated):
    a = [i % 9 for i in range(200)]
    assert [s for s, _ in states(gated({"a": a, "b": a}, {"b": a, "a": a}, checks=["duplicate-columns"])).values()] == ["same"]


def issue(audit, id, check="missing-values", columns=("a",), severity="medium"):
    (one,) = audit({"a": empty(0.5)}).issues
    return replace(one, id=id, check=check, columns=columns, severity=severity)


def paired(old, new, searching=(), renames=None):
    return [(None if a is None else a.id, None if b is None else b.id) for a, b in pairs(old, new, searching, renames or {})]


def test_ids_come_first_then_equal_columns_then_like_ones(audit):
    old = [issue(audit, "1", columns=("a", "b")), issue(audit, "2", columns=("c", "d")), issue(audit, "3", columns=("e",))]
    new = [
        issue(audit, "2", columns=("c", "d")), issue(audit, "x", columns=("b", "a")), issue(audit, "y", columns=("e", "f")),
        issue(audit, "z", columns=("g",)),
    ]  # fmt: skip
    assert paired(old, new) == [("2", "2"), ("1", "x"), ("3", "y"), (None, "z")]


def test_one_shared_column_of_many_does_not_make_two_issues_one(audit):
    old = [issue(audit, "1", columns=("a", "b")), issue(audit, "2", columns=("a", "c"))]
    new = [issue(audit, "3", columns=("a", "d"))]
    assert paired(old, new) == [(None, "3"), ("1", None), ("2", None)]


def test_a_renamed_column_has_its_issues_still(audit):
    assert paired([issue(audit, "1")], [issue(audit, "2", columns=("b",))], renames={"a": "b"}) == [("1", "2")]


def test_of_a_search_another_find_takes_the_place_of_one_that_is_gone(audit):
    old, new = [issue(audit, "1", check="weak-slices")], [issue(audit, "2", check="weak-slices", columns=("b",))]
    assert paired(old, new, ["weak-slices"]) == [("1", "2")]
    assert paired(old, new) == [(None, "2"), ("1", None)]


def dated(days):
    return {"t": [str(np.datetime64("2020-01-01") + i % days) for i in range(days * 2)], "x": list(range(days * 2))}


@pytest.fixture
def from_low(tmp_path):
    (tmp_path / "p.yaml").write_text("gate: {fails_from: low}")
    return str(tmp_path / "p.yaml")


def test_time_alone_fails_nothing(gate, from_low):
    rows = dated(400)
    decision = gate(rows, rows, checks=["stale-data"], days=("2021-03-01", "2026-01-31"), rules=from_low)
    (one,) = decision.new
    assert (one.severity, one.fails) == ("low", False)
    assert one.reason == "the day moved from 2021-03-01 to 2026-01-31, and the newest row did not go back"


def test_rows_that_went_back_fail_whatever_the_day(gate, from_low):
    decision = gate(dated(1200), dated(200), checks=["stale-data"], days=("2023-06-01", "2023-12-31"), rules=from_low)
    assert [one.id for one in decision.failing if one.check == "stale-data"] == ["stale-data:t"]


def test_time_fails_where_the_rules_say_so(gate, tmp_path):
    (tmp_path / "p.yaml").write_text("gate: {fails_from: low, issues: {ageing_fails: true}}")
    rows = dated(400)
    decision = gate(rows, rows, checks=["stale-data"], days=("2021-03-01", "2026-01-31"), rules=str(tmp_path / "p.yaml"))
    assert [one.id for one in decision.failing] == ["stale-data:t"]


def test_a_check_that_did_not_look_before_fails_nothing_at_first(audit, reread):
    rows = {"a": empty(0.5)}
    before, after = audit(rows, checks=["exact-duplicates"]), audit(rows)
    decision = decide(reread(before), after.record, Rules.load())
    one = next(one for one in decision.new if one.check == "missing-values")
    assert (one.fails, one.reason) == (False, "this check did not look when the baseline was made")


def test_one_wild_value_more_is_chance(gate):
    rng = np.random.default_rng(0)
    plain = rng.normal(size=2000).round(3).tolist()
    decision = gate({"a": [90.0, *plain[1:]]}, {"a": [90.0, 95.0, *plain[2:]]}, checks=["outliers"])
    assert decision.failing == ()


def test_a_few_rows_that_the_baseline_may_have_missed_fail_only_where_they_are_grave(gate):
    rng = np.random.default_rng(0)
    plain = rng.normal(size=2000).round(3).tolist()
    decision = gate({"a": plain}, {"a": [90.0, *plain[1:]]}, checks=["outliers"])
    (one,) = decision.new
    assert (one.fails, one.reason) == (False, "so few rows that chance explains why the baseline had none")
    many = gate({"a": plain}, {"a": [90.0 + i for i in range(12)] + plain[12:]}, checks=["outliers"])
    assert [issue.id for issue in many.failing] == ["outliers:a"]


def test_a_single_secret_fails(gate):
    notes = [f"call back customer {i} about the order, please" for i in range(500)]
    leaked = ["the key is AKIA" + "ABCDEFGHIJKLMNOP", *notes[1:]]
    decision = gate({"note": notes}, {"note": leaked}, checks=["secrets"])
    assert [(one.check, one.fails) for one in decision.new] == [("secrets", True)]


def holed(empty):
    return {"a": [None if i < empty else i * 37 % 101 for i in range(80)], "b": [i * 53 % 97 for i in range(80)]}


def test_what_more_than_doubled_is_listed_as_worse_also_where_chance_may_explain_it(gate):
    decision = gate(holed(3), holed(9), checks=["missing-values"])
    (worse,) = decision.worse
    assert (worse.fails, worse.reason) == (False, "3.8% of rows became 11% of rows, which chance may explain")


def test_what_grew_by_a_little_within_chance_is_left_as_it_is(gate):
    assert not gate(holed(3), holed(5), checks=["missing-values"]).worse
