from __future__ import annotations

import numpy as np
from made_series import TOLD, one, panel


def test_ten_days_without_sales_in_one_shop(measure):
    data = panel()
    data.loc[90:99, "sold"] = 0.0
    (found,) = measure("zero-runs", data, **TOLD)
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("sold",), list(range(90, 100)))
    assert (found.details["of"], found.details["from"], found.details["longest"]) == ("birch", "2023-02-01", 10)


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
