from __future__ import annotations

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
