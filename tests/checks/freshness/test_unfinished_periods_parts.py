"""How many rows each period has, and which newest ones lack some, on counts whose answer is plain."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.clock import clock_of
from dataqa.checks.freshness._period_counts import PeriodParameters, period_counts

LIMITS = PeriodParameters(least_rows=20, least_periods=8, present=0.8, same_count=0.9)
FIRST = datetime(2024, 1, 1)
ROWS = list(range(20, 30))


def times(rows, step=timedelta(days=1), first=FIRST):
    """So many rows at each step from the first on."""
    return [first + place * step for place, count in enumerate(rows) for _ in range(count)]


def counted(moments, as_of="2025-06-30", **limits):
    audit = context_of({"at": moments, "x": range(len(moments))}, time="at", as_of=as_of)
    found = period_counts(audit, clock_of(audit, "at"), LIMITS.model_copy(update=limits))
    return found and (found.word, found.rows.tolist(), found.shown(0), found.shown(len(found.rows) - 1))


def test_the_finest_periods_that_hold_enough_rows():
    assert counted(times(ROWS)) == ("day", ROWS, "2024-01-01", "2024-01-10")
    hours = counted(times(ROWS, timedelta(hours=1), FIRST + timedelta(minutes=7)))
    assert hours == ("hour", ROWS, "2024-01-01 00:00", "2024-01-01 09:00")
    # of days with half as many rows, 70 in a week of them
    weeks = [10 + week for week in range(9) for _ in range(7)]
    assert counted(times(weeks)) == (
        "week",
        [7 * (10 + week) for week in range(9)],
        "the week of 2024-01-01",
        "the week of 2024-02-26",
    )
    months = [datetime(2023 + month // 12, month % 12 + 1, 1) for month in range(14) for _ in range(20 + month)]
    assert counted(months) == ("month", list(range(20, 34)), "2023-01", "2024-02")


@pytest.mark.parametrize(("least", "word"), [(24, "day"), (25, None)])
def test_the_median_period_holds_enough(least, word):
    found = counted(times([*ROWS[:9]]), least_rows=least)  # 20 to 28: the median is 24
    assert (found and found[0]) == word


@pytest.mark.parametrize(("periods", "word"), [(8, "day"), (7, None)])
def test_eight_periods_at_least(periods, word):
    found = counted(times(ROWS[:periods]))
    assert (found and found[0]) == word


@pytest.mark.parametrize(("without", "word"), [(2, "day"), (3, None)])
def test_most_periods_have_rows(without, word):
    found = counted(times([*ROWS[:5], *[0] * without, *ROWS[5:]]))  # 10 of 12 days, or of 13
    assert (found and found[0]) == word


@pytest.mark.parametrize(("equal", "word"), [(8, "day"), (9, None)])
def test_equally_many_in_each_are_a_series(equal, word):
    found = counted(times([20] * equal + ROWS[equal:]))
    assert (found and found[0]) == word


def test_rows_after_the_day_of_the_audit_are_left_out():
    assert counted(times(ROWS), as_of="2024-01-09")[1] == ROWS[:9]
    assert counted(times(ROWS), as_of="2024-01-10")[1] == ROWS


# --- the newest ones --------------------------------------------------------------------------------------------------------------

MONTHS = [100, 104, 96, 102, 98, 108, 94, 106, 92, 110]


def monthly(rows):
    return {
        "at": [datetime(2023 + m // 12, m % 12 + 1, 1) for m, count in enumerate(rows) for _ in range(count)],
        "x": range(sum(rows)),
    }


def test_what_the_newest_period_lacks(measure):
    (found,) = measure("unfinished-periods", monthly([*MONTHS, 20]), time="at", as_of="2025-01-01")
    # usual: the median of 96, 102, 98, 108, 94, 106, 92 and 110; the interval of 20 events after Byar: 30.9, and 20 - 1.96 √20
    assert found.details == {
        "when": "2023-11", "from": "2023-11", "period": "month", "newest": 20, "share": 0.2, "usual": 100, "short": 1,
    }  # fmt: skip
    assert found.value == pytest.approx(0.8)
    assert found.interval == pytest.approx((1 - 0.30893, 1 - 0.112347), abs=1e-4)
    assert (found.notes, found.evidence[0].marked, found.evidence[0].values[-2:]) == ((), (10,), (110.0, 20.0))


def test_several_that_lack_some_are_held_to_those_before_them(measure):
    (found,) = measure("unfinished-periods", monthly([*MONTHS, 60, 40]), time="at", as_of="2025-01-01")
    assert (found.details["from"], found.details["short"], found.details["usual"], found.notes) == ("2023-11", 2, 100, ("short",))
    assert found.value == pytest.approx(0.6)
    assert found.evidence[0].marked == (10, 11)


@pytest.mark.parametrize(("newest", "found"), [(69, 1), (70, 0), (91, 0)])
def test_below_seven_tenths_it_is_short(measure, newest, found):
    assert len(measure("unfinished-periods", monthly([*MONTHS, newest]), time="at", as_of="2025-01-01")) == found


def test_no_fewer_than_the_fewest_before_is_usual(measure):
    # the median of the eight before is 100, and one of them had 50
    for newest, found in ((50, 0), (49, 1)):
        rows = [100, 104, 96, 102, 98, 108, 94, 106, 50, 110, newest]
        assert len(measure("unfinished-periods", monthly(rows), time="at", as_of="2025-01-01")) == found


def test_a_day_is_held_to_the_same_weekday(measure):
    # on Sundays a tenth of the rows
    rows = [(10 if day % 7 == 6 else 100) + day % 5 for day in range(63)]
    frame = lambda rows: {"at": np.array(times(rows), dtype="datetime64[us]"), "x": range(sum(rows))}  # noqa: E731
    assert measure("unfinished-periods", frame(rows), time="at", as_of="2025-01-01") == []
    (found,) = measure("unfinished-periods", frame([*rows, 30]), time="at", as_of="2025-01-01")  # a Monday
    assert (found.details["when"], found.details["usual"], found.details["short"]) == ("2024-03-04", 102, 1)
