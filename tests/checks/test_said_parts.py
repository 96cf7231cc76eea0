"""Rows in which something was found, and the texts that are shown."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.learning import cannot_learn
from dataqa.checks.said import rows_of, some


def test_rows_in_which_something_was_found():
    audit = SimpleNamespace(rows=10)
    (found,) = rows_of(audit, pl.Series([3, 1, 3]), ["a", "b"], "odd", ("other",), much=2)
    assert (found.value, found.columns, found.kind, found.about, found.covered_by) == (0.2, ("a", "b"), "odd", "odd", ("other",))
    assert found.interval == pytest.approx((0.05668, 0.50984), abs=1e-5)
    assert (found.rows.positions.tolist(), found.details) == ([1, 3], {"much": 2})
    assert list(rows_of(audit, pl.Series([], dtype=pl.Int64), ["a"])) == []


def test_texts_that_are_shown():
    assert some(pl.Series(["c", "a", "b", "a", None])) == ["a", "b"]
    assert some(pl.Series(["c", "a", "b"]), 3) == ["a", "b", "c"]
    assert some(pl.Series(["x" * 60, "y" * 61])) == ["x" * 60, "y" * 59 + "…"]


@pytest.mark.parametrize(
    ("usable", "kind", "reason"),
    [
        (False, "classification", "too few rows"), (True, "recommendation", "not suited to recommendation"),
        (True, "forecasting", "not suited to forecasting"), (True, "regression", "no feature is left"),
    ],
)  # fmt: skip
def test_why_models_cannot_learn(usable, kind, reason):
    assert reason in cannot_learn(SimpleNamespace(probe=SimpleNamespace(usable=usable), task=SimpleNamespace(kind=kind)))
