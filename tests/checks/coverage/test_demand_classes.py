from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import TOLD, panel


def test_series_are_classed_by_intervals_and_sizes(measure):
    data = panel(4)
    steps = np.tile(np.arange(60), 4)
    data.loc[data.shop.isin(["ash", "birch"]) & (steps % 3 > 0), "sold"] = 0.0
    data.loc[data.shop.isin(["birch", "cedar"]) & (steps % 2 == 0), "sold"] *= 20
    (found,) = measure("demand-classes", data, **TOLD)
    assert {kind: found.details[kind] for kind in ("smooth", "erratic", "intermittent", "lumpy")} == {
        "smooth": 1, "erratic": 1, "intermittent": 1, "lumpy": 1,
    }  # fmt: skip
    assert found.value == 0.5


def test_smooth_series_are_no_issue(judge):
    assert judge("demand-classes", panel(), **TOLD) == []


def test_temperatures_are_no_demand(measure):
    data = panel()
    data["sold"] -= 300
    assert measure("demand-classes", data, **TOLD) == []


def test_weekends_are_no_time_without_demand(measure):
    days = pd.bdate_range("2023-01-02", periods=300)
    told = {"target": "sold", "time": "day", "task": "forecasting"}
    (found,) = measure("demand-classes", {"day": days, "sold": np.linspace(90, 110, 300)}, **told)
    assert (found.details["smooth"], found.details["intermittent"]) == (1, 0)
    every = np.where(np.arange(300) % 2, 0.0, 100.0)
    (found,) = measure("demand-classes", {"day": days, "sold": every}, **told)
    assert found.details["intermittent"] == 1
