from __future__ import annotations

import numpy as np

RANDOM = np.random.default_rng(3)
AGE = RANDOM.integers(35, 85, 300)
DIED, ENDED = RANDOM.exponential(400 / np.exp(0.03 * (AGE - 60))), RANDOM.uniform(100, 900, 300)
TIME, EVENT = (np.minimum(DIED, ENDED).round() + 1).tolist(), (DIED <= ENDED).astype(int).tolist()


def test_the_time_until_the_event_is_no_feature_of_it(judge):
    for time, event in (("time", "status"), ("survival_days", "event"), ("days_to_death", "DEATH_EVENT"), ("followUp", "relapse")):
        (issue,) = judge("follow-up-time", {"age": AGE.tolist(), time: TIME, event: EVENT}, target=event)
        assert (issue.columns, issue.severity) == ((time,), "medium")
        assert issue.title == f"`{time}` is the time until `{event}`, and is known only afterwards"


def test_the_event_is_no_feature_of_its_time(judge):
    (issue,) = judge("follow-up-time", {"age": AGE.tolist(), "time": TIME, "status": EVENT}, target="time")
    assert (issue.columns, issue.kind) == (("status",), "event")


def test_times_that_are_known_before_are_quiet(measure):
    for time, event in (
        ("tenure_months", "churned"),
        ("years_employed", "default"),
        ("time_slot", "status"),
        ("days_open", "event"),
        ("months", "status"),
    ):
        assert measure("follow-up-time", {"age": AGE.tolist(), time: TIME, event: EVENT}, target=event) == []


def test_another_target_has_no_such_pair(measure):
    data = {"age": AGE.tolist(), "time": TIME, "status": EVENT, "sold": (AGE > 60).tolist()}
    assert measure("follow-up-time", data, target="sold") == []


def test_a_time_of_day_is_no_follow_up(measure):
    hours, clock = (AGE % 24).tolist(), [f"{age % 24:02}:{age % 60:02}:00" for age in AGE]
    for cells in (hours, clock, [hour * 100 + 45 for hour in hours]):
        assert measure("follow-up-time", {"age": AGE.tolist(), "time": cells, "death": EVENT}, target="death") == []


def test_a_flag_that_is_the_key_of_a_series_has_no_follow_up(measure):
    days = [day for day in range(150) for _ in "ab"]
    data = {
        "date": [f"2020-{1 + day // 28:02}-{1 + day % 28:02}" for day in days],
        "survival_days": TIME,
        "death": ["yes", "no"] * 150,
    }
    assert measure("follow-up-time", data, target="survival_days", time="date") == []
