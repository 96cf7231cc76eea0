"""Two sides of one kind, and predictions that are related given the target."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage._given_target import _groups, _related
from dataqa.checks.leakage._parts import _as, training_part


@pytest.mark.parametrize(
    ("theirs", "ours", "wanted"),
    [
        ([" True", "FALSE", "yes"], [True, False], [True, False, None]),
        (["2024-01-05", "x"], [datetime(2024, 1, 1)], [datetime(2024, 1, 5), None]),
        (["3", "x"], [1.5], [3.0, None]),
        ([3, 4], ["1"], ["3", "4"]),
    ],
)
def test_the_test_rows_are_read_as_the_training_rows(theirs, ours, wanted):
    found = _as(pl.DataFrame({"a": theirs, "b": theirs}), pl.DataFrame({"a": ours}))
    assert (found.columns, found.get_column("a").to_list()) == (["a"], wanted)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["test", "test", "Train ", None], "Train "),
        (["b", "training", "b"], "training"),
        (["a", "b", "b"], "b"),
        (["a", "b", "b", "a"], "b"),
        ([1, 0, 1], 1),
    ],
)
def test_which_part_is_for_training(parts, name):
    assert training_part(pl.Series(parts)) == name


GROUPS = np.repeat([0, 1, 2], 10)
A = np.tile(np.arange(10.0), 3)


def test_predictions_that_are_related_given_the_target():
    assert _related(A, A, GROUPS) == (pytest.approx(1), pytest.approx(1, abs=1e-5))
    size, upper = _related(A, np.tile([5.0, 1, 7, 3, 9, 0, 8, 2, 6, 4], 3), GROUPS)
    rho = abs(np.corrcoef(np.arange(10), [5, 1, 7, 3, 9, 0, 8, 2, 6, 4])[0, 1])
    assert (size, upper) == (pytest.approx(rho), pytest.approx(np.tanh(np.arctanh(rho) + 1.959964 / 27**0.5), rel=1e-4))
    assert _related(A, -A + 100 * GROUPS, GROUPS)[0] == pytest.approx(1)
    assert _related(A[:29], A[:29], GROUPS[:29]) == (1, 1)  # a group of nine is none, and twenty rows are too few
    assert _related(np.zeros(30), A, GROUPS) == (1, 1)
    assert _related(A, np.zeros(30), GROUPS) == (1, 1)


def test_numbers_are_grouped_by_twentieths():
    assert np.bincount(_groups(np.arange(100.0))).tolist() == [5] * 20
    assert np.unique(_groups(np.repeat([0.0, 1], [90, 10])), return_counts=True)[1].tolist() == [90, 10]
