from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import ratings

RATED = {"target": "rating"}


def test_an_item_that_everybody_has(measure):
    data = ratings()
    shown = data.groupby("user_id").head(3).assign(item_id=999)
    (found,) = measure("dominant-item", pd.concat([data, shown], ignore_index=True), **RATED)
    assert (found.columns, found.details["item"], found.rows.positions.tolist()) == (("item_id",), "999", list(range(600, 720)))
    assert round(found.value, 4) == round(120 / 720, 4)


def test_a_long_tail_without_a_gap_is_quiet(measure):
    data = ratings(each=30)
    data["item_id"] = 500 + np.minimum(np.random.default_rng(0).zipf(1.6, len(data)), 300)
    data.loc[data.item_id == 501, "item_id"] = np.where(np.arange((data.item_id == 501).sum()) % 2, 501, 502)
    assert measure("dominant-item", data, **RATED) == []


def test_rows_that_are_no_ratings_are_not_measured(judge):
    assert judge("dominant-item", {"a": [1, 2] * 30, "y": [0, 1] * 30}, target="y") == []
