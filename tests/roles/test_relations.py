"""Columns that are understood beside others, and such as only look alike."""

from __future__ import annotations

import datetime as dt

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
    days[3] = days[0]  # two rows of one store and day
    assert task({"store": ["a", "b", "c"] * 20, "day": days}).columns["store"].meaning == "category"


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
