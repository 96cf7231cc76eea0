from __future__ import annotations

import numpy as np
from made_series import TOLD, one, panel


def test_a_gap_in_one_of_six_series(measure):
    found = measure("series-gaps", panel().drop(index=range(140, 145)).reset_index(drop=True), **TOLD)
    assert [(m.columns, m.kind, m.rows.positions.tolist()) for m in found] == [(("shop", "day"), "", [140])]
    assert found[0].value == 5 / 360
    assert {key: found[0].details[key] for key in ("with_gaps", "worst", "longest", "from", "to")} == {
        "with_gaps": 1, "worst": ["cedar"], "longest": 5, "from": "2023-01-22", "to": "2023-01-26",
    }  # fmt: skip


def test_the_order_of_the_rows_changes_nothing(measure):
    data = panel().drop(index=range(140, 145)).reset_index(drop=True)
    mixed = data.sample(frac=1, random_state=3)
    found = measure("series-gaps", mixed.reset_index(drop=True), **TOLD)
    assert [mixed.index[m.rows.positions[0]] for m in found] == [140]


def test_series_that_start_and_end_when_they_like_have_no_gaps(measure):
    data = panel()
    late = (data.shop == "elm") & (data.day < "2023-01-20")
    ended = (data.shop == "fir") & (data.day > "2023-02-10")
    assert measure("series-gaps", data[~late & ~ended].reset_index(drop=True), **TOLD) == []


def test_closed_on_sundays_is_no_gap(measure):
    data = panel()
    assert measure("series-gaps", data[data.day.dt.day_of_week < 6].reset_index(drop=True), **TOLD) == []


def test_rows_for_sales_only_are_one_finding(measure):
    data = panel()
    (found,) = measure("series-gaps", data[np.random.default_rng(1).random(len(data)) < 0.6].reset_index(drop=True), **TOLD)
    assert found.kind == "sparse"


def test_rows_for_sales_only_are_never_more_than_low(judge):
    data = panel()
    (issue,) = judge("series-gaps", data[np.random.default_rng(1).random(len(data)) < 0.6].reset_index(drop=True), **TOLD)
    assert issue.severity == "low"


def test_a_single_series_is_left_to_time_gaps(measure):
    assert measure("series-gaps", one().drop(index=range(50, 60)), target="sold") == []
