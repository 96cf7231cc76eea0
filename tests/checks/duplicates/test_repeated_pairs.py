from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import ratings

import dataqa

RATED = {"target": "rating"}


def again(**changes):
    rows = ratings().iloc[[3, 70, 160]]
    return pd.concat([ratings(), rows.assign(**{key: change(rows) for key, change in changes.items()})], ignore_index=True)


def test_two_ratings_of_one_pair_contradict(measure):
    (found,) = measure("repeated-pairs", again(rating=lambda rows: np.where(rows.rating >= 3, 1, 5)), **RATED)
    assert (found.columns, found.kind, found.details["pairs"]) == (("user_id", "item_id"), "contradicting", 3)
    assert sorted(found.rows.positions.tolist()) == [3, 70, 160, 600, 601, 602]


def test_the_same_rating_at_another_time_repeats(measure):
    (found,) = measure("repeated-pairs", again(at=lambda rows: rows["at"] + pd.Timedelta(days=1)), **RATED)
    assert (found.kind, found.details["pairs"]) == ("", 3)


def test_pairs_that_come_once_are_quiet(measure):
    assert measure("repeated-pairs", ratings(), **RATED) == []


def test_exact_copies_are_left_to_their_check(measure, covered):
    assert measure("repeated-pairs", again(), **RATED) == []
    (found,) = covered("repeated-pairs", again(), **RATED)
    assert sorted(found.rows.positions.tolist()) == [3, 70, 160, 600, 601, 602]


def test_copies_that_chance_could_make_of_any_rows_are_told_here():
    data = again().drop(columns="at")
    found = dataqa.audit(data, "rating", checks=["repeated-pairs", "exact-duplicates"], as_of="2024-06-01")
    assert [(issue.check, issue.rows.count) for issue in found.issues] == [("repeated-pairs", 6)]


def test_events_may_repeat(measure):
    data = again(at=lambda rows: rows["at"] + pd.Timedelta(days=1))
    data["event"] = np.where(data.rating > 3, "buy", "view")
    assert measure("repeated-pairs", data.drop(columns="rating")) == []
