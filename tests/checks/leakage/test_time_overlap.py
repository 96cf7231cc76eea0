from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from made_series import ratings

from dataqa.checks.leakage.time_overlap import _overlap

DAYS = [dt.datetime(2024, 1, 1) + dt.timedelta(days=i) for i in range(100)]


def test_a_test_part_that_begins_before_training_ends(judge):
    # two of twenty test rows are older than the newest training row
    frame = {"when": DAYS, "split": ["train"] * 79 + ["test", "test", "train"] + ["test"] * 18}
    (issue,) = judge("time-overlap", frame)
    assert (issue.columns, issue.value, issue.rows.positions.tolist(), issue.severity) == (("when",), 0.1, [79, 80], "medium")
    assert issue.title == "2 of 20 rows in `test` are older than the newest training row (`when`, 10.0%)"
    assert issue.why.startswith("The newest training row is from 2024-03-22, the oldest test row from 2024-03-20. ")


def test_a_split_that_runs_backwards(judge):
    (issue,) = judge("time-overlap", {"when": DAYS, "split": ["test"] * 20 + ["train"] * 80})
    assert (issue.value, issue.severity, issue.details["by_time"]) == (1.0, "medium", 1.0)
    assert issue.title == "The split runs backwards in time: all 20 rows in `test` are older than training (`when`)"


def test_the_future_is_tested_quietly(measure):
    assert measure("time-overlap", {"when": DAYS, "split": ["train"] * 80 + ["test"] * 20}) == []


def test_a_split_at_random_is_worth_knowing(judge):
    (issue,) = judge("time-overlap", {"when": DAYS, "split": ["train", "train", "test", "train"] * 25})
    assert (issue.severity, issue.value) == ("info", 1.0)


def test_rows_handed_in_apart_name_the_training_rows_they_precede(measure):
    (found,) = measure("time-overlap", {"when": DAYS[:50]}, test={"when": DAYS[48:60]})
    assert (found.about, found.rows.positions.tolist()) == ("test=", [49])
    assert found.value == pytest.approx(1 / 12)


def test_a_forecast_must_be_tested_on_the_future(judge):
    frame = {"date": DAYS, "sales": [i / 7 for i in range(100)], "split": ["train", "test"] * 50}
    (issue,) = judge("time-overlap", frame, target="sales")
    assert issue.severity == "medium"


def test_test_rows_without_a_time_are_not_compared(measure):
    frame = {"day": [*DAYS[:20], *[None] * 10], "split": ["train"] * 20 + ["test"] * 10}
    assert measure("time-overlap", frame, time="day") == []
    assert measure("time-overlap", {**frame, "day": [*[None] * 20, *DAYS[:10]]}, time="day") == []


@pytest.mark.parametrize("user", ["user_id", "time", "end", "row"])
def test_events_of_users_are_asked_for_their_own_future(measure, user):
    """Split at random, users have later events in training; where the last of each user is the test, they have none."""
    many = range(600)
    frame = {user: [f"u{k % 40}" for k in many], "item_id": [f"i{k * 7 % 31}" for k in many], "rating": [k % 5 + 1 for k in many]}
    asked = {"target": "rating", "group": user, "time": "when", "task": "recommendation"}
    hours = [dt.datetime(2024, 1, 1) + dt.timedelta(hours=k) for k in many]
    (mixed,) = measure("time-overlap", {**frame, "when": hours, "split": ["train", "test", "train"] * 200}, **asked)
    stopped = [hour - dt.timedelta(days=60 * (k % 40 < 20)) for k, hour in enumerate(hours)]  # half of the users, long before
    (last,) = measure("time-overlap", {**frame, "when": stopped, "split": ["train"] * 560 + ["test"] * 40}, **asked)
    assert [(one.kind, one.notes) for one in (mixed, last)] == [("events", ("own_future",)), ("events", ("last_events",))]


def rated(test):
    data = ratings()
    data["part"] = np.where(test(data), "test", "train")
    return {"data": data, "target": "rating", "split": "part"}


def last_of_each(data):
    return data.groupby("user_id")["at"].transform("max") == data["at"]


@pytest.mark.parametrize(
    ("test", "note", "severity"),
    [(last_of_each, "last_events", "info"), (lambda data: data.index % 5 == 0, "own_future", "low")],
)
def test_the_last_event_of_each_user_and_events_at_random(measure, judge, test, note, severity):
    (found,) = measure("time-overlap", **rated(test))
    (issue,) = judge("time-overlap", **rated(test))
    assert (issue.severity, found.kind, found.notes) == (severity, "events", (note,))


def test_events_after_one_moment_are_quiet(measure):
    assert measure("time-overlap", **rated(lambda data: data["at"] > data["at"].quantile(0.8))) == []


def test_events_handed_in_without_users_or_times(measure):
    train, test = ratings()[:500], ratings()[500:]
    (found,) = measure("time-overlap", train, target="rating", test=test.drop(columns="user_id"))
    assert (found.kind, found.notes) == ("events", ())
    assert measure("time-overlap", train, target="rating", test=test.drop(columns="at")) == []


@pytest.mark.parametrize(("train", "test"), [([None], DAYS[:2]), (DAYS[:2], [None]), ([None], [None]), (DAYS[:2], DAYS[1:3])])
def test_without_an_older_test_row_there_is_no_overlap(train, test):
    sides = (pl.DataFrame({"when": pl.Series(days, dtype=pl.Datetime("us"))}) for days in (train, test))
    parts = SimpleNamespace(**dict(zip(("train", "test"), sides, strict=True)))
    assert list(_overlap(SimpleNamespace(moments=pl.col), "when", parts, [])) == []
