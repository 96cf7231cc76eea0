from __future__ import annotations

import numpy as np
from made_series import TOLD, panel


def test_a_value_that_is_usual_for_another_series_is_named(measure):
    data = panel()
    data.loc[30, "sold"] = 600.0
    (found,) = measure("series-outliers", data, **TOLD)
    assert (found.columns, found.rows.positions.tolist()) == (("sold",), [30])
    assert (found.details["of"], found.details["when"]) == ("ash", "2023-02-01")


def test_a_column_for_each_series_is_one_finding(measure):
    data = panel().pivot(index="day", columns="shop", values="sold").reset_index()
    data.loc[30, "ash"], data.loc[44, "elm"] = 900.0, 5000.0
    (found,) = measure("series-outliers", data)
    assert (found.columns, found.rows.positions.tolist(), found.details["of"]) == (("ash", "elm"), [44, 30], "elm")


def test_series_of_their_own_size_are_quiet(measure):
    assert measure("series-outliers", panel(), **TOLD) == []


def test_a_weekly_peak_is_no_outlier(measure):
    data = panel()
    data.loc[data.day.dt.day_of_week == 5, "sold"] *= 4
    assert measure("series-outliers", data, **TOLD) == []


def test_promotions_now_and_then_are_heavy_tails_and_no_outliers(measure):
    data = panel()
    data["sold"] *= np.where(np.random.default_rng(0).random(len(data)) < 0.06, 6, 1)
    assert measure("series-outliers", data, **TOLD) == []


def test_shifted_decimal_points_are_named_however_many(measure):
    data = panel()
    rows = list(range(11, 360, 23))
    data.loc[rows, "sold"] *= 10
    (found,) = measure("series-outliers", data, **TOLD)
    assert sorted(found.rows.positions.tolist()) == rows
