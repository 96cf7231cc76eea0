from __future__ import annotations

import numpy as np
import pytest

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
