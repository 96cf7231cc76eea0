"""Which hours of a night occur twice, and which dates are of the last century."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.freshness.clock_changes import _after, _inside, _repeated
from dataqa.checks.freshness.future_dates import _of_last_century, _zero_days


def days(*cells):
    return np.array(cells, dtype="datetime64[D]")


USUAL = days("1920-05-17", "1946-01-01", "1990-12-31")


@pytest.mark.parametrize(
    ("cells", "usual", "share"),
    [
        (days("2020-01-01", "2090-12-31"), USUAL, 1.0), (days("2019-12-31", "2090-01-01"), USUAL, 0.5),
        (days("2091-01-01", "2046-07-01"), USUAL, 0.5), (days("2199-01-01"), USUAL, 0.0), (days("2046-07-01"), days(), 0.0),
    ],
)  # fmt: skip
def test_days_that_are_usual_a_hundred_years_earlier(cells, usual, share):
    assert _of_last_century(cells, usual) == share


def test_a_day_that_stands_for_none_is_far_more_frequent():
    at, known = days("1970-01-01", "2020-01-01", "2020-01-02"), [datetime(1970, 1, 1).date()]
    assert _zero_days(at, np.array([10, 2, 2]), known, 5.0).tolist() == [True, False, False]
    assert _zero_days(at, np.array([9, 2, 2]), known, 5.0).tolist() == [False] * 3
    assert _zero_days(at[:1], np.array([10]), known, 1.0).tolist() == [False]


def test_hours_that_occur_twice_within_the_night():
    at = [datetime(2024, 10, 27, hour) for hour in (0, 2, 2, 3, 3, 4, 4, 5)]
    series = SimpleNamespace(of=np.array([0, 0, 0, 0, 1, 0, 0, 0]), at=pl.Series(at))
    assert _repeated(series).to_list() == [datetime(2024, 10, 27, 2)]
    series = SimpleNamespace(of=np.zeros(8, dtype=int), at=pl.Series(at))
    assert _repeated(series).to_list() == [datetime(2024, 10, 27, 2), datetime(2024, 10, 27, 3)]


def test_a_night_counts_between_its_neighbours():
    three = {datetime(2024, 3, day).date() for day in (30, 31)} | {datetime(2024, 4, 1).date()}
    assert [_inside(day, three) for day in sorted(three)] == [False, True, False]
    night = pl.Series([datetime(2024, 3, 31, 2), datetime(2024, 3, 30, 3)])
    assert _after(night, [datetime(2024, 3, 31).date()]) == 3
    assert _after(night, [datetime(2024, 4, 1).date()]) == -1
