from __future__ import annotations

import numpy as np
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
