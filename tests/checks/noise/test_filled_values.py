from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import TOLD, one


def filled(decimals):
    data = one()
    data.loc[80:92, "sold"] = np.linspace(data.sold[80], data.sold[92], 13).round(decimals)
    return data


@pytest.mark.parametrize("decimals", [10, 2])
def test_values_on_a_line_are_named(measure, decimals):
    (found,) = measure("filled-values", filled(decimals), **TOLD)
    assert found.columns == ("sold",)
    assert sorted(found.rows.positions.tolist()) == list(range(81, 92))
    assert (found.details["longest"], found.details["stretches"]) == (11, 1)


def test_values_that_were_measured_are_quiet(measure):
    assert measure("filled-values", one(), **TOLD) == []


def test_a_meter_that_rises_evenly_is_quiet(measure):
    data = one()
    data["sold"] = 3.0 * np.arange(200) + np.where(np.arange(200) >= 100, 5, 0)
    assert measure("filled-values", data, **TOLD) == []


def test_small_counts_lie_on_lines_by_chance(measure):
    data = one()
    data["sold"] = np.random.default_rng(0).poisson(2, 200)
    assert measure("filled-values", data, **TOLD) == []


def test_a_line_with_fewer_digits_than_other_values(measure):
    data = one()
    data["sold"] *= 1.0 + np.pi / 1e6
    data.loc[80:92, "sold"] = np.linspace(data.sold[80], data.sold[92], 13).round(4)
    (found,) = measure("filled-values", data, **TOLD)
    assert {81, 86, 91} <= set(found.rows.positions.tolist()) <= set(range(80, 93))


def test_a_smooth_curve_is_no_line(measure):
    data = one(400)
    data["sold"] = 100 + 40 * np.sin(np.arange(400) / 20)
    assert measure("filled-values", data, **TOLD) == []


def test_a_count_that_grows_by_one_is_quiet(measure):
    count = np.cumsum(np.random.default_rng(2).random(300) < np.linspace(0.2, 0.97, 300))
    assert measure("filled-values", {"day": pd.date_range("2024-01-01", periods=300), "deaths": count}) == []
