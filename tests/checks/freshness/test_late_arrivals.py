from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest


def records(late=0.1, count=1000):
    random = np.random.default_rng(0)
    event = pd.Series(pd.date_range("2023-01-01", periods=count, freq="6h"))
    delay = np.where(np.arange(count) < late * count, 20.0, random.uniform(0.1, 0.4, count))
    return {"order_date": event, "recorded_at": event + pd.to_timedelta(delay, unit="D"), "x": random.normal(size=count)}


def test_records_that_come_long_after_their_event(judge):
    (issue,) = judge("late-arrivals", records(), time="order_date")
    assert (issue.columns, issue.severity, issue.rows.positions.tolist()) == (
        ("order_date", "recorded_at"),
        "low",
        list(range(100)),
    )
    assert issue.title == "100 rows (10.0%) were recorded more than 3 days after `order_date`"
    assert issue.why.startswith("Half of all rows were recorded within 7 hours of the event, and 95% within 20 days.")


def test_prompt_records_are_quiet(measure):
    assert measure("late-arrivals", records(late=0.0), time="order_date") == []


def test_times_of_two_things_are_no_delay(measure):
    frame = records()
    frame["recorded_at"] = frame["order_date"].sample(frac=1, random_state=0).to_numpy()
    assert measure("late-arrivals", frame, time="order_date") == []


def test_rows_out_of_the_order_of_the_others(measure):
    times = list(pd.date_range("2023-01-01", periods=200))
    times.append(times.pop(10))
    times.append(times.pop(20))
    found = measure("late-arrivals", {"at_date": times, "x": range(200)})
    assert [(m.about, m.kind, m.value, m.rows.positions.tolist()) for m in found] == [("out of order", "order", 0.01, [198, 199])]
    assert found[0].details == {"farthest": "6 months"}
    backwards = {"at_date": times[::-1], "x": range(200)}
    assert [m.rows.count for m in measure("late-arrivals", backwards)] == [2]


def test_a_file_in_no_order_is_quiet(measure):
    times = pd.Series(pd.date_range("2023-01-01", periods=200)).sample(frac=1, random_state=0).to_numpy()
    assert measure("late-arrivals", {"at_date": times, "x": range(200)}) == []


@pytest.mark.parametrize(("rows", "found"), [(100, [(("at",), "order")]), (99, [])])
def test_a_hundred_rows_have_an_order(measure, rows, found):
    days = [dt.datetime(2024, 1, 1) + dt.timedelta(days=k) for k in range(rows)]
    days[50] = days[10] + dt.timedelta(hours=5)
    assert [(m.columns, m.kind) for m in measure("late-arrivals", {"at": days, "a": range(rows)}, time="at")] == found
