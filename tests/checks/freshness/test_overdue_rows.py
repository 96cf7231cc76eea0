from __future__ import annotations

import numpy as np
import pandas as pd
import pytest


@pytest.mark.parametrize(("day", "severity"), [("2024-01-03", None), ("2024-01-12", "info"), ("2024-02-10", "low")])
def test_a_daily_series_that_stopped(judge, day, severity):
    frame = {"at_date": pd.date_range(end="2024-01-01", periods=100), "x": range(100)}
    issues = judge("overdue-rows", frame, as_of=day)
    assert [i.severity for i in issues] == [severity] * (severity is not None)
    assert all(i.title.startswith("The newest row is from 2024-01-01; ") for i in issues)


def test_weekends_are_not_missed(measure):
    frame = {"at_date": pd.bdate_range(end="2024-01-05", periods=200), "x": range(200)}
    assert [m.value for m in measure("overdue-rows", frame, as_of="2024-01-15")] == [6.0]


def test_months_are_counted_as_months(measure):
    frame = {"at_date": pd.date_range(end="2023-06-01", periods=60, freq="MS"), "x": range(60)}
    assert [(m.value, m.details["step"]) for m in measure("overdue-rows", frame, as_of="2024-01-15")] == [(7.0, "month")]


def test_events_of_every_day(measure):
    times = pd.Timestamp("2023-06-01") + pd.to_timedelta(np.random.default_rng(0).uniform(0, 200, 5000), unit="D")
    found = measure("overdue-rows", {"at_time": times, "x": range(5000)}, as_of="2024-01-31")
    assert [(m.details["step"], m.value, m.kind) for m in found] == [("day", 43.0, "daily")]


def test_what_ended_long_ago_is_old_not_overdue(measure):
    frame = {"at_date": pd.date_range(end="2020-01-01", periods=100), "x": range(100)}
    assert measure("overdue-rows", frame, as_of="2024-01-15") == []


def test_rows_without_a_rhythm(measure):
    days = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.random.default_rng(0).exponential(9, 60).cumsum(), unit="D")
    assert measure("overdue-rows", {"at_date": days.floor("D"), "x": range(60)}, as_of="2024-11-15") == []
