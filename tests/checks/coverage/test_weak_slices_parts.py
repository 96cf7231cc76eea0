"""The parts of a column, in words and as a condition."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.coverage.weak_slices import _between, _measured, _Part

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


@pytest.mark.parametrize(("inside", "rows"), [([1, 2, 4, 8, 9], [8, 2, 4]), ([8], [8]), ([9], []), ([], [])])
def test_rows_of_a_slice_that_were_predicted_the_worst_first(inside, rows):
    target = SimpleNamespace(discrete=False, values=np.array([0.0, 1, 5, 9]))
    scored = SimpleNamespace(positions=np.array([2, 4, 7, 8]), target=target, predicted=np.array([1.0, 1, 1, 1]))
    audit = SimpleNamespace(engine=SimpleNamespace(where=lambda _: np.array(inside, dtype=np.int64)))
    found = SimpleNamespace(parts=[("a", 1)], value=0.5, interval=(0.2, 0.8), rows=3, here=2.0, elsewhere=1.0)
    part = _Part("a is 1", "a = 1", pl.col("a") == 1)
    measured = _measured(audit, scored, found, {"a": [part, part]})
    assert (measured.rows.positions.tolist(), measured.details["slice_rows"], measured.kind) == (rows, len(rows), "numbers")
