from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import TOLD, one, panel


def test_values_with_a_minus_are_named(measure, covered):
    data = panel()
    rows = [20, 75, 150, 333]
    data["sold"] = (np.random.default_rng(0).poisson(6, len(data))).astype(float)
    data.loc[rows, "sold"] = -6.0
    (found,) = covered("negative-values", data, **TOLD)
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("sold",), rows)
    assert (found.details["least"], found.covered_by) == ("-6", ("sign-flips",))


def test_a_winter_below_zero_is_quiet(covered):
    data = one(400)
    data["sold"] = (9 + 13 * np.sin(np.arange(400) / 58) + np.random.default_rng(0).normal(0, 2, 400)).round(1)
    assert (data.sold < 0).mean() < 0.3
    assert covered("negative-values", data, **TOLD) == []


def test_a_balance_that_passes_through_zero_is_quiet(covered):
    data = one(400)
    data["sold"] = np.random.default_rng(0).normal(10, 6, 400).round(1)
    assert 0 < (data.sold < 0).mean() < 0.12
    assert covered("negative-values", data, **TOLD) == []


def test_values_of_zero_and_more_are_quiet(covered):
    assert covered("negative-values", panel(), **TOLD) == []


@pytest.mark.parametrize("seed", range(12))
def test_what_varies_around_a_small_number_is_below_zero_at_times(covered, seed):
    """Monthly inflation: a few months of falling prices, each between months of rising ones."""
    data = one(240)
    data["sold"] = np.random.default_rng(seed).normal(0.3, 0.22, 240).round(2)
    assert covered("negative-values", data, **TOLD) == []


def test_a_code_for_missing_is_no_negative_value(covered):
    days = pd.date_range("2024-01-01", periods=300)
    rain = np.random.default_rng(4).gamma(2, 4, 300).round(1)
    rain[::20] = -99.9
    assert covered("negative-values", {"day": days, "rain": rain}) == []


SOLD = np.tile([4.0, 6.0, 8.0, 6.0, 6.0], 40)


def test_a_negative_value_is_alone_where_both_neighbours_are_not(covered):
    data = one(200)
    for low, rows in ((6.0, [20, 22, 24]), (0.5, [20, 22, 24]), (6.0, [20, 40, 60, 80, 100, 150, 151])):
        cells = SOLD.copy()
        cells[21], cells[23] = low, low
        cells[rows] = -6.0
        cells[rows[1]] = -7.0
        (found,) = covered("negative-values", data.assign(sold=cells), **TOLD)
        assert sorted(found.rows.positions.tolist()) == rows
        assert found.value == len(rows) / 200
        assert (found.details["least"], found.details["usual"]) == ("-7", "6")
    cells[152] = -6.0  # five of eight are alone
    assert covered("negative-values", data.assign(sold=cells), **TOLD) == []
