from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import ratings

RATED = {"target": "rating"}


def program(count, gaps):
    at = pd.Timestamp("2022-06-01 10:00:07") + pd.to_timedelta(np.cumsum(gaps), unit="s")
    more = pd.DataFrame({"user_id": 7777, "item_id": np.arange(count) + 500, "rating": np.arange(count) % 3 + 3, "at": at})
    return pd.concat([ratings(), more], ignore_index=True)


def test_a_user_with_twenty_times_the_events_of_all_others(measure):
    (found,) = measure("outlying-users", program(300, np.random.default_rng(3).exponential(9000, 300).round()), **RATED)
    assert (found.columns, found.kind, found.details["names"], found.value) == (("user_id",), "", ["7777"], 300 / 900)
    assert found.rows.positions.tolist() == list(range(600, 900))


def test_a_user_at_even_intervals(measure):
    (found,) = measure("outlying-users", program(25, np.full(25, 5)), **RATED)
    assert (found.kind, found.details["names"], found.details["seconds"]) == ("even", ["7777"], "5")


def test_a_heavy_tail_explains_its_own_gaps(measure):
    draw = np.random.default_rng(0)
    found = []
    for _ in range(5):
        each = np.minimum(5 * (1 / draw.random(80)), 1500).astype(int) + 1
        user = np.repeat(np.arange(80), each)
        data = pd.DataFrame(
            {"user_id": user, "item_id": draw.integers(0, 400, len(user)), "rating": draw.integers(1, 6, len(user))}
        )
        found += measure("outlying-users", data, **RATED)
    assert found == []


def test_users_with_as_many_events_each_are_quiet(measure):
    assert measure("outlying-users", ratings(), **RATED) == []


def test_dates_without_a_time_of_day_are_not_even(measure):
    data = program(25, np.full(25, 86_400))
    assert measure("outlying-users", data.assign(at=data["at"].dt.floor("D")), **RATED) == []


def test_what_is_said_and_shown_of_a_user(measure):
    (found,) = measure("outlying-users", program(300, np.random.default_rng(3).exponential(9000, 300).round()), **RATED)
    assert {key: found.details[key] for key in ("users", "usual", "most", "median")} == {
        "users": 1, "usual": 15, "most": 300, "median": 15.0,
    }  # fmt: skip
    (bars,) = found.evidence
    assert (bars.labels, bars.values, bars.marked) == (tuple(map(str, range(1, 21))), (300.0, *[15.0] * 19), (0,))
    (found,) = measure("outlying-users", program(25, np.full(25, 5)), **RATED)
    assert {key: found.details[key] for key in ("usual", "most", "median")} == {"usual": 0, "most": 25, "median": 15.0}
    assert found.evidence[0].marked == ()
