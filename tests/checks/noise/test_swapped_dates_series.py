"""Regular series are right as they stand, whatever their step and the day they start; dates swapped in them are found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

STEPS = {"daily": 1, "every second day": 2, "weekly": 7, "fortnightly": 14, "four-weekly": 28}


def _changed(day: date) -> date:
    return date(day.year, day.day, day.month)


def _series(start: date, step: int, length: int, each: int) -> list[date]:
    return [start + timedelta(days=step * k) for k in range(length) for _ in range(each)]


def _monthly(start: date, months: int, length: int, each: int) -> list[date]:
    passed = [start.month - 1 + months * k for k in range(length)]
    return [date(start.year + month // 12, month % 12 + 1, start.day) for month in passed for _ in range(each)]


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("start", [date(2021, 1, 3), date(2015, 1, 4), date(2019, 1, 1), date(2022, 10, 2), date(2024, 12, 8)])
def test_a_regular_series_is_quiet(measure, step, start):
    for length in (60, 160):
        for each in (1, 4):
            assert measure("swapped-dates", {"week": _series(start, step, length, each)}) == []


@pytest.mark.parametrize("day", [1, 4, 12, 15])
@pytest.mark.parametrize("months", [1, 3])
def test_months_and_quarters_are_quiet(measure, months, day):
    assert measure("swapped-dates", {"month": _monthly(date(2018, 1, day), months, 40, 5)}) == []


@pytest.mark.parametrize("step", [1, 7])
def test_a_gap_after_the_new_year_is_no_sign(measure, step):
    start = [day for day in _series(date(2021, 1, 3), step, 400, 4) if not date(2021, 1, 12) < day < date(2021, 3, 14)]
    assert measure("swapped-dates", {"day": start}) == []
    both = [day for day in _series(date(2020, 3, 1), step, 330, 4) if not (day.month == 12 and day.day > 12)]
    assert measure("swapped-dates", {"day": both}) == []


@pytest.mark.parametrize("step", [1, 7])
def test_dates_swapped_in_a_series_are_found(measure, step):
    days = _series(date(2023, 2, 5), step, 84 if step == 1 else 30, 24 if step == 7 else 4)
    rows = [n for n, day in enumerate(days) if day.day in (11, 12)][:12]
    (found,) = measure("swapped-dates", {"week": [_changed(day) if n in rows else day for n, day in enumerate(days)]})
    assert sorted(found.rows.positions) == rows
