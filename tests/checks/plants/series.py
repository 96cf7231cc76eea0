"""Planted frames of the checks of series."""

from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import TOLD, one, panel
from planting import Case, plant


@plant(0.0138889, ("shop", "day"), None, [140])
def series_gaps() -> Case:
    """One of six shops has no rows for five days."""
    return {"data": panel().drop(index=range(140, 145)).reset_index(drop=True), **TOLD}


@plant(0.37883, ("shop", "day"), None, [140, 44, 121, 173, 22, 79, 112, 17, 31, 34])
def series_gaps__sparse() -> Case:
    """Rows are written only on days with a sale, about every other day."""
    whole = panel()
    return {"data": whole[np.random.default_rng(1).random(len(whole)) < 0.6].reset_index(drop=True), **TOLD}


@plant(0.0645161, ("day",), (0.0253729, 0.154475), [10, 60, 30, 61])
def repeated_times() -> Case:
    """Two days of a series have two rows each, with different values."""
    data = one(60)
    return {"data": pd.concat([data, data.iloc[[10, 30]].assign(sold=[1.0, 2.0])], ignore_index=True), **TOLD}


@plant(0.0165289, ("shop", "day"), (0.00759681, 0.0355866), [185, 360, 190, 361, 200, 362])
def repeated_times__series() -> Case:
    """Three days of the shop elm have two rows each, with different values."""
    data = panel()
    again = data.iloc[[185, 190, 200]].assign(sold=[1.0, 2.0, 3.0])
    return {"data": pd.concat([data, again], ignore_index=True), **TOLD}


@plant(0.166667, ("shop", "day"), (0.0300534, 0.563503), [60, 61, 62, 63, 64, 65, 66, 67, 68, 69])
def uneven_series() -> Case:
    """One of six shops starts 20 days after the others."""
    return {"data": panel().drop(index=range(60, 80)).reset_index(drop=True), **TOLD}


@plant(0.166667, ("shop", "day"), (0.0300534, 0.563503), [60, 61, 62, 63, 64, 65, 66, 67, 68, 69])
def uneven_series__ended() -> Case:
    """One of six shops ends 15 days before the others."""
    return {"data": panel().drop(index=range(105, 120)).reset_index(drop=True), **TOLD}


@plant(0.166667, ("shop", "day"), (0.0300534, 0.563503), [120, 121, 122, 123, 124, 125, 126, 127, 128, 129])
def uneven_series__constant() -> Case:
    """One of six shops sells 40 every day."""
    data = panel()
    data.loc[data.shop == "cedar", "sold"] = 40.0
    return {"data": data, **TOLD}


