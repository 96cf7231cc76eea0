"""Which series have a rhythm, on times whose rhythm is plain."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.freshness._rhythm import _calendar_months, _word, rhythm_of
from dataqa.checks.freshness.stuck_values import _runs

LIMITS = {
    "least_times": 20, "least_years": 5, "same_step": 0.6, "same_count": 0.9, "on_grid": 0.9, "present": 0.8, "never": 0.1,
    "most_steps": 1000,
}  # fmt: skip
START = datetime(2024, 1, 1)  # a Monday


def rhythm(days, unit="day", rows=None, **limits):
    times = pl.Series([START + timedelta(days=day) for day in days])
    found = rhythm_of(times, np.ones(len(days), dtype=int) if rows is None else np.array(rows), unit, {**LIMITS, **limits})
    return found and (found.word, found.missing.tolist(), len(found.expected))


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (list(range(20)), ("day", [], 20)),
        (list(range(19)), None),
        ([day for day in range(30) if day not in (7, 8)], ("day", [7, 8], 30)),
        ([day for day in range(28) if day % 7 < 5], ("day", [], 20)),  # no weekends
        ([day for day in range(28) if day % 7 < 5 and day != 9], None),  # 19 times
        ([day for day in range(42) if day % 7 < 5 and day != 9], ("day", [9], 30)),
        ([day for day in range(42) if day % 7 < 4 or day in (4, 11)], ("day", [18, 25, 32], 29)),
        ([day / 24 for day in range(48)], ("hour", [], 48)),
        ([2 * day for day in range(20)], ("2-day step", [], 20)),
        ([7 * day for day in range(20)], ("week", [], 20)),
        ([day * day for day in range(30)], None),
        ([*range(19), 18.4, 1018], None),  # too long
        ([*range(30), 30.5, 31.5, 32.5, 33.5], None),  # off the step
        ([*range(30), 30.5, 31.5, 33], ("day", [30, 31, 32], 34)),
        ([*range(20), *range(28, 30)], None),  # a quarter is missing
    ],
)
def test_the_rhythm_of_a_series(days, wanted):
    days = sorted(days)
    limits = {"same_step": 0.5} if 30.5 in days or len(days) < 24 else {}
    assert rhythm(days, **limits) == wanted


def test_times_with_unlike_numbers_of_rows_have_no_rhythm():
    assert rhythm(range(20), rows=[1] * 18 + [2] * 2) is not None
    assert rhythm(range(20), rows=[1] * 17 + [2] * 3) is None


def test_years_need_fewer_times():
    assert rhythm([0, 366, 731, 1096, 1461], "year") == ("year", [], 5)
    assert rhythm([0, 366, 731, 1096], "year") is None


def test_months_whatever_their_length():
    days = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]
    assert rhythm(days, least_times=10) == ("month", [], 12)
    ends = pl.Series([datetime(2024, 1, 31), datetime(2024, 2, 29), datetime(2024, 3, 31)])
    assert _calendar_months(ends)
    assert not _calendar_months(ends[:1])
    assert not _calendar_months(pl.Series([datetime(2024, 1, 31), datetime(2024, 2, 28)]))
    assert not _calendar_months(pl.Series([datetime(2024, 1, 5), datetime(2024, 2, 5, 1)]))


@pytest.mark.parametrize(
    ("step", "monthly", "word"),
    [
        (1, True, "month"), (3, True, "quarter"), (12, True, "year"), (6, True, "6-month step"), (3_600_000_000, False, "hour"),
        (1_800_000_000, False, "half-hour"), (900_000_000, False, "quarter-hour"), (60_000_000, False, "minute"),
        (1_000_000, False, "second"), (86_400_000_000, False, "day"), (604_800_000_000, False, "week"),
        (172_800_000_000, False, "2-day step"), (7_200_000_000, False, "2-hour step"), (600_000_000, False, "10-minute step"),
        (5_000_000, False, "5-second step"), (1_500_000, False, "step"),
    ],
)  # fmt: skip
def test_the_name_of_a_step(step, monthly, word):
    assert _word(step, monthly) == word


STUCK = SimpleNamespace(least_rows=100, least_runs=50, least_run=8, times=5, resting=0.1, nights=4, regular=1.25)


def stuck(cells, entity=None):
    cells = np.array(cells, dtype=float)
    found = _runs(cells, np.zeros(len(cells), dtype=int) if entity is None else np.array(entity), STUCK)
    return found and list(zip(found.starts.tolist(), found.lengths.tolist(), found.values.tolist(), strict=True))


MOVING = np.arange(200.0)


def test_runs_that_are_too_long():
    assert stuck([*MOVING, *[7.5] * 8]) == [(200, 8, 7.5)]
    assert stuck([*MOVING, *[7.5] * 7]) == []
    assert stuck([*[3.5] * 9, *MOVING, *[7.5] * 12]) == [(209, 12, 7.5), (0, 9, 3.5)]
    assert stuck(MOVING[:99]) is None
    assert stuck(MOVING[:100]) == []
    assert stuck([*MOVING[:48], *[7.5] * 60]) is None  # 49 runs
    assert stuck([*MOVING[:49], *[7.5] * 60]) == []


def test_one_run_of_two_entities_is_two():
    assert stuck([*MOVING, *[7.5] * 12], [0] * 206 + [1] * 6) == []


def test_runs_are_long_by_the_usual_ones():
    twos = np.repeat(MOVING, 2)
    assert stuck([*twos, *[99.5] * 9]) == []
    assert stuck([*twos, *[99.5] * 18]) == []  # where every second row repeats, in 418 rows it may happen
    assert stuck([*twos, *[99.5] * 20]) == [(400, 20, 99.5)]


def test_a_value_at_which_things_rest_is_not_stuck():
    resting = np.where(np.arange(120) % 2 == 0, 0.0, np.arange(120))
    assert stuck([*resting, 5.5, *[0.0] * 20]) == []
    assert stuck([*resting, 5.5, *[3.5] * 20]) == [(121, 20, 3.5)]
