"""The difference between one annotator and all others, and who may be compared, on labels whose answer is plain."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.labels.annotator_drift import _difference, _labels, _measured

WORDS = frozenset({"annotator", "rater", "labelled"})


@pytest.mark.parametrize(
    ("name", "says"),
    [("annotator", True), ("annotator_id", True), ("LabelledBy", True), ("label", False), ("colour", False), ("annotation", False)],
)
def test_names_that_say_who_labelled(name, says):
    assert _labels(name, WORDS) is says


def test_the_difference_of_shares():
    label = np.array([1] * 50 + [0] * 50 + [1] * 20 + [0] * 180)
    mine = np.arange(300) < 100
    value, low, high, here, there = _difference(label, mine, 1.0, 1.96)
    assert (value, here, there) == (pytest.approx(0.4), 0.5, 0.1)
    # Newcombe: Wilson's 0.4038 to 0.5962 and 0.0657 to 0.1494
    assert (low, high) == (pytest.approx(0.4 - np.hypot(0.5 - 0.40383, 0.14945 - 0.1), abs=1e-4), pytest.approx(0.5021, abs=1e-3))
    # of the other class, and seen by the others, the same difference
    assert _difference(label, mine, 0.0, 1.96)[:3] == pytest.approx((value, low, high))
    assert _difference(label, ~mine, 1.0, 1.96)[:3] == pytest.approx((value, low, high))
    assert _difference(label, mine, 1.0, 3.0)[1] < low
    # as often: nothing is sure
    assert _difference(np.array([0, 1] * 100), np.arange(200) < 100, 1.0, 1.96)[:2] == (0.0, 0.0)


def test_the_difference_of_numbers():
    label, mine = np.arange(200.0), np.arange(200) >= 100
    value, low, high, here, there = _difference(label, mine, float("nan"), 1.96)
    assert (value, here, there, high) == (1.0, 1.0, 0.0, 1.0)
    assert 0.9 < low <= 1.0
    assert _difference(label, ~mine, float("nan"), 1.96)[:1] == (1.0,)
    assert _difference(label, ~mine, float("nan"), 1.96)[3:] == (0.0, 1.0)
    # of a quarter of the pairs the smaller one is mine
    half = np.isin(np.arange(4), (1, 3))
    assert _difference(np.array([0.0, 1, 2, 3]), half, float("nan"), 1.96)[0] == pytest.approx(0.5)


def frame(rows):
    """One of two raters says yes to all rows."""
    return {"x": range(100 + rows), "rater": ["a"] * 100 + ["b"] * rows, "y": [0, 1] * 50 + [1] * rows}


@pytest.mark.parametrize(("rows", "found"), [(20, 1), (19, 0)])
def test_twenty_rows_at_least(measure, rows, found):
    assert len(measure("annotator-drift", frame(rows), target="y")) == found


@pytest.mark.parametrize(("raters", "found"), [(50, 1), (51, 0)])
def test_fifty_annotators_at_most(measure, raters, found):
    who = [f"r{k}" for k in range(raters) for _ in range(20)]
    y = ["yes"] * 20 + ["no", "no", "no", "yes"] * (5 * (raters - 1))
    data = {"x": [k * 7919 % 9973 for k in range(len(y))], "rater": who, "y": y}
    assert len(measure("annotator-drift", data, target="y")) == found


def test_who_differs_and_how_often(measure):
    (found,) = measure("annotator-drift", frame(40), target="y")
    assert {name: found.details[name] for name in ("annotator", "target", "pairs", "differing")} == {
        "annotator": "a", "target": "y", "pairs": 0, "differing": 0,
    }  # fmt: skip
    assert (found.value, found.kind, found.notes) == (0.5, "", ("not-compared",))
    assert (found.evidence[0].labels, found.evidence[0].marked) == (("a", "b"), (0,))


def test_pairs_of_equal_rows_of_two_annotators(measure):
    # ten things, each seen twice by a and once by b: two pairs each
    data = {"x": [*range(40)] * 2 + [*range(40)], "rater": ["a"] * 80 + ["b"] * 40, "y": [0, 1] * 40 + [1] * 40}
    (found,) = measure("annotator-drift", data, target="y")
    assert (found.details["pairs"], found.details["differing"], found.details["disagreement"]) == (80, 40, 0.5)


@pytest.mark.parametrize(("shift", "kind"), [(3.0, "higher"), (-3.0, "lower")])
def test_higher_and_lower_numbers(measure, shift, kind):
    numbers = np.random.default_rng(0).normal(size=180) + np.repeat([0, 0, shift], 60)
    data = {"x": range(180), "rater": np.repeat(["a", "b", "c"], 60), "score": numbers}
    (found,) = measure("annotator-drift", data, target="score")
    assert (found.details["annotator"], found.kind) == ("c", kind)


@pytest.mark.parametrize("discrete", [True, False])
def test_where_all_labels_are_one_nobody_differs(discrete):
    frame = pl.DataFrame({"row": range(80), "who": ["ann", "ben"] * 40, "label": [1.0] * 80})
    audit = SimpleNamespace(task=SimpleNamespace(discrete=discrete))
    assert list(_measured(audit, "who", frame, ["ann", "ben"])) == []
