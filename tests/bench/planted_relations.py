#!/usr/bin/env python3
"""Rules between columns with a few wrong cells, planted in made tables: how many are found, and how many that are named are wrong.

Each table holds one relation among columns that have nothing to do with it. Cells are spoilt in one of its columns, drawn anew
for each, in one of several ways (a digit changed, the decimal point moved, two digits swapped, another row's value, a date
moved), at each rate. Printed per relation and rate: precision and recall of the cells, and of the rows.

    python tests/bench/planted_relations.py
    python tests/bench/planted_relations.py --rows 20000 --rates 0.01 --only product,order
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pandas as pd

from dataqa.api import measure_one

Frame = dict[str, npt.NDArray[np.generic]]
Make = Callable[[np.random.Generator, int], tuple[Frame, tuple[str, ...]]]
RELATIONS: dict[str, tuple[str, Make]] = {}


def relation(check: str) -> Callable[[Make], Make]:
    def add(make: Make) -> Make:
        RELATIONS[make.__name__] = (check, make)
        return make

    return add


def _money(random: np.random.Generator, rows: int) -> npt.NDArray[np.float64]:
    return np.maximum(random.lognormal(3, 0.8, rows).round(2), 0.5)


def _days(random: np.random.Generator, rows: int, spread: int = 1500) -> npt.NDArray[np.datetime64]:
    return np.datetime64("2019-01-01") + random.integers(0, spread, rows).astype("timedelta64[D]")


@relation("broken-arithmetic")
def total(random, rows):
    a, b = random.poisson(30, rows), random.poisson(12, rows)
    return {"adults": a, "children": b, "guests": a + b}, ("adults", "children", "guests")


@relation("broken-arithmetic")
def difference(random, rows):
    a = _money(random, rows)
    b = (a * random.uniform(0.3, 0.9, rows)).round(2)
    return {"revenue": a, "cost": b, "profit": (a - b).round(2)}, ("revenue", "cost", "profit")


@relation("broken-arithmetic")
def price_times_quantity(random, rows):
    a, b = _money(random, rows), random.integers(1, 30, rows)
    return {"price": a, "quantity": b, "amount": (a * b).round(2)}, ("price", "quantity", "amount")


@relation("broken-arithmetic")
def discounted(random, rows):
    a, b, d = _money(random, rows), random.integers(1, 30, rows), random.choice([0, 0.05, 0.1, 0.2, 0.25], rows)
    return {"price": a, "quantity": b, "discount": d, "paid": (a * b * (1 - d)).round(2)}, ("price", "quantity", "discount", "paid")


@relation("broken-arithmetic")
def percentage(random, rows):
    b = random.integers(200, 5000, rows)
    a = (b * random.beta(3, 4, rows)).astype(int)
    return {"passed": a, "pupils": b, "rate": (100 * a / b).round(1)}, ("passed", "pupils", "rate")


@relation("broken-arithmetic")
def body_mass_index(random, rows):
    m, kg = random.normal(1.72, 0.1, rows).round(2), random.normal(75, 13, rows).round(1)
    return {"height": m, "weight": kg, "bmi": (kg / m**2).round(1)}, ("height", "weight", "bmi")


@relation("broken-arithmetic")
def fahrenheit(random, rows):
    c = random.normal(15, 9, rows).round(1)
    return {"celsius": c, "fahrenheit": (c * 1.8 + 32).round(1)}, ("celsius", "fahrenheit")


@relation("broken-arithmetic")
def parts_and_sum(random, rows):
    parts = {name: random.gamma(2, 300, rows).round() * (random.random(rows) < 0.7) for name in ("rent", "food", "travel", "other")}
    return {**parts, "spent": sum(parts.values())}, (*parts, "spent")


@relation("broken-arithmetic")
def shares_of_a_hundred(random, rows):
    shares = random.dirichlet([3, 4, 5, 6], rows)
    shares = (100 * shares).round(1)
    return dict(zip(("sand", "silt", "clay", "lime"), shares.T)), ("sand", "silt", "clay", "lime")


@relation("broken-arithmetic")
def nights(random, rows):
    a, n = _days(random, rows), random.integers(1, 22, rows)
    return {"arrival": a, "departure": a + n.astype("timedelta64[D]"), "nights": n}, ("arrival", "departure", "nights")


@relation("broken-arithmetic")
def age(random, rows):
    born = np.datetime64("1940-01-01") + random.integers(0, 25_000, rows).astype("timedelta64[D]")
    seen = _days(random, rows)
    years = ((seen - born).astype(int) / 365.25).astype(int)
    return {"born": born, "seen": seen, "age": years}, ("born", "seen", "age")


@relation("broken-arithmetic")
def month_of_a_date(random, rows):
    a = _days(random, rows)
    return {"day_sold": a, "month": pd.DatetimeIndex(a).month.to_numpy()}, ("day_sold", "month")


@relation("broken-arithmetic")
def weekday_of_a_date(random, rows):
    a = _days(random, rows)
    return {"day_sold": a, "weekday": pd.DatetimeIndex(a).day_name().to_numpy()}, ("weekday",)


@relation("broken-order")
def start_and_end(random, rows):
    a = _days(random, rows)
    return {"start": a, "end": a + random.geometric(0.03, rows).astype("timedelta64[D]")}, ("start", "end")


@relation("broken-order")
def created_updated_closed(random, rows):
    a = _days(random, rows)
    b = a + random.integers(0, 60, rows).astype("timedelta64[D]")
    return {"created": a, "updated": b, "closed": b + random.integers(0, 90, rows).astype("timedelta64[D]")}, (
        "created",
        "updated",
        "closed",
    )


@relation("broken-order")
def lowest_and_highest(random, rows):
    a = random.normal(12, 8, rows).round(1)
    return {"temp_min": a, "temp_max": (a + random.gamma(2, 3, rows)).round(1)}, ("temp_min", "temp_max")


@relation("broken-order")
def part_and_whole(random, rows):
    b = random.poisson(20, rows)
    return {"games_won": random.binomial(b, random.beta(2, 2, rows)), "games_played": b}, ("games_won", "games_played")


@relation("near-copies")
def copied_number(random, rows):
    a = _money(random, rows)
    return {"fee": a, "fee_billed": a.copy()}, ("fee", "fee_billed")


@relation("near-copies")
def copied_text(random, rows):
    cities = np.array(["Berlin", "Paris", "Rome", "Oslo", "Madrid", "Vienna", "Prague", "Lisbon", "Athens", "Dublin"], dtype=object)
    a = random.choice(cities, rows)
    return {"city": a, "city_shipped": np.array([c.upper() for c in a], dtype=object)}, ("city_shipped",)


def spoilt(cell, column, random):
    """Return a cell gone wrong, in one of the ways in which cells do."""
    if isinstance(cell, np.datetime64):
        return cell + np.timedelta64(int(random.choice([-365, 365, -30, 31, -400, 200, -3650])), "D")
    if isinstance(cell, str):
        return str(random.choice(column))
    way = random.integers(4)
    text = f"{cell:.10g}"
    if way == 0:
        places = [i for i, c in enumerate(text) if c.isdigit()]
        at = int(random.choice(places))
        text = text[:at] + str((int(text[at]) + int(random.integers(1, 10))) % 10) + text[at + 1 :]
        return type(cell)(float(text))
    if way == 1:
        return type(cell)(cell * 10)
    if way == 2 and len(text) > 1 and text[0].isdigit() and text[1].isdigit():
        return type(cell)(float(text[1] + text[0] + text[2:]))
    return random.choice(column)


def table(make: Make, rows: int, rate: float, seed: int) -> tuple[pd.DataFrame, set[tuple[int, str]], tuple[str, ...]]:
    """Return a table with one relation, and the cells that were spoilt."""
    random = np.random.default_rng(seed)
    cells, columns = make(random, rows)
    beside = {
        "visits": random.poisson(4, rows),
        "score": random.normal(50, 12, rows).round(1),
        "length": random.gamma(4, 20, rows).round(2),
        "group": random.choice(["a", "b", "c"], rows),
        "registered": _days(random, rows) - np.timedelta64(3000, "D"),
    }
    frame = pd.DataFrame(
        {
            "visits": beside["visits"],
            "score": beside["score"],
            **cells,
            **{k: v for k, v in beside.items() if k not in ("visits", "score")},
        }
    )
    wrong: set[tuple[int, str]] = set()
    for row in random.choice(rows, max(1, round(rate * rows)), replace=False).tolist():
        name = str(random.choice(columns))
        old = cells[name][row]
        for _ in range(20):
            new = spoilt(old, cells[name], random)
            if new != old:
                break
        frame.loc[row, name] = new
        wrong.add((row, name))
    return frame, wrong, columns


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=3000)
    arguments.add_argument("--rates", default="0.001,0.01,0.05")
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--only", default="", help="names of relations that contain one of these")
    arguments.add_argument("--show", action="store_true", help="every issue")
    told = arguments.parse_args()
    rates = [float(rate) for rate in told.rates.split(",")]
    print(
        f"{'relation':24s} {'check':18s} {'rate':>6s} {'cells: precision':>17s} {'recall':>7s} {'rows: precision':>16s} "
        f"{'recall':>7s} named"
    )
    for (name, (check, make)), rate in product(RELATIONS.items(), rates):
        if told.only and not any(part in name for part in told.only.split(",")):
            continue
        hits = named_cells = wrong_cells = row_hits = named_rows = visible = 0
        for seed in range(told.seeds):
            frame, wrong, columns = table(make, told.rows, rate, seed)
            issues = measure_one(check, frame)[1]
            named = {(int(row), c) for i in issues if i.rows is not None for row in i.rows.positions for c in i.columns}
            for issue in issues if told.show else ():
                print("   ", issue.severity, issue.columns, issue.title)
            hits, named_cells, wrong_cells = hits + len(named & wrong), named_cells + len(named), wrong_cells + len(wrong)
            rows, truth = {row for row, _ in named}, {row for row, _ in wrong}
            row_hits, named_rows = row_hits + len(rows & truth), named_rows + len(rows)
            if check == "broken-order":
                cells = frame[list(columns)]
                visible += sum(any(b < a for a, b in pairwise(cells.loc[row])) for row in truth)
        print(
            f"{name:24s} {check:18s} {rate:6.3f} {hits / max(named_cells, 1):17.2f} {hits / wrong_cells:7.2f} "
            f"{row_hits / max(named_rows, 1):16.2f} {row_hits / wrong_cells:7.2f} {named_cells}/{wrong_cells}"
            + (f" ({visible} break the order)" if visible else "")
        )


if __name__ == "__main__":
    main()
