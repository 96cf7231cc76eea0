"""Dates with day and month changed, on dates whose answer is plain."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise.swapped_dates import _beside, _days, _has_room, _mostly, _out_of_range, _slack

EPOCH = date(1970, 1, 1)
CERTAIN = [*(date(2023, 1, day) for day in range(13, 32)), date(2023, 2, 13)]


def days(*dates):
    return np.array([float((day - EPOCH).days) for day in dates])


def test_a_date_with_day_and_month_changed():
    dates = [date(2023, 12, 5), date(2023, 5, 12), date(2023, 1, 13), date(2023, 1, 12), date(2023, 6, 6), None]
    stands, changed = _days(pl.Series(dates))
    assert stands[:5].tolist() == days(*dates[:5]).tolist()
    # the thirteenth of a month and the sixth of June have no other reading
    other = days(date(2023, 5, 12), date(2023, 12, 5), date(2023, 12, 1))
    assert changed.tolist() == pytest.approx([other[0], other[1], np.nan, other[2], np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize(("certain", "rows"), [(20, [20, 21]), (19, [])])
def test_dates_outside_the_time_of_those_that_are_certain(certain, rows):
    dates = [*CERTAIN[:certain], date(2023, 9, 2), date(2023, 8, 2)]
    stands, changed = _days(pl.Series(dates))
    assert _out_of_range(stands, changed, 2, 0.3).tolist() == rows


def test_a_series_may_begin_a_gap_between_months_before():
    monthly = days(*(date(2023, month, 15) for month in range(1, 13)))
    assert _slack(monthly) == 32.0
    assert _slack(days(*CERTAIN[:19])) == _slack(days(*(day + timedelta(days=1) for day in CERTAIN[:18])))


def test_every_second_day_has_its_place():
    certain = np.delete(np.arange(1.0, 120, 2), 20)
    stands, swapped = np.append(certain, 200.0), np.arange(len(certain) + 1) == len(certain)
    assert _has_room(stands, np.where(swapped, 41.0, stands), certain, swapped)[-1]
    assert not _has_room(stands, np.where(swapped, 42.0, stands), certain, swapped)[-1]


@pytest.mark.parametrize(("apart", "changed", "rows"), [(31, 8, [40, 41]), (31, 10, []), (29, 8, [])])
def test_dates_far_from_another_are_so_by_its_spread(apart, changed, rows):
    # most lie two days before or after it: a spread of 2.97, of which 10 are far and 3 near
    other = np.arange(42.0)
    usual = np.append(np.tile([-2.0, 2.0], 20), [apart, -apart])
    changes = other + np.where(np.arange(42) == 41, -changed, changed)
    assert _beside(other + usual, changes, other, 2, 0.2).tolist() == rows


@pytest.mark.parametrize(("swapped", "rows"), [(3, [0, 1, 2]), (2, [])])
def test_most_of_those_off_are_swapped(swapped, rows):
    off, far = np.arange(20) < 5, 30.0 - np.arange(20)
    assert _mostly(off, np.arange(20) < swapped, far, 1, 0.3).tolist() == rows
