from __future__ import annotations

import numpy as np
from made_series import ratings

RATED = {"target": "rating"}


def test_users_who_give_five_stars_to_everything(measure):
    data = ratings()
    data.loc[data.user_id.isin([1003, 1017]), "rating"] = 5
    (found,) = measure("single-value-raters", data, **RATED)
    assert (found.columns, found.details["names"], found.value) == (("user_id",), ["1003", "1017"], 0.05)
    assert found.rows.positions.tolist() == [*range(45, 60), *range(255, 270)]


def test_users_with_taste_are_quiet(measure):
    assert measure("single-value-raters", ratings(), **RATED) == []


def test_where_nearly_all_is_five_stars_equal_ratings_say_nothing(measure):
    data = ratings()
    data["rating"] = np.where(np.random.default_rng(0).random(len(data)) < 0.9, 5, data.rating)
    assert measure("single-value-raters", data, **RATED) == []


def test_three_equal_ratings_are_chance(measure):
    data = ratings(60, 50, 3)
    data.loc[data.user_id == 1003, "rating"] = 1
    assert measure("single-value-raters", data, **RATED) == []
