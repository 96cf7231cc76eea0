from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd


def series(times, **more):
    return {"date": pd.DatetimeIndex(times), "x": np.arange(len(times)), **more}


def test_missing_days_are_counted_and_the_longest_stretch_named(measure):
    days = pd.date_range("2024-01-01", periods=100).delete([10, 40, 41, 42])
    found = measure("time-gaps", series(days))
    assert [(m.columns, m.value, m.details["gaps"], m.details["longest"]) for m in found] == [
        (("date",), 0.04, 2, "2024-02-10 to 2024-02-12")
    ]


def test_a_whole_series_is_quiet(measure):
    assert measure("time-gaps", series(pd.date_range("2024-01-01", periods=100))) == []


def test_weekends_belong_to_the_rhythm(measure):
    days = pd.bdate_range("2024-01-01", periods=200)
    assert measure("time-gaps", series(days)) == []
    found = measure("time-gaps", series(days.delete(range(50, 60))))
    assert [(m.details["missing"], m.details["longest_steps"], m.details["gaps"]) for m in found] == [(10, 10, 1)]


def test_months_are_equal_steps(measure):
    months = pd.date_range("2010-01-01", periods=60, freq="MS")
    assert measure("time-gaps", series(months)) == []
    assert [(m.value, m.details["step"], m.details["longest"]) for m in measure("time-gaps", series(months.delete([30])))] == [
        (1 / 60, "month", "2012-07-01")
    ]


def test_an_hour_column_beside_the_day(measure):
    hours = pd.date_range("2024-01-01", periods=24 * 30, freq="h").delete([100, 101])
    found = measure("time-gaps", {"day_date": hours.normalize(), "hour": hours.hour, "x": np.arange(len(hours))})
    assert [(m.columns, m.details["missing"], m.details["longest"]) for m in found] == [
        (("day_date", "hour"), 2, "2024-01-05 04:00 to 2024-01-05 05:00")
    ]


def test_events_have_no_rhythm(measure):
    random = np.random.default_rng(0)
    seconds = np.sort(random.exponential(500, 5000).cumsum())
    assert measure("time-gaps", series(pd.Timestamp("2024-01-01") + pd.to_timedelta(seconds, unit="s"))) == []
    for rate in (0.5, 1.0, 1.5, 3.0):  # so many sales a day
        days = np.repeat(pd.date_range("2022-01-01", periods=700), random.poisson(rate, 700))
        assert measure("time-gaps", series(days)) == []


def test_a_year_that_is_missing(measure):
    years = [year for year in range(2000, 2012) if year != 2007]
    found = measure("time-gaps", {"year": years, "x": range(11)})
    assert [(m.value, m.details["longest"], m.details["step"]) for m in found] == [(1 / 12, "2007", "year")]


def test_severity_follows_the_share(judge):
    hours = pd.date_range("2024-01-01", periods=5000, freq="h")
    (issue,) = judge("time-gaps", series(hours.delete(range(500, 503))))
    assert issue.title == "`date`: 3 of 5,000 expected hours have no row (1 gap)"
    assert issue.why.startswith("The longest gap is 2024-01-21 20:00 to 2024-01-21 22:00. A lag of one hour")
    for missing, severity in ((3, "info"), (100, "low"), (900, "medium")):
        assert [i.severity for i in judge("time-gaps", series(hours.delete(range(500, 500 + missing))))] == [severity]
    assert [i.value for i in judge("time-gaps", series([*hours, hours[-1] + dt.timedelta(hours=1)]))] == []


def test_gaps_of_one_day_have_no_bars(measure):
    minutes = [dt.datetime(2024, 1, 1, 8) + dt.timedelta(minutes=k) for k in range(300) if k not in (100, 101, 200)]
    (found,) = measure("time-gaps", {"at": minutes, "a": range(297)}, time="at")
    assert (found.value, found.details["missing"], found.details["gaps"], found.evidence) == (0.01, 3, 2, ())


def test_public_holidays_of_a_series_of_working_days_are_no_gaps(measure):
    days = pd.bdate_range("2023-01-02", "2025-12-31")
    traded = days[~days.strftime("%m-%d").isin(["01-01", "04-18", "05-01", "12-25", "12-26"])]
    assert measure("time-gaps", series(traded)) == []
    (found,) = measure("time-gaps", series(traded.delete(range(300, 305))))  # a week that is lost is one
    assert (found.details["missing"], found.details["gaps"]) == (5, 1)
    (found,) = measure("time-gaps", series(days.delete(range(5, 700, 12))))  # so many are no holidays
    assert found.details["missing"] == 58