@plant(1.0, ("shop", "day"), (0.438503, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def uneven_series__short() -> Case:
    """There are 20 months: fewer than two years."""
    return {"data": panel(3, 20, "MS"), **TOLD}


@plant(0.055, ("sold",), None, [81, 82, 83, 84, 85, 86, 87, 88, 89, 90])
def filled_values() -> Case:
    """Eleven days of a series lie on the line between the day before and the day after them."""
    data = one()
    data.loc[80:92, "sold"] = np.linspace(data.sold[80], data.sold[92], 13)
    return {"data": data, **TOLD}


@plant(1.0, ("day",), None, [7200, 7201, 1993])
def clock_changes() -> Case:
    """Hours of a year in Madrid, written as local time without a zone."""
    at = pd.date_range("2023-01-02", periods=24 * 330, freq="h", tz="UTC").tz_convert("Europe/Madrid").tz_localize(None)
    return {"data": pd.DataFrame({"day": at, "sold": one(24 * 330, "h").sold}), **TOLD}


@plant(0.142857, ("shop",), None, [360, 361, 362, 363, 364, 365, 366, 367, 368, 369])
def total_series() -> Case:
    """A shop called total sells what all others sell together."""
    data = panel()
    total = data.groupby("day", as_index=False).sold.sum().assign(shop="total")
    return {"data": pd.concat([data, total[data.columns]], ignore_index=True), **TOLD}


@plant(0.142857, ("shop",), None, [360, 361, 362, 363, 364, 365, 366, 367, 368, 369])
def total_series__copy() -> Case:
    """The shop yew sells what the shop elm sells, day by day."""
    data = panel()
    return {"data": pd.concat([data, data[data.shop == "elm"].assign(shop="yew")], ignore_index=True), **TOLD}


@plant(0.0277778, ("sold",), None, [90, 91, 92, 93, 94, 95, 96, 97, 98, 99])
def zero_runs() -> Case:
    """A shop sells nothing for ten days in a row, as at no other time."""
    data = panel()
    data.loc[90:99, "sold"] = 0.0
    return {"data": data, **TOLD}


@plant(0.00277778, ("sold",), None, [30])
def series_outliers() -> Case:
    """On one day the smallest shop sells as much as the largest."""
    data = panel()
    data.loc[30, "sold"] = 600.0
    return {"data": data, **TOLD}


@plant(0.333333, ("sold",), None, None)
def demand_classes() -> Case:
    """Two of six shops sell on one day in five only."""
    data = panel()
    rare = data.shop.isin(["ash", "elm"]) & (np.arange(len(data)) % 5 > 0)
    data.loc[rare, "sold"] = 0.0
    return {"data": data, **TOLD}


@plant(0.166667, ("sold",), None, [240, 241, 242, 243, 244, 245, 246, 247, 248, 249])
def level_shifts() -> Case:
    """One of six shops sells twice as much from day 90 on."""
    data = panel(6, 150)
    data.loc[150 + 90 : 299, "sold"] *= 2
    return {"data": data, **TOLD}


@plant(0.1, ("seen",), (0.0395795, 0.230518), [3, 13, 23, 33])
def mixed_types__zones() -> Case:
    """Four of 40 times do not say that they are UTC."""
    at = pd.date_range("2023-01-02", periods=40, freq="h").strftime("%Y-%m-%dT%H:%M:%SZ").to_list()
    return {"data": {"seen": [text.rstrip("Z") if row % 10 == 3 else text for row, text in enumerate(at)], "heat": list(range(40))}}


def with_total() -> pd.DataFrame:
    """Return six shops, and a seventh that sells what they sell together."""
    data = panel()
    total = data.groupby("day", as_index=False).sold.sum().assign(shop="total")
    return pd.concat([data, total[data.columns]], ignore_index=True)


@plant(0.0166667, ("sold",), (0.00294822, 0.0885507), [390])
def broken_totals() -> Case:
    """On one day the total of six shops is 500 less than they sell together."""
    data = with_total()
    data.loc[390, "sold"] -= 500.0
    return {"data": data, **TOLD}


def columns_with_total() -> pd.DataFrame:
    """Return a column for each of six shops, and one that is their sum."""
    return with_total().pivot(index="day", columns="shop", values="sold").reset_index().rename_axis(columns=None)


@plant(0.05, ("total",), (0.01715, 0.13701), [12, 40, 51])
def broken_totals__columns() -> Case:
    """On three days of 60 the column total is not what six shops sell together."""
    data = columns_with_total()
    data.loc[[12, 40, 51], "total"] += [900.0, 800.0, 700.0]
    return {"data": data, "time": "day", "task": "forecasting"}


@plant(0.142857, ("total",), None, None)
def total_series__columns() -> Case:
    """Each column is a shop, and one is what all others sell together."""
    return {"data": columns_with_total(), "time": "day", "task": "forecasting"}


@plant(0.0111111, ("sold",), (0.0043291, 0.028217), [333, 150, 75, 20])
def negative_values() -> Case:
    """Four days of a shop have their sales with a minus."""
    data = panel()
    data.loc[[20, 75, 150, 333], "sold"] *= -1
    return {"data": data, **TOLD}


@plant(0.0166667, ("cases",), (0.00458256, 0.058736), [70, 40])
def falling_counts() -> Case:
    """In two of 120 rows a count of cases is lower than the day before."""
    cases = np.cumsum(np.arange(120) // 4)
    cases[[40, 70]] -= [30, 90]
    return {"data": {"date": pd.date_range("2024-03-01", periods=120), "cases": cases}}
