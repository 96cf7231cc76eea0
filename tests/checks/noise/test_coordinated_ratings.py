from __future__ import annotations

import warnings

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


def profiles(users, same):
    draw = np.random.default_rng(4)
    items, stars = draw.choice(50, 12, replace=False) + 500, draw.integers(2, 6, 12)
    made = [
        pd.DataFrame({"user_id": 9000 + user, "item_id": items, "rating": stars if same else draw.integers(2, 6, 12)})
        for user in range(users)
    ]
    return pd.concat([ratings().drop(columns="at"), *made], ignore_index=True)


def test_accounts_with_one_profile_without_times(measure):
    (found,) = measure("coordinated-ratings", profiles(5, True), **RATED)
    assert (found.kind, found.details["users"], found.details["groups"], found.details["each"]) == ("profiles", 5, 1, 12)
    assert found.rows.positions.tolist() == list(range(600, 660))


def test_users_who_rate_the_same_items_in_their_own_way_are_quiet(measure):
    assert measure("coordinated-ratings", profiles(5, False), **RATED) == []


def test_answers_of_a_questionnaire_are_no_copies(measure):
    """Everybody rates the same twelve things, and nearly everybody likes the same of them."""
    draw = np.random.default_rng(0)
    stars = np.where(draw.random((400, 12)) < 0.8, np.arange(12) % 4 + 2, draw.integers(1, 6, (400, 12)))
    assert len(np.unique(stars, axis=0)) < 390
    data = pd.DataFrame({"user_id": np.arange(400).repeat(12), "item_id": np.tile(np.arange(12), 400), "rating": stars.ravel()})
    assert measure("coordinated-ratings", data, **RATED) == []


def test_users_who_give_one_rating_to_all_are_no_copies(measure):
    data = profiles(5, True)
    data.loc[600:, "rating"] = 5
    assert measure("coordinated-ratings", data, **RATED) == []


def test_without_times_no_stretch_is_looked_at(measure):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Polars warns of a comparison with nothing
        assert measure("coordinated-ratings", crowd(5, 999).drop(columns="at"), **RATED) == []
