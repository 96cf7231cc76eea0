"""Measurements become issues."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.model import Measurement, Rows
from dataqa.policy.cost import Weights
from dataqa.policy.judge import issue_id, judge


def no_importance(columns):
    raise AssertionError("nobody asked for the importance")


def measurement(value: float = 0.5, columns: tuple[str, ...] = ("a",), **parts) -> Measurement:
    return Measurement(value=value, unit="share", columns=columns, **parts)


def judged(rule, *measurements, importance=no_importance, reliance=no_importance, numeric=False):
    weights = Weights(importance=importance, reliance=reliance, numeric=numeric)
    return judge("some-check", "noise", rule, measurements, weights)


def test_an_issue_has_all_that_was_measured_and_the_words_of_the_rule(rule):
    rows = Rows(positions=np.array([4, 2]))
    m = measurement(0.5, interval=(0.4, 0.6), rows=rows, about="x", details={"share": 0.25})
    parts = {
        "bands": {"low": 0.1, "high": 0.5},
        "cost": {"curve": [[0, 0], [1, 0.2]], "error": 0},
        "blocking": True,
        "why": "w {about}",
        "fix": "f",
    }
    [issue] = judged(rule(title="{columns} {value:.0%} {low} {high} {rows} {about} {unit} {share}", **parts), m)
    assert issue.title == "`a` 50% 0.4 0.6 2 x share 0.25"
    assert (issue.id, issue.check, issue.dimension, issue.severity) == ("some-check:a:x", "some-check", "noise", "high")
    assert (issue.why, issue.fix, issue.blocking, issue.threshold) == ("w x", "f", True, 0.5)
    assert (issue.value, issue.unit, issue.interval, issue.rows, issue.details) == (0.5, "share", (0.4, 0.6), rows, {"share": 0.25})
    assert issue.cost == pytest.approx(10)
    assert issue.cost_interval == pytest.approx((8, 12))


@pytest.mark.parametrize("value", [0.05, float("nan"), float("inf"), -float("inf")])
def test_what_crosses_no_band_is_no_issue(rule, value):
    assert judged(rule(), measurement(value)) == []


def test_judged_by_the_end_of_the_interval_that_speaks_for_the_data(rule):
    unsure, sure, bare = measurement(0.5, interval=(0.05, 0.9)), measurement(0.5, interval=(0.4, 0.6)), measurement(0.5)
    above = rule(bands={"low": 0.1, "high": 0.5}, judged_by="bound")
    assert [[issue.severity for issue in judged(above, m)] for m in (unsure, sure, bare)] == [[], ["low"], ["high"]]
    below = rule(bands={"low": 0.7, "high": 0.5}, judged_by="bound", direction="below")
    assert [[issue.severity for issue in judged(below, m)] for m in (unsure, sure, bare)] == [[], ["low"], ["high"]]


def test_details_can_be_conditions(rule):
    found = rule(at_least={"gap": 0.2}, at_most={"share": 0.5})
    values = [(0.2, 0.5), (0.19, 0.5), (0.2, 0.51), (float("nan"), 0.5), (0.2, float("nan"))]
    assert [len(judged(found, measurement(details={"gap": gap, "share": share}))) for gap, share in values] == [1, 0, 0, 0, 0]


def test_a_condition_on_what_was_not_measured_is_an_error(rule):
    with pytest.raises(KeyError, match="gap"):
        judged(rule(at_least={"gap": 0.2}), measurement())


def test_cost_times_importance(rule):
    found = rule(cost={"curve": [[0, 0], [1, 0.2]], "times": "importance", "error": 0})
    [issue] = judged(found, measurement(interval=(0.4, 0.6)), importance=lambda columns: 0.5 if columns == ("a",) else 0)
    assert issue.cost == pytest.approx(5)
    assert issue.cost_interval == pytest.approx((4, 6))


def test_a_detail_can_scale_the_cost(rule):
    found = rule(cost={"curve": [[0, 0], [1, 0.2]], "scale": {"part": [[0, 0], [1, 1]]}, "error": 0})
    [whole, half] = judged(
        found, measurement(columns=("a",), details={"part": 1.0}), measurement(columns=("b",), details={"part": 0.5})
    )
    assert half.cost == pytest.approx(whole.cost / 2)
    with pytest.raises(KeyError):
        judged(found, measurement())


def test_reliance_can_scale_the_cost(rule):
    found = rule(cost={"curve": [[0, 0.4]], "scale": {"reliance": [[0, 0.5], [1, 1]]}, "error": 0})
    [issue] = judged(found, measurement(), reliance=lambda columns: 0.5 if columns == ("a",) else 0)
    assert issue.cost == pytest.approx(30)


def test_a_number_as_target_can_cost_more_but_hardly_ever_all(rule):
    found = rule(cost={"curve": [[0, 0.6]], "numeric": 1.5, "error": 0, "cause": "leak"})
    [classes], [number] = judged(found, measurement()), judged(found, measurement(), numeric=True)
    assert (classes.cost, number.cost, classes.cause) == (pytest.approx(60), pytest.approx(90), "leak")
    [most] = judged(rule(cost={"curve": [[0, 0.6]], "numeric": 9}), measurement(), numeric=True)
    assert most.cost == pytest.approx(98)
    [all_of_it] = judged(rule(cost={"curve": [[0, 1.0]], "numeric": 9}), measurement(), numeric=True)
    assert all_of_it.cost == pytest.approx(100)


def test_the_curve_can_be_read_at_a_detail(rule):
    found = rule(cost={"curve": [[0, 0.2], [100, 0]], "along": "left", "error": 0})
    [issue] = judged(found, measurement(interval=(0.1, 0.9), details={"left": 50}))
    assert (issue.cost, issue.cost_interval) == (pytest.approx(10), pytest.approx((10, 10)))


def test_a_loss_that_is_possible_costs_nothing(rule):
    found = rule(cost={"curve": [[0, 0], [1, 0.5]], "scale": {"sure": [[0, 0], [1, 1]]}, "possible": "doubt", "error": 0})
    [doubted] = judged(found, measurement(details={"sure": 0, "doubt": 0.4}))
    assert (doubted.cost, doubted.cost_interval, doubted.possible) == (0, (0, 0), pytest.approx(20))
    [sure] = judged(found, measurement(details={"sure": 1, "doubt": 0.0}))
    assert (sure.cost > 0, sure.possible) == (True, 0)


def test_cost_of_what_is_worse_below(rule):
    found = rule(bands={"low": 0.9}, direction="below", cost={"curve": [[0, 0.5], [1, 0]], "error": 0})
    [issue] = judged(found, measurement(0.2, interval=(0.1, 0.4)))
    assert issue.cost == pytest.approx(40)
    assert issue.cost_interval == pytest.approx((30, 45))


def test_the_curve_may_be_off_by_its_error(rule):
    [bare] = judged(rule(cost={"curve": [[0, 0], [1, 0.2]], "error": 0.5}), measurement(0.5))
    assert bare.cost_interval == pytest.approx((5, 15))
    [unsure] = judged(rule(cost={"curve": [[0, 0], [1, 0.2]], "error": 0.3}), measurement(0.5, interval=(0.3, 0.7)))
    assert unsure.cost_interval == pytest.approx((5, 15))  # 4 of the measurement, 3 of the curve


def test_the_error_of_the_curve_is_added_to_that_of_the_measurement(rule):
    found = rule(cost={"curve": [[0, 0], [1, 0.2]], "error": 0.15})
    [sure], [unsure] = judged(found, measurement(0.5)), judged(found, measurement(0.5, interval=(0.4, 0.6)))
    assert sure.cost_interval == pytest.approx((8.5, 11.5))
    assert unsure.cost_interval == pytest.approx((7.5, 12.5))  # a triangle of 2, 1.5 and 2.5
    [all_of_it] = judged(rule(cost={"curve": [[0, 0.9]], "error": 1}), measurement())
    assert all_of_it.cost_interval == (0, 100)


def test_a_severity_can_have_conditions_of_its_own(rule):
    found = rule(bands={"low": 0.1, "high": 0.3}, at_least_for={"high": {"gap": 0.2}})
    assert [judged(found, measurement(details={"gap": gap}))[0].severity for gap in (0.2, 0.1, float("nan"))] == [
        "high",
        "low",
        "low",
    ]


def test_worst_first_then_dearest_then_by_name(rule):
    found = rule(bands={"low": 0.1, "high": 0.5}, cost={"curve": [[0, 0], [1, 0.2]]})
    issues = judged(found, *(measurement(value, (name,)) for value, name in [(0.2, "a"), (0.3, "b"), (0.6, "d"), (0.6, "c")]))
    assert [issue.columns[0] for issue in issues] == ["c", "d", "b", "a"]


def test_of_many_columns_four_are_named(rule):
    [issue] = judged(rule(title="{columns}"), measurement(columns=tuple("abcdefg")))
    assert issue.title == "`a`, `b`, `c`, `d` and 3 more"


def test_ids_are_the_same_wherever_the_column_stands(rule):
    first = {issue.id for issue in judged(rule(), measurement(columns=("a",)), measurement(columns=("b",)))}
    second = {issue.id for issue in judged(rule(), *(measurement(columns=(name,)) for name in "bxa"))}
    assert first <= second


def test_ids_tell_apart_what_is_different():
    long = "c" * 100
    ids = [
        issue_id("check", ("a",), ""), issue_id("check", ("a",), "x"), issue_id("check", ("a", "b"), ""), issue_id("check", (), ""),
        issue_id("check", (long,), ""), issue_id("check", (long + "d",), ""), issue_id("check", ("a\nb",), ""),
        issue_id("check", ("a,b",), ""), issue_id("check", ("a:x",), ""),
    ]  # fmt: skip
    assert ids[:4] == ["check:a", "check:a:x", "check:a,b", "check"]
    assert len(set(ids)) == len(ids)
    assert all(len(found) <= 80 and found.isprintable() for found in ids)


def test_long_ids_are_the_same_in_every_run():
    assert issue_id("check", ("c" * 100,), "") == "check:df8badd57f99"


@pytest.mark.parametrize(("value", "blocking"), [(0.1, False), (0.2, True), (0.9, True)])
def test_only_what_should_be_fixed_blocks(rule, value, blocking):
    [issue] = judged(rule(bands={"low": 0.1, "medium": 0.2, "high": 0.5}, blocking=True), measurement(value))
    assert issue.blocking is blocking
