from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.rounding import rounded_alike
from dataqa.checks.row_hashes import again
from dataqa.checks.slips import slip_pairs


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("hamburg", "hambrug", True),
        ("hamburg", "hamburgh", True),
        ("hamburg", "homburg", True),
        ("new orleans", "neworleans", True),
        ("hamburg", "hamburg", False),
        ("grade a", "grade b", False),
        ("hall 17", "hall 18", False),
        ("kiel", "kiek", False),
        ("hamburg", "bremen", False),
    ],
)
def test_slips(one, other, slip):
    assert slip_pairs(pl.Series([one]), pl.Series([other])).tolist() == [slip]


def test_again():
    assert again(np.array([5, 1, 5, 2], dtype=np.uint64)).tolist() == [True, False, True, False]
    assert again(np.zeros(0, dtype=np.uint64)).tolist() == []


def test_rounded_rows_meet_where_the_digits_end():
    frame = pl.DataFrame({"a": [1.2345, 1.23, 7.001, 8.5], "b": [0.1111, 0.11, 7.0, 8.0]})
    hashes = np.arange(4, dtype=np.uint64)
    groups, expected = rounded_alike(frame, np.arange(4), np.zeros(4, dtype=np.uint64), hashes)
    assert (groups.get_column("row").sort().to_list(), expected) == ([0, 1], 0.0)


def test_numbers_that_coarse_ones_meet_by_chance_are_expected():
    values = np.random.default_rng(0).uniform(0, 30, 2000).round(2)
    groups, expected = rounded_alike(
        pl.DataFrame({"a": values}), np.arange(2000), np.zeros(2000, dtype=np.uint64), np.arange(2000, dtype=np.uint64)
    )
    later = groups.height - groups.get_column("group").n_unique()
    assert expected > 0.2 * later
