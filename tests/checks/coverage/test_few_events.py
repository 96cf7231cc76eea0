from __future__ import annotations

import numpy as np
import pandas as pd
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
