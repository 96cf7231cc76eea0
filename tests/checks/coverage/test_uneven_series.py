from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import TOLD, panel


def kinds(found):
    return {m.kind or "late": (m.details["found"], m.details["names"]) for m in found}


def test_late_ended_and_constant_series_are_named(measure):
    data = panel(8, 80)
    data.loc[data.shop == "cedar", "sold"] = 40.0
    late = (data.shop == "ash") & (data.day < "2023-02-01")
    ended = (data.shop == "oak") | (data.shop == "elm") & (data.day > "2023-02-20")
    found = measure("uneven-series", data[~late & ~ended].reset_index(drop=True), **TOLD)
    assert kinds(found) == {"late": (1, ["ash"]), "ended": (1, ["elm"]), "constant": (1, ["cedar"])}


def test_even_series_are_quiet(measure):
    assert measure("uneven-series", panel(), **TOLD) == []


def test_a_day_later_is_not_late(measure):
    data = panel()
    assert measure("uneven-series", data.drop(index=[60, 61]).reset_index(drop=True), **TOLD) == []


@pytest.mark.parametrize(("steps", "expected"), [(20, {"short": (3, ["ash", "birch", "cedar"])}), (40, {})])
def test_fewer_than_two_years_of_months_show_no_season(measure, steps, expected):
    assert kinds(measure("uneven-series", panel(3, steps, "MS"), **TOLD)) == expected


def test_where_all_start_when_they_like_none_is_late(judge):
    data = panel(10, 100)
    start = np.repeat(np.arange(10) * 9, 100)
    data = data[np.tile(np.arange(100), 10) >= start].reset_index(drop=True)
    assert {issue.severity for issue in judge("uneven-series", data, **TOLD)} == {"info"}


@pytest.mark.parametrize("when", ["2023-01-02", "2023-03-02"])
def test_a_first_or_last_row_between_two_steps_makes_no_series_late_or_ended(measure, when):
    data = panel()
    data.loc[(data.shop == "elm") & (data.day == when), "day"] += pd.Timedelta(hours=5)
    assert measure("uneven-series", data, **TOLD) == []
