"""What the other cells of a row say of a 0, and of a value that may mean "missing"."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.missing._disguised import Company, company, unlike_zero

ROWS = np.arange(240)
WEIGHT = np.where(ROWS < 30, 0, 20 + ROWS % 50)


def likeness(size, weight=WEIGHT, **more):
    found = unlike_zero(context_of({"weight": weight, "size": size, **more}), "weight")
    return found.column, found.low, round(found.unlike, 2)


def test_where_other_columns_lie_in_rows_of_zero():
    there = 3.5 * WEIGHT
    assert likeness(np.where(ROWS < 30, ROWS % 5 + 0.5, there)) == ("size", True, 0.0)
    assert likeness(np.where(ROWS < 30, 3.5 * (20 + ROWS % 50), there))[:2] == ("size", True)
    assert likeness(np.where(ROWS < 30, 3.5 * 50, there)) == ("size", True, 1.0)
    assert likeness(np.where(ROWS < 30, 999.5, 999 - there)) == ("size", False, 0.0)


def test_nothing_is_known_of_zeros_without_a_companion():
    nothing = ("", False, 0.5)
    assert likeness(ROWS * 37 % 101 + 0.5) == nothing  # not correlated
    there = 3.5 * WEIGHT
    assert likeness(np.where(ROWS < 30, 0.0, there)) == nothing  # both zero: perhaps of one cause
    assert likeness(np.where(ROWS < 26, np.nan, there + 0.5)) == nothing  # four of the zeros have a size
    assert likeness(np.where(ROWS < 25, np.nan, there + 0.5))[0] == "size"
    assert likeness(there + 0.5, np.where(ROWS < 4, 0, 20 + ROWS % 50)) == nothing  # four zeros


def test_where_the_smallest_values_are_not_low_nothing_is_known():
    weight = np.where(ROWS < 30, 0, ROWS - 29)
    for smallest, column in ((70, "size"), (120, "")):  # of the eleven rows below 12
        size = 3.5 * np.where((weight > 0) & (weight < 12), smallest + weight / 100, weight + (ROWS < 30) * 99.5)
        assert likeness(size, weight)[0] == column


def test_of_several_columns_the_strongest_says_it():
    sure, rough = 3.5 * WEIGHT + 0.5, 3.5 * WEIGHT + ROWS * 37 % 53 + 0.5
    assert likeness(rough, sure=sure)[0] == "sure"
    assert likeness(sure, rough=rough)[0] == "size"


def with_value(**columns):
    frame = {"a": np.where(ROWS < 40, -1.5, ROWS), **columns}
    return company(context_of(frame), "a", pl.col("a") == -1.5)


def test_the_condition_that_goes_with_a_value():
    state = np.where(ROWS < 40, "none", np.where(ROWS % 2 == 0, "some", "more"))
    assert (with_value(state=state).here, with_value(state=state).elsewhere) == (1.0, 0.0)
    gaps = [None if k < 40 or k == 100 else k % 7 + 0.5 for k in range(240)]
    assert with_value(b=gaps) == Company("b is empty", 1.0, 1 / 200)
    assert with_value(free=["u", "v", "w"] * 80) is None
    assert with_value() is None


@pytest.mark.parametrize(("hits", "found"), [(4, False), (5, True), (235, True), (236, False)])
def test_five_rows_with_and_without_it_are_needed(hits, found):
    frame = {"a": np.where(hits > ROWS, -1.5, ROWS + 0.5), "b": [None if k < hits else k % 7 + 0.5 for k in range(240)]}
    assert (company(context_of(frame), "a", pl.col("a") == -1.5) is not None) is found
