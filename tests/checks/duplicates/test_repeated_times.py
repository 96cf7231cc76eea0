from __future__ import annotations

import pandas as pd
from made_series import TOLD, one, panel


def test_rows_of_one_series_and_time_are_named(measure):
    data = panel()
    again = data.iloc[[185, 190, 200]].assign(sold=[1.0, 2.0, 3.0])
    (found,) = measure("repeated-times", pd.concat([data, again], ignore_index=True), **TOLD)
    assert (found.columns, found.kind) == (("shop", "day"), "series")
    assert sorted(found.rows.positions.tolist()) == [185, 190, 200, 360, 361, 362]
    assert (found.details["times"], found.details["names"]) == (3, ["elm"])


def test_a_single_series(measure):
    data = one(60)
    (found,) = measure("repeated-times", pd.concat([data, data.iloc[[10]].assign(sold=1.0)], ignore_index=True), **TOLD)
    assert (found.kind, found.rows.positions.tolist()) == ("", [10, 60])


def test_shops_share_their_days(measure):
    assert measure("repeated-times", panel(), **TOLD) == []


def test_exact_copies_are_left_to_their_check(measure):
    data = panel()
    assert measure("repeated-times", pd.concat([data, data.iloc[[7]]], ignore_index=True), **TOLD) == []
