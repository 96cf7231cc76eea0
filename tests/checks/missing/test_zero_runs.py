from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import TOLD, one, panel


def test_ten_days_without_sales_in_one_shop(measure):
    data = panel()
    data.loc[90:99, "sold"] = 0.0
    (found,) = measure("zero-runs", data, **TOLD)
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("sold",), list(range(90, 100)))
    assert (found.details["of"], found.details["from"], found.details["longest"]) == ("birch", "2023-02-01", 10)
    data.loc[5, "sold"] = -1.0  # a balance, in which 0 is a value like any other
    assert measure("zero-runs", data, **TOLD) == []


def test_demand_that_is_often_zero_is_quiet(measure):
    data = panel()
    data["sold"] = np.where(np.random.default_rng(0).random(len(data)) < 0.5, 0.0, data.sold)
    assert measure("zero-runs", data, **TOLD) == []


def test_closed_each_winter_is_quiet(measure):
    data = one(900)
    data.loc[data.day.dt.month == 1, "sold"] = 0.0
    assert measure("zero-runs", data, **TOLD) == []


def test_closed_on_sundays_is_quiet(measure):
    data = panel()
    data.loc[data.day.dt.day_of_week == 6, "sold"] = 0.0
    assert measure("zero-runs", data, **TOLD) == []


def test_cases_that_begin_slowly_are_quiet(measure):
    """Before the first case there is none; a shop that opens late has no sales before, and many at once."""
    days = pd.date_range("2024-01-01", periods=200)
    epidemic = (400 / (1 + np.exp(-(np.arange(200) - 60) / 6))).round() * (np.arange(200) > 20)
    assert measure("zero-runs", {"day": days, "cases": epidemic}) == []
    opened = np.where(np.arange(200) < 20, 0, 50 + np.arange(200) * 7 % 11)
    (found,) = measure("zero-runs", {"day": days, "sold": opened})
    assert found.rows.positions.tolist() == list(range(20))
