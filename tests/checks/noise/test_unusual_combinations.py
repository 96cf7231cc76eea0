from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise.unusual_combinations import _Bounds, _bounds, _cells, unusual_combinations

DRAWN = np.random.default_rng(0)
SIZE = DRAWN.normal(0, 1, (3, 1000))
LENGTH = 50 + 10 * SIZE[0]
ROWS = {"length": LENGTH, "width": 20 + 4 * SIZE[0] + 0.3 * SIZE[1], "depth": 9 + 2 * SIZE[0] + 0.2 * SIZE[2]}


def test_a_cell_that_the_others_contradict(judge):
    width = ROWS["width"].copy()
    short, long = int(np.argsort(LENGTH)[100]), int(np.argsort(LENGTH)[900])
    width[short] = width[long]
    (issue,) = judge("unusual-combinations", {**ROWS, "width": width})
    assert (issue.columns, issue.rows.positions.tolist(), issue.severity) == (("width",), [short], "info")
    assert issue.title.startswith("1 value of `width` does not fit the rest of the row (`")
    assert issue.details["others"][0] in ("length", "depth")


def test_rows_as_they_were_drawn_are_quiet(measure):
    assert measure("unusual-combinations", ROWS) == []


@pytest.mark.parametrize("seed", range(3))
def test_heavy_tails_and_groups_are_quiet(measure, seed):
    drawn = np.random.default_rng(seed)
    base = drawn.standard_t(3, (5, 3000))
    heavy = {f"t{n}": base[0] + 0.4 * column for n, column in enumerate(base[1:])}
    groups = drawn.integers(0, 3, 3000)
    parted = {f"g{n}": drawn.normal(0, 5, 3)[groups] + drawn.normal(0, 1, 3000) for n in range(3)}
    assert sum(m.rows.count for m in measure("unusual-combinations", {**heavy, **parted})) <= 3


def test_without_numbers_nothing_is_fitted():
    audit = SimpleNamespace(parameters=SimpleNamespace(least_distinct=20, most_columns=40, codes=()), profiles=lambda role: [])
    assert list(unusual_combinations.measure(audit)) == []


LIMITS = SimpleNamespace(least_explained=0.5, most_explained=0.9999, usual=0.98, times=3, most=0.02, expected=0.5)


def bounds(residuals, share=0.9, **of):
    audit = SimpleNamespace(parameters=LIMITS, profile=SimpleNamespace(columns={"a": SimpleNamespace(minimum=1)}))
    fit = SimpleNamespace(blocks=("b",), share=share, residuals=residuals, **of)
    with patch("dataqa.checks.noise.unusual_combinations._fits", return_value=[fit]):
        found = _bounds(audit, None, SimpleNamespace(name="a"), 1)
    return found and (found.least, found.usual)


def test_from_where_on_a_cell_is_unusual():
    usual = np.resize(np.linspace(0, 1, 101), 1000)
    assert bounds(np.append(usual, [9.0] * 20)) == (9.0, 1.0)
    assert bounds(np.append(usual, [9.0] * 25)) is None  # more are a group of their own
    assert bounds(usual) is None
    assert bounds(np.append(np.zeros(1000), [9.0] * 20)) is None
    assert bounds(np.append(usual, [9.0] * 20), share=0.49) is None


def test_rows_without_an_unusual_cell_are_not_read_again():
    fit = SimpleNamespace(name="a", blocks=(), spread=1.0, expect=lambda frame: (np.ones(frame.height), np.zeros(frame.height)))
    frame = pl.DataFrame({"a": np.arange(50.0)})
    audit = SimpleNamespace(parameters=SimpleNamespace(ordinary=0.002), engine=SimpleNamespace(batches=lambda: [frame]))
    assert list(_cells(audit, SimpleNamespace(frame=frame), _Bounds((fit,), 2.0, 1.0), ["a"])) == []
