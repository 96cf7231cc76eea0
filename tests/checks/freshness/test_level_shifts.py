from __future__ import annotations

import numpy as np
from made_series import TOLD, one, panel


def test_a_level_that_doubles_and_stays(measure):
    data = panel(6, 150)
    data.loc[150 + 90 : 299, "sold"] *= 2
    (found,) = measure("level-shifts", data, **TOLD)
    assert (found.columns, found.details["names"], found.details["when"]) == (("sold",), ["birch"], "2023-04-02")
    assert found.rows.positions.tolist() == list(range(240, 300))


def test_a_trend_is_no_shift(measure):
    data = one(300)
    data["sold"] *= np.linspace(1, 4, 300)
    assert measure("level-shifts", data, **TOLD) == []


def test_a_yearly_season_is_no_shift(measure):
    data = one(730)
    data["sold"] *= 2 + np.sin(np.arange(730) * 2 * np.pi / 365)
    assert measure("level-shifts", data, **TOLD) == []


def test_a_peak_of_two_weeks_is_no_shift(measure):
    data = one(200)
    data.loc[90:104, "sold"] *= 3
    assert measure("level-shifts", data, **TOLD) == []


def test_where_all_series_jump_at_once_it_is_an_event(measure):
    data = panel(6, 150)
    data.loc[data.day >= "2023-04-02", "sold"] *= 2
    assert measure("level-shifts", data, **TOLD) == []


def test_a_missing_value_in_another_series_hides_no_shift(measure):
    data = panel(6, 150)
    data.loc[150 + 90 : 299, "sold"] *= 2
    data.loc[3, "sold"] = np.nan
    (found,) = measure("level-shifts", data, **TOLD)
    assert (found.details["names"], found.details["before"], found.details["after"]) == (["birch"], "200.2", "394.1")
