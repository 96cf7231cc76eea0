from __future__ import annotations

import numpy as np
from made_series import ratings

RATED = {"target": "rating", "split": "part"}


def parted(cold=lambda data: data.user_id < 0):
    data = ratings()
    data["part"] = np.where(data["at"] > data["at"].quantile(0.8), "test", "train")
    return data[~cold(data) | (data.part == "test")].reset_index(drop=True)


def test_users_without_training_events_are_named(measure):
    data = parted(lambda data: data.user_id < 1010)
    (found,) = measure("cold-entities", data, **RATED)
    cold = np.flatnonzero((data.user_id < 1010) & (data.part == "test")).tolist()
    assert (found.columns, found.kind, found.rows.positions.tolist()) == (("user_id",), "", cold)
    assert found.value == len(cold) / (data.part == "test").sum()


def test_items_without_training_events_are_named(measure):
    (found,) = measure("cold-entities", parted(lambda data: data.item_id < 510), **RATED)
    assert (found.columns, found.kind) == (("item_id",), "item")


def test_a_test_of_known_users_and_items_is_quiet(measure):
    assert measure("cold-entities", parted(), **RATED) == []


def test_held_out_rows_of_their_own(measure):
    data = ratings()
    train, test = data[data.user_id != 1005], data[data.user_id == 1005]
    (found,) = measure("cold-entities", train.reset_index(drop=True), target="rating", test=test)
    assert (found.columns, found.value, found.rows) == (("user_id",), 1.0, None)
