"""Columns that are understood beside others, and such as only look alike."""

from __future__ import annotations

import datetime as dt

import numpy as np

KINDS = [i % 3 for i in range(60)]


def test_indicators_of_which_each_row_has_one(task):
    found = task({f"kind_{k}": [int(kind == k) for kind in KINDS] for k in range(3)})
    assert {part.meaning for part in found.columns.values()} == {"one of several indicators"}
    assert found.columns["kind_1"].reason == "0 or 1; one of 3 indicators of kind: each row has exactly one"


def test_flags_of_which_a_row_may_have_several_are_no_indicators(task):
    found = task({f"has_{k}": [int(row % (k + 2) == 0) for row in range(60)] for k in range(3)})
    assert {part.meaning for part in found.columns.values()} == {"flag"}


def test_the_key_of_many_series(task):
    days = [dt.datetime(2024, 1, 1) + dt.timedelta(days=day) for day in range(20) for _ in "abc"]
    found = task({"store": ["a", "b", "c"] * 20, "day": days, "sold": [i * 7 % 31 for i in range(60)]})
    assert found.columns["store"].meaning == "key of a series"
    assert found.columns["store"].reason.endswith("with day it names each row: one series for each of its 3 values")
    days[3] = days[0]  # two rows of one store and day: a repeated time, and a series all the same
    assert task({"store": ["a", "b", "c"] * 20, "day": days}).columns["store"].meaning == "key of a series"
    shuffled = np.random.default_rng(0).permutation(["a", "b", "c"] * 20).tolist()
    assert task({"store": shuffled, "day": sorted(days)}).columns["store"].meaning == "category"


def test_two_columns_tell_series_apart_together(task):
    days = [dt.datetime(2024, 1, 1) + dt.timedelta(days=day) for day in range(30) for _ in range(12)]
    data = {"day": days, "store": [i // 3 % 4 for i in range(360)], "item": [i % 3 for i in range(360)]}
    found = task({**data, "sales": [(7 * i) % 101 for i in range(360)]}, target="sales")
    assert [name for name, part in found.columns.items() if part.meaning == "key of a series"] == ["store", "item"]
    assert (found.kind, found.discrete) == ("forecasting", False)
    assert found.reason == "sales is a number with 101 different values, one row for each store, item and day"


def test_prices_of_many_flats_a_day_are_no_series(task):
    rng = np.random.default_rng(0)
    data = {
        "sold": [dt.datetime(2024, 1, 1) + dt.timedelta(days=int(day)) for day in rng.integers(0, 60, 400)],
        "city": rng.choice(["a", "b", "c"], 400).tolist(),
        "rooms": rng.integers(1, 7, 400).tolist(),
        "price": rng.normal(300, 50, 400).tolist(),
    }
    found = task(data, target="price")
    assert found.kind == "regression"
    assert "key of a series" not in {part.meaning for part in found.columns.values()}


def test_a_target_that_is_one_of_several_labels(task):
    kinds = {f"label_{k}": [int(kind == k) for kind in KINDS] for k in range(3)}
    reason = task({**kinds, "x": [row / 7 for row in range(60)]}, target="label_1").reason
    assert reason == (
        "label_1 has 2 different whole values; one of the labels of label that stand in columns of their own: "
        "each row has exactly one of the 3"
    )
    tags = {f"tag_{k}": [int(row % (k + 2) == 0) for row in range(60)] for k in range(3)}
    assert task(tags, target="tag_0").reason.endswith("a row may have several of the 3")
    assert (
        task({"tag_0": tags["tag_0"], "has_garden": tags["tag_1"]}, target="tag_0").reason == "tag_0 has 2 different whole values"
    )
