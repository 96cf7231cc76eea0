from __future__ import annotations

import numpy as np
import pytest
from made_series import ratings

RATED = {"target": "rating"}


def found_in(measure, change):
    data = ratings()
    data["rating"] = data.rating.astype(float)
    change(data)
    return [(m.kind, m.details["values"], sorted(m.rows.positions.tolist())[:3]) for m in measure("rating-scale", data, **RATED)]


def put(rows, values):
    def change(data):
        data.loc[rows, "rating"] = values

    return change


@pytest.mark.parametrize("values", [[10, 20, 55], [0, -1, 9], [3.7, 8.0, 0.0]])
def test_ratings_off_the_scale_are_named(measure, values):
    assert found_in(measure, put([5, 100, 400], values)) == [("", [f"{value:g}" for value in sorted(values)], [5, 100, 400])]


def test_minus_one_means_not_rated(measure):
    assert found_in(measure, lambda data: data.loc.__setitem__((data.index % 5 == 0, "rating"), -1)) == [
        ("unrated", ["-1"], [0, 5, 10])
    ]


def test_many_zeros_mean_not_rated(measure):
    assert found_in(measure, lambda data: data.loc.__setitem__((data.index % 3 > 0, "rating"), 0)) == [
        ("unrated", ["0"], [1, 2, 4])
    ]


def test_a_scale_from_zero_on_is_quiet(measure):
    assert found_in(measure, lambda data: data.__setitem__("rating", data.rating - 1)) == []


def test_a_scale_on_both_sides_of_zero_is_quiet(measure):
    assert found_in(measure, lambda data: data.__setitem__("rating", data.index % 9 - 4.0)) == []


def test_half_stars_are_on_the_scale_however_rare(measure):
    def change(data):
        data["rating"] = data.rating - 0.5 * (data.index % 2)
        data.loc[data.rating == 0.5, "rating"] = 1.0
        data.loc[[9], "rating"] = 0.5

    assert found_in(measure, change) == []


@pytest.mark.parametrize("times", [2, 10, 20])
def test_users_on_a_longer_scale(measure, times):
    data = ratings()
    theirs = data.user_id.isin([1003, 1017, 1030])
    data.loc[theirs, "rating"] *= times
    found = measure("rating-scale", data, **RATED)
    assert [(m.kind, sorted(m.rows.positions.tolist())) for m in found] == [("users", data.index[theirs].tolist())]
    assert (found[0].details["names"], found[0].details["theirs"], found[0].details["greatest"]) == (
        ["1003", "1017", "1030"], f"{5 * times}", "5"
    )  # fmt: skip


def test_counts_of_plays_have_heavy_users_and_no_scale(measure):
    data = ratings(60)
    draw = np.random.default_rng(2)
    heavy = data.user_id % 9 == 0
    data["rating"] = np.where(
        heavy, draw.integers(1, 40, len(data)), draw.choice([1, 2, 3, 4], len(data), p=[0.6, 0.2, 0.15, 0.05])
    )
    assert [m for m in measure("rating-scale", data, **RATED) if m.kind == "users"] == []


def test_strict_and_generous_users_have_one_scale(measure):
    data = ratings()
    data.loc[data.user_id % 5 > 0, "rating"] = data.rating.clip(upper=4)
    assert measure("rating-scale", data, **RATED) == []
