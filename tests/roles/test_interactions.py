"""Users, items and what they do: recognised by how they meet, under any usual name, and never by a name alone."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

USERS, ITEMS = 40, 60


def events(rng=None):
    rng = rng or np.random.default_rng(0)
    pairs = rng.choice(USERS * ITEMS, 600, replace=False)
    return pairs // ITEMS, pairs % ITEMS, rng.integers(1, 6, 600)


def columns(*names, ids=lambda x: (x + 1000).tolist()):
    user, item, rating = events()
    return dict(zip(names, (ids(user), ids(item), rating.tolist()), strict=True))


@pytest.mark.parametrize(
    ("user", "item", "rating"),
    [
        ("user_id", "item_id", "rating"),
        ("userId", "movieId", "rating"),
        ("User-ID", "ISBN", "Book-Rating"),
        ("reviewerID", "asin", "overall"),
        ("customer_no", "sku", "stars"),
        ("msno", "song_id", "target"),
        ("uid", "iid", "r"),
        ("0", "1", "2"),
    ],
)
def test_under_any_usual_name(task, user, item, rating):
    found = task(columns(user, item, rating), target=rating)
    assert (found.kind, found.discrete) == ("recommendation", False)
    assert (found.columns[user].meaning, found.columns[item].meaning) == ("user", "item")
    assert {found.columns[user].role, found.columns[item].role} == {"group"}


def test_without_a_target_and_with_kinds_of_events(task):
    user, item, rating = events()
    kinds = np.where(rating >= 4, "buy", "view").tolist()
    times = [dt.datetime(2024, 1, 1) + dt.timedelta(hours=int(i)) for i in range(600)]
    found = task({"visitorid": user.tolist(), "itemid": item.tolist(), "event": kinds, "timestamp": times})
    assert (found.kind, found.target, found.reason) == ("recommendation", None, "visitorid and itemid meet in event")


def test_an_item_that_belongs_to_one_customer_is_no_meeting(task):
    item = np.arange(600) % 200
    found = task(
        {"customer_id": (item % 40).tolist(), "product_id": item.tolist(), "defects": (item % 7).tolist()}, target="defects"
    )
    assert found.columns["customer_id"].meaning != "user"


def test_counts_of_two_kinds_are_no_users_and_items(task):
    rng = np.random.default_rng(1)
    data = {
        "rooms": rng.integers(0, 40, 600).tolist(),
        "visits": rng.integers(0, 60, 600).tolist(),
        "stars": rng.integers(1, 6, 600).tolist(),
    }
    assert task(data, target="stars").kind == "classification"


@pytest.mark.parametrize(
    ("user", "item"),
    [("customer_age", "product_weight"), ("account balance", "brand_score"), ("member since", "item count"), ("x1", "x2")],
)
def test_properties_of_users_and_items_are_features(task, user, item):
    rng = np.random.default_rng(2)
    data = {
        user: rng.integers(18, 80, 600).tolist(),
        item: rng.integers(1, 60, 600).tolist(),
        "x3": rng.integers(0, 2, 600).tolist(),
    }
    assert task(data, target="x3").kind == "classification"


def test_measurements_of_a_file_without_a_header_are_features(task):
    rng = np.random.default_rng(3)
    data = {
        "0": rng.normal(52, 10, 600).round().astype(int).tolist(),
        "1": rng.poisson(30, 600).tolist(),
        "2": rng.integers(0, 2, 600).tolist(),
    }
    assert task(data, target="2").kind == "classification"


@pytest.mark.parametrize("seed", range(5))
def test_two_measures_without_a_header_are_no_users_and_items(task, seed):
    rng = np.random.default_rng(seed)
    age, nodes = rng.normal(52, 11, 306).round(), np.minimum(rng.geometric(0.15, 306) - 1, 52)
    data = {"0": age, "1": rng.integers(58, 70, 306), "2": nodes, "3": rng.choice([1, 2], 306, p=[0.73, 0.27])}
    assert task({name: cells.astype(int).tolist() for name, cells in data.items()}, target="3").kind == "classification"


def test_ratings_without_a_header_of_which_some_are_repeated(task):
    data = {name: [*cells, *cells[:30]] for name, cells in columns("0", "1", "2").items()}
    assert task(data, target="2").kind == "recommendation"


def rated(user, item, rating, pairs=1500, users=60, items=200, rng=None):
    rng = rng or np.random.default_rng(0)
    met = rng.choice(users * items, pairs, replace=False)
    return {user: (met // items).tolist(), item: (met % items).tolist(), rating: rng.integers(1, 6, pairs).tolist()}


def test_unknown_names_of_what_is_called_a_rating(task):
    found = task(rated("student", "lecturer", "stars"))
    assert (found.kind, found.columns["student"].meaning, found.columns["lecturer"].meaning) == ("recommendation", "user", "item")


@pytest.mark.parametrize("rating", ["rooms", "score"])
def test_unknown_names_without_a_rating_are_features(task, rating):
    assert task(rated("lot", "floor", rating), target=rating).kind != "recommendation"


def test_a_panel_of_firms_and_periods_is_no_meeting(task):
    rng = np.random.default_rng(1)
    data = {
        "firm": np.repeat(np.arange(60), 55).tolist(),
        "period": np.tile(np.arange(55), 60).tolist(),
        "rating": rng.integers(1, 8, 3300).tolist(),
    }
    assert task(data).kind != "recommendation"
