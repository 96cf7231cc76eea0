"""Which users stand beyond a gap, and whose events are even, on counts whose answer is plain."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise.outlying_users import _beyond, _even

LIMITS = {"tail": 0.1, "most": 0.05, "chance": 0.001, "times": 3.0, "least_events": 4, "even": 0.1}
HALVES = [2.0**power for power in range(10, -1, -1)]


@pytest.mark.parametrize(
    ("counts", "limits", "beyond"),
    [
        ([1000] + [10] * 99, {}, 1), ([1000, 900] + [10] * 98, {}, 2), ([1000] * 5 + [10] * 95, {}, 5),
        ([1000] * 6 + [10] * 94, {}, 0),
        ([10] * 100, {}, 0), ([30.1] + [10] * 99, {"chance": 0.5}, 1), ([29.9] + [10] * 99, {"chance": 0.5}, 0),
        # of equal counts chance is the root of the count: 10 / e^(0.316 × 6.9) of the next
        ([88] + [10] * 99, {}, 0), ([90] + [10] * 99, {}, 1),
        # twice a gap, and twice the chance: half of 7.6 instead of 6.9
        ([33.0] * 2 + [10] * 98, {}, 0), ([33.5] * 2 + [10] * 98, {}, 2),
        # ten values above the last, on average 5.5 halvings: a gap of 8.78 comes once in ten
        ([6.5e6, *HALVES] + [1.0] * 88, {"chance": 0.1}, 0), ([6.8e6, *HALVES] + [1.0] * 88, {"chance": 0.1}, 1),
        ([1000] + [10] * 5, {}, 0), ([1000] + [10] * 6, {}, 1),
    ],
)  # fmt: skip
def test_a_gap_that_the_tail_does_not_explain(counts, limits, beyond):
    assert _beyond(np.array(counts, dtype=float), SimpleNamespace(**LIMITS | limits)) == beyond


def even(seconds, time="at"):
    at = [datetime(2024, 1, 1) + timedelta(seconds=one) for one in np.cumsum(seconds).tolist()]
    other = [datetime(2024, 1, 1), datetime(2024, 1, 2, 3)]
    table = pl.DataFrame({"user": ["a"] * len(at) + ["b"] * 2, "at": at + other, "row": range(len(at) + 2)})
    return _even(SimpleNamespace(time=time, table=table), SimpleNamespace(**LIMITS)).rows()


def test_events_at_even_intervals():
    assert even([0.0, 10, 10, 10]) == [("a", 4, 10.0, 0.0)]
    assert even([0.0, 10, 10]) == []  # three events
    assert even([0.0, 0, 0, 0]) == []
    assert even([0.0, 9.1, 10, 10.9]) == [("a", 4, 10.0, pytest.approx(0.9))]
    assert even([0.0, 8.9, 10, 11.1]) == []
    assert even([0.0, 10, 10, 10], None) == []


def test_whole_days_are_even_for_anybody():
    at = [datetime(2024, 1, day) for day in range(1, 6)]
    table = pl.DataFrame({"user": ["a"] * 5, "at": at, "row": range(5)})
    assert _even(SimpleNamespace(time="at", table=table), SimpleNamespace(**LIMITS)).rows() == []
