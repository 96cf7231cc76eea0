"""The parts of a column, in words and as a condition."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.checks.coverage.weak_slices import _between

CELLS = pl.DataFrame({"a": [1.0, 2.0, 3.0, 4.0, None]})


@pytest.mark.parametrize(
    ("low", "high", "minimum", "subject", "formula", "rows"),
    [
        (None, 1.0, 1.0, "a is 1", "a = 1", [0]),
        (None, 2.0, 1.0, "a is at most 2", "a <= 2", [0, 1]),
        (2.0, None, 1.0, "a is above 2", "a > 2", [2, 3]),
        (1.0, 3.0, 1.0, "a is above 1, up to 3", "1 < a <= 3", [1, 2]),
    ],
)
def test_a_part_of_the_range(low, high, minimum, subject, formula, rows):
    part = _between("a", pl.col("a"), low, high, minimum)
    assert (part.subject, part.formula) == (subject, formula)
    assert CELLS.select(part.condition.arg_true()).to_series().to_list() == rows
