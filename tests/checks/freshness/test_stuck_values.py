from __future__ import annotations

import numpy as np
import pandas as pd


def hours(count=2000, seed=0):
    random = np.random.default_rng(seed)
    return {"at_time": pd.date_range("2023-01-01", periods=count, freq="h"), "heat": np.round(random.normal(20, 3, count), 1)}


def test_a_number_that_is_stuck_is_named_with_its_rows(judge):
    frame = hours()
    frame["heat"][500:560] = 18.3
    (issue,) = judge("stuck-values", frame)
    assert (issue.columns, issue.severity, issue.rows.positions.tolist()) == (("heat",), "low", list(range(500, 560)))
    assert issue.title == "`heat` stays at 18.3 for 60 rows in a row (2023-01-21 20:00 to 2023-01-24 07:00)"


def test_what_moves_is_quiet(measure):
    assert measure("stuck-values", hours()) == []


def test_rest_is_no_standstill(measure):
    frame, random = hours(), np.random.default_rng(1)
    frame["rain"] = np.where(np.repeat(random.random(100) < 0.8, 20), 0.0, random.exponential(2, 2000))
    frame["sun"] = np.where((np.arange(2000) % 24 < 6) | (np.arange(2000) % 24 > 18), 0.0, random.random(2000))
    assert measure("stuck-values", frame) == []


def test_the_order_is_that_of_time_for_each_entity(measure):
    frame = pd.concat([pd.DataFrame(hours(seed=k)).assign(sensor_id=f"s{k}") for k in range(5)])
    frame.iloc[4100:4160, 1] = 18.3
    mixed = frame.sample(frac=1, random_state=0)
    (found,) = measure("stuck-values", mixed, group="sensor_id")
    rows = mixed.iloc[found.rows.positions]
    assert (len(rows), set(rows["sensor_id"]), set(rows["heat"])) == (60, {"s2"}, {18.3})


def test_events_at_one_moment_have_no_order(measure):
    frame = hours()
    frame["heat"][500:560] = 18.3
    frame["at_time"] = frame["at_time"].floor("5h")
    assert measure("stuck-values", frame) == []


def test_severity_follows_the_share(judge):
    frame = hours()
    frame["heat"][500:700] = 18.3
    assert [i.severity for i in judge("stuck-values", frame)] == ["medium"]
