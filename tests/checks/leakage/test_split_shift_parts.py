"""Two sides of one kind."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest

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
