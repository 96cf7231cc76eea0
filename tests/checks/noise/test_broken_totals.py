from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import TOLD, panel

DAYS = {"time": "day", "task": "forecasting"}


def with_total(data, name="total"):
    total = data.groupby("day", as_index=False).sold.sum().assign(shop=name)
    return pd.concat([data, total[data.columns]], ignore_index=True)


def test_a_wrong_total_is_named(measure):
    data = with_total(panel())
    data.loc[[370, 401], "sold"] += 900.0
    (found,) = measure("broken-totals", data, **TOLD)
    assert (found.columns, found.rows.positions.tolist()) == (("sold",), [401, 370])
    assert (found.details["broken"], found.details["checked"], found.details["name"]) == (2, 60, "total")


def test_a_wrong_part_is_named_instead_of_its_total(measure):
    data = with_total(panel())
    data.loc[[30], "sold"] = 600.0
    (found,) = measure("broken-totals", data, **TOLD)
    assert found.rows.positions.tolist() == [30]


def test_totals_that_add_up_are_quiet(measure):
    assert measure("broken-totals", with_total(panel()), **TOLD) == []


def test_what_rounding_leaves_is_quiet(measure):
    data = with_total(panel())
    data["sold"] = (data.sold / 100).round()
    assert measure("broken-totals", data, **TOLD) == []


def test_times_without_all_parts_say_nothing(measure):
    data = with_total(panel()).drop(index=[30, 95]).reset_index(drop=True)
    assert measure("broken-totals", data, **TOLD) == []


def test_a_series_that_is_no_total_is_quiet(measure):
    assert measure("broken-totals", panel(), **TOLD) == []


def branches():
    data = panel()
    data["shop"] = np.where(data.shop.isin(["ash", "birch", "cedar"]), "north/", "south/") + data.shop
    sums = data.assign(shop=data.shop.str.split("/").str[0]).groupby(["shop", "day"], as_index=False).sold.sum()
    return pd.concat([data, sums[data.columns]], ignore_index=True)


def test_names_that_begin_with_that_of_their_total(measure):
    data = branches()
    assert measure("broken-totals", data, **TOLD) == []
    (total,) = measure("total-series", data, **TOLD)
    assert total.details["names"] == ["north", "south"]
    data.loc[[365, 470], "sold"] -= 300.0
    (found,) = measure("broken-totals", data, **TOLD)
    assert (sorted(found.rows.positions.tolist()), sorted(found.details["names"])) == ([365, 470], ["north", "south"])


def test_a_total_over_two_levels(measure):
    data = with_total(branches().replace({"shop": {"north": "all of north", "south": "all of south"}}), "all")
    data.loc[data.shop == "all", "sold"] /= 2
    assert measure("broken-totals", data, **TOLD) == []
    place = data.index[data.shop == "all"][7]
    data.loc[place, "sold"] += 4000.0
    (found,) = measure("broken-totals", data, **TOLD)
    assert found.rows.positions.tolist() == [place]


def test_copies_of_one_series_are_no_total_of_each_other(measure):
    one = panel(1)
    data = pd.concat([one.assign(shop=name) for name in ("a", "b", "c")], ignore_index=True)
    assert measure("broken-totals", data, **TOLD) == []
    assert [found.kind for found in measure("total-series", data, **TOLD)] == ["copy"]


@pytest.mark.parametrize("wrong", [[], [12, 40]])
def test_a_column_for_each_series(measure, wrong):
    wide = panel().pivot(index="day", columns="shop", values="sold").reset_index()
    wide["total"] = wide.drop(columns="day").sum(axis=1)
    wide.loc[wrong, "total"] += 500.0
    found = measure("broken-totals", wide, **DAYS)
    assert [(one.columns, sorted(one.rows.positions.tolist()), one.kind) for one in found] == (
        [(("total",), [12, 40], "columns")] if wrong else []
    )
    (total,) = measure("total-series", wide, **DAYS)
    assert (total.columns, total.kind) == (("total",), "columns")
