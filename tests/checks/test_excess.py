"""Rows of one side that the other hardly has, and what marks them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.excess import _cut, excess, likeness, marks
from dataqa.probe.domain import Side


def side(scores):
    keys = np.random.default_rng(len(scores)).integers(0, 1 << 63, len(scores)).astype(np.uint64)
    return Side(scores=np.array(scores, dtype=float), keys=keys)


@pytest.mark.parametrize(
    ("mine", "theirs", "rare", "cut"),
    [
        ([0, 0, 1, 1], [0] * 20, 0.5, 1),
        ([0, 0, 1, 1], [0] * 10 + [1] * 10, 0.5, np.inf),
        ([0, 1, 2, 3], [0] * 20, 0.5, 1),
        ([0, 0, 0, 1], [0] * 7, 0.5, np.inf),  # one in eight is as likely as not
        ([0, 0, 0, 1], [0] * 9, 0.5, 1),
        ([], [0], 0.5, np.inf),
        ([0], [], 0.5, np.inf),
    ],
)
def test_the_cut(mine, theirs, rare, cut):
    assert _cut(np.array(mine, dtype=float), np.array(theirs, dtype=float), rare) == cut


def test_the_share_beyond_the_cut():
    found = excess(side([0] * 160 + [5] * 40), side([0] * 196 + [5] * 4), 0.5)
    assert (found.share, found.cut) == (pytest.approx(0.2 - 0.02), 5)
    assert found.interval == pytest.approx((0.1214, 0.2443), abs=5e-3)
    none = excess(side([0] * 200), side([0] * 200), 0.5)
    assert (none.share, none.cut) == (0, np.inf)
    assert none.interval[0] == 0 < none.interval[1] < 0.05


HERE = pl.DataFrame({"age": [*range(61, 81)], "city": ["Rome"] * 18 + ["Bonn"] * 2, "same": [1.0, 2, 3, 4] * 5})
THERE = pl.DataFrame({"age": [*range(21, 61)], "city": ["Rome"] * 10 + ["Bonn"] * 30, "same": [1.0, 2, 3, 4] * 10})


def test_what_marks_some_rows():
    assert (
        likeness(HERE, THERE, ["age", "city", "same"])
        == "age 62 to 79 (90%; 0% of the others), city = 'Rome' (90%; 25% of the others)"
    )
    assert [one.condition for one in marks(HERE, THERE, ["city", "age"])] == ["age 62 to 79", "city = 'Rome'"]
    assert marks(HERE, THERE, ["same"]) == ()


def test_a_mark_differs_by_three_tenths():
    mine = pl.DataFrame({"a": ["x"] * 6 + ["y"] * 4})
    assert len(marks(mine, pl.DataFrame({"a": ["x"] * 3 + ["y"] * 7}), ["a"])) == 1
    assert marks(mine, pl.DataFrame({"a": ["x"] * 4 + ["y"] * 6}), ["a"]) == ()
    assert marks(mine, pl.DataFrame({"a": pl.Series([None], dtype=pl.String)}), ["a"]) == ()


def test_a_number_of_two_values_is_no_range():
    two, three = pl.DataFrame({"a": [1, 2, 2]}), pl.DataFrame({"a": [1, 2, 3]})
    others = pl.DataFrame({"a": [9, 9]})
    assert marks(two, others, ["a"])[0].condition == "a = 2"
    assert marks(three, others, ["a"])[0].condition == "a 1 to 3"


def test_columns_that_are_empty_on_one_side_mark_nothing():
    full, empty = pl.DataFrame({"a": [1.0, 2, 3, 4]}), pl.DataFrame({"a": pl.Series([None] * 4, dtype=pl.Float64)})
    assert marks(full, empty, ["a"]) == marks(empty, full, ["a"]) == ()
    texts, nothing = pl.DataFrame({"a": ["x"] * 4}), pl.DataFrame({"a": pl.Series([None] * 4, dtype=pl.String)})
    assert marks(texts, nothing, ["a"]) == marks(nothing, texts, ["a"]) == ()
