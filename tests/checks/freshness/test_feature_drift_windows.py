"""Which stretches of time are compared, and how a level changed over them."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.clock import Clock, length, moment_text
from dataqa.checks.freshness._drift.stretches import Level, _change, picture
from dataqa.checks.freshness._drift.windows import Windows, _blocks, _counts_on, _function, _stretches

YEAR = 365.2425


@pytest.mark.parametrize(
    ("unit", "end", "found"),
    [
        ("year", 0, None),
        ("year", 364, (YEAR - 1, 365 - YEAR, True)),
        ("year", 3.1 * YEAR, (YEAR - 1, 2.1 * YEAR + 1, True)),
        ("year", 9 * YEAR, (2 * YEAR - 1, 7 * YEAR + 1, True)),
        ("month", 0, (7, 21, False)),  # the month itself
        ("month", 27, (7, 49, False)),
        ("month", 1.9 * YEAR, (0.95 * YEAR + 15.5, 0.95 * YEAR - 15.5, True)),
        ("day", 0, None),
        ("day", 3, (0.6, 2.4, False)),
        ("day", 4, (1, 3, False)),
        ("day", 27, (5, 22, False)),
        ("day", 28, (7, 21, False)),
        ("day", 70, (14, 56, False)),
        ("day", 400, (77, 322, False)),
        ("day", 1.1 * YEAR + 0.01, (0.1 * YEAR + 0.01, YEAR, True)),
        ("day", 1.94 * YEAR, (0.94 * YEAR, YEAR, True)),
        ("day", 1.96 * YEAR, (0.98 * YEAR, 0.98 * YEAR, True)),
        ("day", 2 * YEAR, (YEAR, YEAR, True)),
        ("day", 10 * YEAR, (2 * YEAR, 8 * YEAR, True)),
    ],
)
def test_which_stretches_are_compared(unit, end, found):
    assert _stretches(0.0, float(end), Clock(moment=pl.lit(1), columns=("t",), unit=unit)) == (found and pytest.approx(found))


def test_like_parts_of_both_stretches_have_one_number():
    days = np.array([100.0, 105, 111.9, 112, 150, 155, 162])
    old, new = _blocks(days, np.arange(4), np.arange(4, 7), 100, 150, 12, False)
    assert (old.tolist(), new.tolist()) == ([0, 5, 11, 11], [0, 5, 11])
    days = np.array([0.0, 31, YEAR - 0.1, YEAR + 30, 2 * YEAR + 31])
    old, new = _blocks(days, np.arange(3), np.arange(3, 5), 0, YEAR, YEAR, True)
    assert (old.tolist(), new.tolist()) == ([0, 1, 11], [0, 1])


def windows(days, unit="day", end=400.0):
    clock = Clock(moment=pl.lit(1), columns=("t",), unit=unit)
    rows = np.arange(len(days))
    return Windows(
        clock=clock, days=np.array(days), old=rows, new=rows, blocks=None, start=0.0, end=end, length=9.0, matched=True
    )  # fmt: skip


def test_when_rows_are_from_in_words():
    whole = windows([0.0, 31.5, 396.0])
    assert whole.years == pytest.approx(400 / YEAR)
    assert whole.when(np.array([0, 1, 2])) == "1970-01-01 to 1971-02-01"
    assert whole.when(np.array([1])) == "1970-02-01"
    assert windows([0.0, 31.5], "hour", 3.9).when(np.array([1])) == "1970-02-01 12:00"
    assert windows([0.0, 31.5], "hour", 4).when(np.array([1])) == "1970-02-01"
    assert windows([0.0, 31.5], "month", 3).when(np.array([0, 1])) == "1970-01 to 1970-02"
    assert windows([0.0, 366], "year", 3).when(np.array([0, 1])) == "1970 to 1971"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3652.425, "10.0 years"), (730, "2.0 years"), (729, "24 months"), (61, "2 months"), (60, "60 days"), (2, "2 days"),
        (1.9, "46 hours"), (2 / 24, "2 hours"), (1.9 / 24, "114 minutes"), (1 / 1440, "1 minute"), (0, "0 minutes"),
    ],
)  # fmt: skip
def test_a_stretch_of_time_in_words(days, words):
    assert length(days) == words


@pytest.mark.parametrize(
    ("unit", "text"),
    [("year", "2024"), ("month", "2024-03"), ("day", "2024-03-05"), ("hour", "2024-03-05 17:00"), ("time", "2024-03-05 17:30")],
)
def test_a_moment_in_words(unit, text):
    assert moment_text(datetime(2024, 3, 5, 17, 30), unit) == text
    assert moment_text(datetime(2024, 3, 5), "time") == "2024-03-05"


# --- columns that say when a row is from ----------------------------------------------------------------------------------------

DAYS = [datetime(2024, 1, 1) + timedelta(days=k) for k in range(366)]
MONTHS, WEEKDAYS = [day.month for day in DAYS], [day.weekday() for day in DAYS]


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        (MONTHS, "month"),
        ([month > 6 for month in MONTHS], "month"),
        ([f"{day}" for day in WEEKDAYS], "weekday"),
        ([5 if k % 24 == 0 else month for k, month in enumerate(MONTHS)], "month"),  # 15 of 366 otherwise
        ([5 if k % 15 == 0 else month for k, month in enumerate(MONTHS)], None),  # 25
        (list(range(366)), None),
        ([1] * 366, None),
        ([k % 5 for k in range(366)], None),
    ],
)
def test_a_column_that_a_part_of_the_date_determines(cells, part):
    parts = {"month": pl.Series(MONTHS), "weekday": pl.Series(WEEKDAYS), "year": pl.Series([2024] * 366)}
    assert _function(pl.Series(cells), parts) == part


def test_parts_of_few_rows_determine_nothing():
    month = pl.Series([1, 2, 3, 4] * 4)
    assert _function(month, {"month": month}) == "month"
    assert _function(month[:15], {"month": month[:15]}) is None


@pytest.mark.parametrize(
    ("cells", "role", "counts"),
    [
        (np.arange(50) ** 2, "numeric", True),
        (-np.arange(50), "numeric", True),
        (np.arange(50) % 7, "numeric", False),
        (np.arange(50), "boolean", False),
        (np.ones(50), "numeric", False),
        ([None] * 40 + list(range(10)), "numeric", True),
        ([None] * 41 + list(range(9)), "numeric", False),
        ([f"{k:03}" for k in range(50)], "text", False),
    ],
)
def test_a_number_that_counts_on(cells, role, counts):
    assert _counts_on(pl.Series(cells), np.arange(1.0, 51), SimpleNamespace(role=role), 0.95) is counts


# --- a step or a trend ----------------------------------------------------------------------------------------------------------

LABELS = tuple("abcdefghijklmnopqrstuvwxyz"[:24])
SEASON = np.resize([0.0, 5, 1, 7, 2, 9, 3, 8, 2, 6, 1, 4], 24)


@pytest.mark.parametrize(
    ("values", "period", "found"),
    [
        ([0, 0, 0, 1, 1, 1], 1, ("d", False)),
        ([0, 0, 1, 1, 1, 1], 1, ("c", False)),
        ([0, 0, 0, 0, 0, 1], 1, ("", False)),  # one stretch alone is no step, and no trend
        ([0, 1, 1, 1, 1, 1], 1, ("", False)),
        ([0, 0, 0, 1, 1], 1, ("", False)),  # too few
        ([0, 1, 2, 3, 4, 5], 1, ("", True)),
        ([1, 1, 1, 1, 1, 1], 1, ("", False)),
        ([0, 1, 0, 1, 0, 1], 1, ("", False)),
        (SEASON + np.where(np.arange(24) >= 12, 3, 0), 12, ("", False)),  # two years cannot tell
        (SEASON, 12, ("", False)),
        (SEASON[:23] + np.arange(23), 12, ("", False)),
        (SEASON + np.where(np.arange(24) >= 15, 3, 0), 12, ("p", False)),
    ],
)
def test_a_step_or_a_trend(values, period, found):
    assert _change(LABELS[: len(values)], np.array(values, dtype=float), period) == found


def test_the_newest_bar_is_marked():
    level = Level(labels=("a", "b", "c"), values=np.array([1.0, 2, 3]), step="", gradual=False)
    (shown,) = picture(level, "t", "u")
    assert (shown.labels, shown.values, shown.marked) == (("a", "b", "c"), (1, 2, 3), (2,))
    two = Level(labels=("a", "b"), values=np.array([1.0, 2]), step="", gradual=False)
    one = Level(labels=("a",), values=np.array([1.0]), step="", gradual=False)
    assert (len(picture(two, "t", "u")), picture(one, "t", "u")) == (1, ())
