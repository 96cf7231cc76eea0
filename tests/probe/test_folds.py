"""Folds: copies and entities together, classes apart, the same for the same rows in any order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from dataqa.probe.folds import FOLDS, folds_of

N = 300
RANDOM = np.random.default_rng(1)
FRAME = pd.DataFrame({"x": RANDOM.normal(size=N).round(2), "k": RANDOM.integers(0, 9, N), "word": RANDOM.choice(list("abc"), N)})
FRAME["y"] = np.where(FRAME.x + RANDOM.normal(size=N) > 0.8, "yes", "no")


def test_keys_stay_together_and_classes_are_spread():
    keys = np.arange(100, dtype=np.uint64) // 2
    target = (np.arange(100) // 2 % 5 == 0).astype(np.int64)
    folds = folds_of(keys, target)
    assert (folds[::2] == folds[1::2]).all()
    assert [int(target[folds == fold].sum()) for fold in range(FOLDS)] == [4] * FOLDS


def test_copies_of_a_row_stay_in_one_fold_whatever_their_label(probe):
    copies = pd.concat([FRAME, FRAME.assign(y="no")], ignore_index=True)
    found = probe(copies)
    folds = found.rows.with_columns(pl.Series("fold", found.folds)).group_by("x", "k", "word").agg(pl.col("fold").n_unique())
    assert folds.get_column("fold").to_list() == [1] * folds.height
    assert len(found.folds) == 2 * N


def test_rows_of_an_entity_stay_in_one_fold(probe):
    found = probe(FRAME.assign(user_id=[f"u{i % 60}" for i in range(N)]))
    assert found.task.first("group") == "user_id"
    by_user = found.rows.with_columns(pl.Series("fold", found.folds)).group_by("user_id").agg(pl.col("fold").n_unique())
    assert by_user.get_column("fold").to_list() == [1] * 60


def test_a_copied_row_is_not_learned_by_heart(probe):
    noise = pd.DataFrame({"x": [f"v{i % 100}" for i in range(200)], "y": RANDOM.permutation(["a", "b"] * 50).tolist() * 2})
    assert probe(noise).single("x").value == 0


def test_rows_of_few_values_are_no_copies(probe):
    # each of three values would be in one fold, and no other fold had seen it
    y = np.where(FRAME.word == "a", "yes", "no")
    assert probe({"word": FRAME.word, "y": y}).single("word").value == 1
    cities = [f"city {i}" for i in RANDOM.integers(0, 120, 2400)]
    assert probe({"city": cities, "y": [city < "city 5" for city in cities]}).single("city").value > 0.9


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.sample(frac=1, random_state=5),
        lambda frame: frame.convert_dtypes(),
        lambda frame: frame.assign(k=frame.k.astype(float)),
    ],
)
def test_neither_the_order_of_the_rows_nor_the_dtype_changes_anything(probe, change):
    before, after = probe(FRAME), probe(change(FRAME).reset_index(drop=True))
    for name in ("x", "k", "word"):
        assert after.single(name) == before.single(name)
    assert after.joint.skill == before.joint.skill
    assert after.joint.lost == before.joint.lost
    assert after.rows.cast(before.rows.schema).equals(before.rows)
