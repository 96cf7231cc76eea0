"""Cycles of time: which parts of them there are, and how they are named."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from dataqa.checks.coverage.uncovered_times import _cycles, _runs, _span


@pytest.mark.parametrize(
    ("places", "names"),
    [
        ("abc", ("a to c",)),
        ("abcdefg", ("a to g",)),
        ("ab", ("a", "b")),
        ("abd", ("d", "a", "b")),
        ("bcd", ("b to d",)),
        ("fga", ("f to a",)),
        ("ga", ("g", "a")),
        ("bcdg", ("b to d", "g")),
        ("", ()),
    ],
)
def test_runs_of_parts_go_round(places, names):
    assert set(_runs("abcdefg", np.array([name in places for name in "abcdefg"]))) == set(names)


def test_the_outermost_rows_do_not_count():
    days = [date(2024, 1, 1) + timedelta(days=k) for k in range(5)]
    hours = pl.DataFrame({"day": days, "hour": [0] * 5, "rows": [4, 496, 500, 990, 10]})
    assert _span(hours) == (days[1], days[4])
    hours = pl.DataFrame({"day": days, "hour": [0] * 5, "rows": [10, 490, 500, 997, 3]})
    assert _span(hours) == (days[0], days[3])


def cycles(days, hours=(0,), *, monthly=False, fine=True):
    frame = pl.DataFrame([(day, hour) for day in days for hour in hours], schema=["day", "hour"], orient="row")
    found = _cycles(pl.Series(days), frame, days[0], days[-1], monthly=monthly, fine=fine)
    return {one.about: (one.there.tolist(), one.due.tolist()) for one in found}


def test_what_is_expected_of_each_part():
    days = [date(2024, 1, 1) + timedelta(days=k) for k in range(28)]
    found = cycles(days, range(8))
    assert found["months"] == ([28.0, *[0.0] * 11], [28.0, *[0.0] * 11])
    assert found["weekdays"] == ([4.0] * 7, [4.0] * 7)
    assert found["hours"] == ([28.0] * 8 + [0.0] * 16, [28 * 8 / 24] * 24)
    assert set(cycles(days[:27])) == {"months"}
    assert set(cycles(days, range(7))) == {"months", "weekdays"}
    assert set(cycles(days, range(8), fine=False)) == {"months", "weekdays"}
    assert cycles(days, monthly=True) == {}  # once a year


def test_two_weekdays_are_no_week():
    days = [date(2024, 1, 1) + timedelta(days=k) for k in range(60)]
    assert "weekdays" not in cycles([day for day in days if day.weekday() in (0, 3)])
    assert "weekdays" in cycles([day for day in days if day.weekday() in (0, 3, 4)])


def test_quarters_are_whole_years():
    quarters = [date(2020 + k // 4, k % 4 * 3 + 1, 1) for k in range(12)]
    assert cycles(quarters, monthly=True) == {}
    assert set(cycles([day for day in quarters if day.month != 7], monthly=True)) == {"months"}
    months = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(36)]
    assert set(cycles(months, monthly=True)) == {"months"}


def test_years_say_nothing_about_months(measure):
    years = [2000 + k % 20 for k in range(200)]
    assert measure("uncovered-times", {"year": years, "a": [k % 7 for k in range(200)]}, time="year") == []
