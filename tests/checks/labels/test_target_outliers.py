from __future__ import annotations

import numpy as np
import pytest

NORMAL = np.random.default_rng(0).normal(50, 5, 200)


def look(measure, numbers):
    return measure("target-outliers", {"a": np.arange(len(numbers)), "y": numbers}, target="y", task="regression")


def test_a_number_far_from_all_others_is_named(measure):
    found = look(measure, [*NORMAL, 900.0, -2000.0])
    assert [(m.columns, m.about, m.rows.positions.tolist()) for m in found] == [(("y",), "wild", [201, 200])]
    assert found[0].value > 0.99


@pytest.mark.parametrize("numbers", [NORMAL, np.exp(NORMAL / 4), -np.exp(NORMAL / 4), NORMAL**-2, np.arange(200.0)])
def test_a_long_tail_is_none(measure, numbers):
    assert look(measure, numbers) == []


def test_a_second_group_is_none(measure):
    assert look(measure, [*NORMAL, *(NORMAL[:30] + 500)]) == []


def test_infinities_are_far_out(measure):
    assert [(m.value, m.rows.positions.tolist()) for m in look(measure, [*NORMAL, np.inf])] == [(1.0, [200])]


def test_rows_at_a_cap_are_named(measure, judge):
    capped = np.minimum(NORMAL, 55)
    found = look(measure, capped)
    assert [(m.columns, m.about, m.rows.positions.tolist()) for m in found] == [
        (("y",), "cap", np.flatnonzero(capped == 55).tolist())
    ]
    issues = judge("target-outliers", {"a": np.arange(200), "y": capped}, target="y")
    assert [(i.severity, i.title) for i in issues] == [("low", f"`y` equals its maximum 55 in {found[0].rows.count} rows (17.5%)")]


def test_rows_at_a_floor_are_named_but_zeros_are_not(measure):
    assert [m.about for m in look(measure, np.maximum(NORMAL, 45))] == ["floor"]
    assert look(measure, np.maximum(NORMAL - 45, 0)) == []


def test_the_most_of_the_variance_in_some_rows_is_high(judge):
    assert [i.severity for i in judge("target-outliers", {"a": range(201), "y": [*NORMAL, 9000.0]}, target="y")] == ["high"]


@pytest.mark.parametrize(("values", "kinds"), [(30, ["cap"]), (29, [])])
def test_a_pile_at_the_end_of_a_scale_is_natural(measure, values, kinds):
    data = {"x": range(200), "y": [k * 1.25 + 0.5 for k in range(values)] * 4 + [(values - 1) * 1.25 + 0.5] * 40}
    data["x"] = range(len(data["y"]))
    assert [m.kind for m in measure("target-outliers", data, target="y")] == kinds
