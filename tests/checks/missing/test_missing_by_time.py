from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl

from dataqa.checks.clock import Clock
from dataqa.checks.missing._periods import periods_of

DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(600)]


def at(first: str, last: str = "2030") -> list[int | None]:
    """Values but on the days from `first` to before `last`."""
    return [None if first <= day.isoformat() < last else n % 37 for n, day in enumerate(DAYS)]


def test_empty_from_a_day_on(judge):
    (issue,) = judge("missing-by-time", {"day": DAYS, "income": at("2021-03")}, time="day", as_of="2022-01-01")
    assert issue.title == "`income` is empty in 100% of rows from 2021-03 on, in 0% before"
    assert (issue.severity, issue.rows.count, issue.rows.positions[0]) == ("medium", 175, 425)
    assert issue.why.endswith("so what a model learns from this column may be missing in production.")


def test_empty_up_to_a_day(judge):
    (issue,) = judge("missing-by-time", {"day": DAYS, "income": at("2019", "2020-07")}, time="day", as_of="2022-01-01")
    assert issue.title == "`income` is empty in 100% of rows up to 2020-06, in 0% after"
    assert issue.severity == "low"


def test_empty_for_a_while_and_columns_of_one_cause(judge):
    rows = {"day": DAYS, "a": at("2020-05", "2020-09"), "b": at("2020-05", "2020-09")}
    (issue,) = judge("missing-by-time", rows, time="day", as_of="2022-01-01")
    assert issue.title == "`a`, `b` are empty in 100% of rows from 2020-05 to 2020-08, in 0% before and after"
    assert (issue.columns, issue.rows.count) == (("a", "b"), 123)


def test_empty_for_one_month(judge):
    (issue,) = judge("missing-by-time", {"day": DAYS, "a": at("2020-05", "2020-06")}, time="day", as_of="2022-01-01")
    assert issue.title == "`a` is empty in 100% of rows in 2020-05, in 0% before and after"
    assert issue.why.endswith("so the older rows teach a model to do without this column.")


def test_gaps_spread_over_time_are_quiet(measure):
    assert measure("missing-by-time", {"day": DAYS, "a": [None if n * 31 % 8 < 2 else n for n in range(600)]}, time="day") == []


def test_gaps_in_runs_are_no_change(measure):
    # outages of ten days, now and then
    gaps = [None if n // 10 % 7 in (2, 5) else n for n in range(600)]
    assert measure("missing-by-time", {"day": DAYS, "a": gaps}, time="day", as_of="2022-01-01") == []


def test_a_handful_of_gaps_is_quiet(measure):
    assert measure("missing-by-time", {"day": DAYS, "a": at("2021-08-15")}, time="day", as_of="2022-01-01") == []


def test_columns_without_gaps_are_quiet(measure):
    assert measure("missing-by-time", {"day": DAYS, "a": range(600)}, time="day", as_of="2022-01-01") == []


def periods(moments, unit="time", most=30, as_of=date(2024, 1, 1)):
    frame = pl.DataFrame({"t": moments}, schema={"t": pl.Datetime("us")})
    found = periods_of(frame, Clock(moment=pl.col("t"), columns=("t",), unit=unit), as_of, most)
    return found and (found.codes.tolist(), [found.label(place) for place in range(len(found.starts))])


def test_the_finest_periods_that_are_few_enough():
    hours = [datetime(2023, 3, 1, hour) for hour in (5, 5, 7)]
    assert periods(hours) == ([0, 0, 1], ["2023-03-01 05:00", "2023-03-01 07:00"])
    assert periods([*hours[:2], None, datetime(2024, 3, 1)]) is None  # one hour, and one that is still to come
    assert periods(hours, most=1) is None
    days = [datetime(2023, 1, 31), datetime(2023, 2, 1), None, datetime(2023, 12, 31, 5)]
    assert periods(days) == ([0, 1, -1, 2], ["2023-01-31", "2023-02-01", "2023-12-31 05:00"])
    assert periods([*days, datetime(2022, 5, 1)], most=2) == ([1, 1, -1, 1, 0], ["2022", "2023"])
    assert periods([datetime(2023, 1, 1), datetime(2024, 1, 1)], unit="year") == ([0, 1], ["2023", "2024"])
    assert periods([datetime(2023, 1, 1), datetime(2025, 1, 1)], unit="year") is None
