from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import ratings

RATED = {"target": "rating"}


def test_users_with_two_events_and_what_a_core_would_drop(measure):
    user = np.repeat(np.arange(8000, 8010), 2)
    more = pd.DataFrame(
        {"user_id": user, "item_id": np.arange(20) + 510, "rating": np.arange(20) % 4 + 2, "at": pd.Timestamp("2022-02-02")}
    )
    (found,) = measure("few-events", pd.concat([ratings(), more], ignore_index=True), **RATED)
    assert (found.columns, found.value, found.details["few"]) == (("user_id",), 0.2, 10)
    assert found.rows.positions.tolist() == list(range(600, 620))
    assert found.details["lost"] == 1 - 600 / 620


def test_users_and_items_with_many_events_are_quiet(measure):
    assert measure("few-events", ratings(), **RATED) == []


def test_other_tasks_are_not_looked_at(measure):
    assert measure("few-events", ratings().drop(columns="item_id"), **RATED) == []


@pytest.mark.parametrize(("rare", "severity"), [(30, "info"), (700, "low")])
def test_a_tail_of_rare_items_is_worth_knowing_only(judge, rare, severity):
    """Items with one rating, by users who have more: low only where the usual filter would drop most of all pairs."""
    known = ratings()
    users = np.random.default_rng(1).choice(known["user_id"].unique(), rare)
    more = pd.DataFrame(
        {"user_id": users, "item_id": np.arange(rare) + 5000, "rating": np.arange(rare) % 4 + 2, "at": pd.Timestamp("2022-02-02")}
    )
    (issue,) = judge("few-events", pd.concat([known, more], ignore_index=True), **RATED)
    assert (issue.columns, issue.severity, issue.details["few"]) == (("item_id",), severity, rare)
    assert issue.details["lost"] == 1 - 600 / (600 + rare)
