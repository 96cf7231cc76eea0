from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import ratings

RATED = {"target": "rating"}


def crowd(rating, item, days=1):
    user = np.arange(9000, 9020)
    draw = np.random.default_rng(0)
    at = pd.Timestamp("2022-09-09 12:00") + pd.to_timedelta(draw.integers(0, days * 86_400, 20), unit="s")
    first = pd.DataFrame({"user_id": user, "item_id": item, "rating": rating, "at": at})
    second = first.assign(item_id=user % 40 + 500, rating=user % 4 + 2, at=at + pd.Timedelta(minutes=5))
    return pd.concat([ratings(), first, second], ignore_index=True)


def test_users_of_one_day_who_push_one_item(measure):
    (found,) = measure("coordinated-ratings", crowd(5, 999), **RATED)
    assert (found.columns, found.details["names"], found.details["users"], found.details["rating"]) == (
        ("item_id",),
        ["999"],
        20,
        "5",
    )
    assert found.rows.positions.tolist() == list(range(600, 620))


def test_new_users_who_differ_are_quiet(measure):
    draw = np.random.default_rng(0)
    assert measure("coordinated-ratings", crowd(draw.integers(1, 6, 20), 999), **RATED) == []


def test_new_users_over_two_years_are_quiet(measure):
    assert measure("coordinated-ratings", crowd(5, 999, days=700), **RATED) == []


def test_where_all_users_come_for_a_day_nothing_is_said(measure):
    data = crowd(5, 999)
    data.loc[data.user_id < 2000, "at"] = pd.Timestamp("2022-03-03") + pd.to_timedelta(data.user_id, unit="D")
    assert measure("coordinated-ratings", data, **RATED) == []
