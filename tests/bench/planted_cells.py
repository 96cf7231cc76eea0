"""Errors planted in clean tables whose columns fix each other: which cells does the audit name?

    python tests/bench/planted_cells.py                        tables of its own, all kinds of errors
    python tests/bench/planted_cells.py --seed 100 --rate 0.03
    python tests/bench/planted_cells.py --data DIR             every clean CSV of a folder instead
    python tests/bench/planted_cells.py --check broken-dependencies   the cells that one check names

Prints a Markdown table: precision, recall and F1 of the named cells, by table and kind of error. The checks were written
while looking at seeds below 100, most at the tables marked with a star; figures are reported with seeds from 100 on.
"""

from __future__ import annotations

import argparse
import string
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import dataqa
from dataqa.api import measure_one

Cells = set[tuple[int, str]]
Rng = np.random.Generator
SYLLABLES = [
    "ba",
    "den",
    "fort",
    "gra",
    "hol",
    "lin",
    "mar",
    "nor",
    "pol",
    "quin",
    "ros",
    "sel",
    "ter",
    "ville",
    "wick",
    "ton",
    "ham",
    "bury",
]


def names(rng: Rng, many: int, words: int = 1) -> list[str]:
    """Return different invented names."""
    found: dict[str, None] = {}
    while len(found) < many:
        found[" ".join("".join(rng.choice(SYLLABLES, rng.integers(2, 4))).capitalize() for _ in range(words))] = None
    return list(found)


def skewed(rng: Rng, things: int, rows: int) -> np.ndarray:
    """Return which thing each row is about: some are common, most are not."""
    weights = rng.pareto(1.5, things) + 0.3
    return rng.choice(things, rows, p=weights / weights.sum())


def addresses(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Postcode → city → county → state; area code → state; people repeat at their address."""
    states = rng.choice([a + b for a in string.ascii_uppercase for b in string.ascii_uppercase], 8, replace=False)
    counties, cities = names(rng, 25), names(rng, 60)
    county_state, city_county = rng.integers(0, 8, 25), rng.integers(0, 25, 60)
    zips = rng.choice(np.arange(10_000, 99_999), 120, replace=False)
    zip_city = np.r_[np.arange(60), rng.integers(0, 60, 60)]
    area = rng.choice(np.arange(201, 989), 16, replace=False)
    which = skewed(rng, 120, 3000)
    city = zip_city[which]
    state = county_state[city_county[city]]
    frame = pd.DataFrame(
        {
            "customer": rng.permutation(3000) + 50_000,
            "street": [f"{n} {s} street" for n, s in zip(rng.integers(1, 900, 3000), rng.choice(cities, 3000), strict=True)],
            "zip": zips[which],
            "city": np.array(cities)[city],
            "county": np.array(counties)[city_county[city]],
            "state": states[state],
            "area_code": area[state * 2 + rng.integers(0, 2, 3000)],
            "balance": rng.gamma(2, 300, 3000).round(2),
        }
    )
    return frame, ["zip", "city", "county", "state", "area_code"]


def staff(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Employee → department → manager, site; grade → pay band; one row a month."""
    people, sites = names(rng, 150, 2), names(rng, 9)
    departments, managers = names(rng, 22), names(rng, 22, 2)
    site = rng.integers(0, 9, 22)
    grades = [f"G{n}" for n in range(1, 13)]
    bands = [f"{30 + 7 * n}k to {37 + 7 * n}k" for n in range(12)]
    works, grade = skewed(rng, 22, 150), rng.integers(0, 12, 150)
    who = np.repeat(np.arange(150), 12)
    frame = pd.DataFrame(
        {
            "month": np.tile(pd.date_range("2023-01-01", periods=12, freq="MS").strftime("%Y-%m-%d"), 150),
            "employee": np.array(people)[who],
            "department": np.array(departments)[works[who]],
            "manager": np.array(managers)[works[who]],
            "site": np.array(sites)[site[works[who]]],
            "grade": np.array(grades)[grade[who]],
            "band": np.array(bands)[grade[who]],
            "hours": rng.normal(160, 12, len(who)).round(),
        }
    )
    return frame, ["employee", "department", "manager", "site", "grade", "band"]


def trips(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Several sources tell the times of each trip."""
    many, sources = 80, 25

    def clock() -> list[str]:
        return [
            f"{h}:{m:02d} {half}"
            for h, m, half in zip(rng.integers(1, 13, many), rng.integers(0, 60, many), rng.choice(["am", "pm"], many), strict=True)
        ]

    numbers = [
        f"{a}-{n}"
        for a, n in zip(rng.choice(["XA", "QF", "LB"], many), rng.choice(np.arange(100, 5000), many, replace=False), strict=True)
    ]
    which = np.repeat(np.arange(many), sources)
    frame = pd.DataFrame({"source": np.tile(names(rng, sources), many), "trip": np.array(numbers)[which]})
    for column in ("planned_start", "real_start", "planned_end", "real_end"):
        frame[column] = np.array(clock())[which]
    frame = frame[rng.random(len(frame)) < 0.9].reset_index(drop=True)
    return frame, ["planned_start", "real_start", "planned_end", "real_end"]


def orders(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Product → name, category, supplier, price; shop → town, region; the price changes once for some; customers may move."""
    many, rows = 140, 6000
    products, categories, suppliers = names(rng, many, 2), names(rng, 14), names(rng, 30)
    category, supplier = rng.integers(0, 14, many), rng.integers(0, 30, many)
    price, change = rng.integers(2, 90, many) + 0.99, np.where(rng.random(many) < 0.15, rng.integers(0, 300, many), 999)
    towns, regions = names(rng, 24), names(rng, 6)
    region = rng.integers(0, 6, 24)
    homes = names(rng, 50)
    home, moved, moves = (
        rng.integers(0, 50, 700),
        rng.integers(0, 50, 700),
        np.where(rng.random(700) < 0.1, rng.integers(30, 330, 700), 999),
    )
    which, shop, who, day = (
        skewed(rng, many, rows),
        skewed(rng, 40, rows),
        skewed(rng, 700, rows),
        np.sort(rng.integers(0, 365, rows)),
    )
    town = rng.integers(0, 24, 40)
    frame = pd.DataFrame(
        {
            "ordered": (pd.Timestamp("2024-01-01") + pd.to_timedelta(day, unit="D")).strftime("%Y-%m-%d"),
            "product_id": which + 1000,
            "product": np.array(products)[which],
            "category": np.array(categories)[category[which]],
            "supplier": np.array(suppliers)[supplier[which]],
            "price": np.where(day >= change[which], (price[which] * 1.1).round(2), price[which]),
            "shop": shop + 1,
            "town": np.array(towns)[town[shop]],
            "region": np.array(regions)[region[town[shop]]],
            "customer_id": who + 20_000,
            "home": np.where(day >= moves[who], np.array(homes)[moved[who]], np.array(homes)[home[who]]),
            "quantity": rng.poisson(2, rows) + 1,
        }
    )
    return frame, ["product_id", "product", "category", "supplier", "shop", "town", "region"]


def courses(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Course code → title, teacher, faculty, credits; student → programme, year of entry; marks are free."""
    many, students, rows = 60, 400, 2500
    codes = [
        f"{a}{n}"
        for a, n in zip(
            rng.choice(["MA", "PH", "BIO", "HIS"], many), rng.choice(np.arange(100, 500), many, replace=False), strict=True
        )
    ]
    titles, teachers, faculties, programmes = names(rng, many, 3), names(rng, 35, 2), names(rng, 5), names(rng, 12)
    teacher, faculty, credit = rng.integers(0, 35, many), rng.integers(0, 5, many), rng.choice([3, 4, 6, 8], many)
    programme, entry = rng.integers(0, 12, students), rng.integers(2017, 2024, students)
    which, who = skewed(rng, many, rows), rng.integers(0, students, rows)
    frame = pd.DataFrame(
        {
            "student_id": who + 7000,
            "programme": np.array(programmes)[programme[who]],
            "entry": entry[who],
            "course_code": np.array(codes)[which],
            "title": np.array(titles)[which],
            "teacher": np.array(teachers)[teacher[which]],
            "faculty": np.array(faculties)[faculty[which]],
            "credits": credit[which],
            "mark": rng.normal(65, 14, rows).clip(0, 100).round(),
        }
    )
    return frame, ["programme", "entry", "course_code", "title", "teacher", "faculty", "credits"]


def breweries(rng: Rng) -> tuple[pd.DataFrame, list[str]]:
    """Small groups and exceptions by nature: towns of one name in several states, makers with a second site."""
    makers, towns, states = 420, names(rng, 150), [a + b for a in "ACFKMNOTW" for b in "AEILNOSTY"][:40]
    made = [
        f"{n} {kind}"
        for n, kind in zip(names(rng, makers), rng.choice(["Brewing", "Brewery", "Ales", "Works"], makers), strict=True)
    ]
    town_of, state_of = skewed(rng, 150, makers), rng.integers(0, 40, 150)
    state = state_of[town_of]
    namesakes = rng.random(makers) < 0.04
    state[namesakes] = rng.integers(0, 40, namesakes.sum())
    which = np.repeat(np.arange(makers), rng.geometric(0.22, makers))
    rng.shuffle(which)
    town, second = town_of[which], rng.random(len(which)) < 0.01
    town[second] = rng.integers(0, 150, second.sum())
    styles = names(rng, 60, 2)
    frame = pd.DataFrame(
        {
            "product": [
                f"{a} {b}" for a, b in zip(rng.choice(names(rng, 400), len(which)), rng.choice(styles, len(which)), strict=True)
            ],
            "style": np.array(styles)[skewed(rng, 60, len(which))],
            "strength": rng.normal(5.5, 1.2, len(which)).clip(2, 12).round(1),
            "ounces": rng.choice([12, 16, 24], len(which), p=[0.7, 0.25, 0.05]),
            "maker_id": which,
            "maker": np.array(made)[which],
            "town": np.array(towns)[town],
            "state": np.array(states)[np.where(second, state_of[town], state[which])],
        }
    )
    return frame, ["maker_id", "maker", "town", "state"]


TABLES: dict[str, Callable[[Rng], tuple[pd.DataFrame, list[str]]]] = {
    "addresses*": addresses, "staff*": staff, "trips*": trips, "orders*": orders, "courses": courses,
    "breweries*": breweries,
}  # fmt: skip


def typo(rng: Rng, text: str, column: np.ndarray) -> str:
    place = int(rng.integers(0, len(text)))
    letter = str(rng.choice(list("abcdefghijklmnopqrstuvwxyz" if not text[place].isdigit() else "0123456789")))
    kind = int(rng.integers(0, 3))
    return text[:place] + (letter if kind < 2 else "") + text[place + (kind != 1) :]


def swap(rng: Rng, text: str, column: np.ndarray) -> str:
    return str(rng.choice(column))


def blank(rng: Rng, text: str, column: np.ndarray) -> str:
    return ""


def case(rng: Rng, text: str, column: np.ndarray) -> str:
    return text.upper() if text != text.upper() else text.lower()


def form(rng: Rng, text: str, column: np.ndarray) -> str:
    return str(
        rng.choice([f"{text}.0" if text.isdigit() else f"{text} ", f"'{text}'", text.replace(" ", "_") + "_", f"{text} (old)"])
    )


def cut(rng: Rng, text: str, column: np.ndarray) -> str:
    return text[: max(1, len(text) // 2)]


KINDS = {"typo": typo, "swapped in": swap, "blank": blank, "case": case, "format": form, "cut off": cut}


def planted(rng: Rng, clean: pd.DataFrame, columns: list[str], kind: str, rate: float) -> tuple[pd.DataFrame, Cells]:
    """Return the frame with errors of one kind (or of all) in some of the columns' cells, and which cells differ."""
    dirty = clean.astype(str).where(clean.notna(), "")
    bad = rng.random(len(dirty)) < rate
    for column in columns:
        values = dirty[column].to_numpy(dtype=object).copy()
        chosen = np.flatnonzero(rng.random(len(values)) < rate)
        pool = np.unique(values.astype(str))
        if kind == "bad rows":
            values[bad] = np.where(rng.random(bad.sum()) < 0.6, rng.choice(pool, bad.sum()), values[bad])
        elif kind == "rows exchanged":
            values[chosen] = np.roll(values[chosen], 1)
        else:
            for row in chosen:
                made = KINDS[kind if kind != "all" else str(rng.choice(list(KINDS)))]
                values[row] = made(rng, values[row], pool) if values[row] else values[row]
        dirty[column] = values
    before = clean.astype(str).where(clean.notna(), "")
    wrong = {(int(row), column) for column in columns for row in np.flatnonzero((dirty[column] != before[column]).to_numpy())}
    return dirty, wrong


def named(frame: pd.DataFrame, check: str | None) -> Cells:
    """Return the cells that issues about wrong values name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        issues = measure_one(check, frame)[1] if check else dataqa.audit(frame, as_of="2025-06-01").issues
    return {
        (int(row), column)
        for issue in issues
        if issue.dimension in ("noise", "missing", "labels") and issue.rows is not None
        for row in issue.rows.positions
        for column in issue.columns
    }


def figures(got: Cells, wrong: Cells) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = len(got & wrong)
    precision, recall = hits / max(1, len(got)), hits / max(1, len(wrong))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def frames(arguments: argparse.Namespace, rng: Rng) -> Iterator[tuple[str, pd.DataFrame, list[str]]]:
    if arguments.data is None:
        for name, make in TABLES.items():
            if arguments.only and name.strip("*") not in arguments.only:
                continue
            yield name, *make(rng)
        return
    for path in sorted(Path(arguments.data).rglob("*.csv")):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False).head(20_000)
        yield str(path.relative_to(arguments.data)), frame, list(frame.columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="folder of clean CSV files")
    parser.add_argument("--rate", type=float, default=0.03)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--check", help="the cells that this check alone names")
    parser.add_argument("--kinds", nargs="*", default=["none", *KINDS, "rows exchanged", "bad rows", "all"])
    parser.add_argument("--only", nargs="*", help="tables")
    arguments = parser.parse_args()
    print(f"| table | errors | cells wrong | named | precision | recall | F1 |\n|{'---|' * 7}")
    sums: dict[str, list[float]] = {}
    for name, clean, columns in frames(arguments, np.random.default_rng(arguments.seed)):
        for kind in arguments.kinds:
            rng = np.random.default_rng([arguments.seed, len(kind), *map(ord, name)])
            dirty, wrong = planted(rng, clean, columns, kind, 0.0 if kind == "none" else arguments.rate)
            got = named(dirty, arguments.check)
            precision, recall, f1 = figures(got, wrong)
            if kind == "none":
                print(f"| {name} | none | 0 | {len(got)} | | | |", flush=True)
                continue
            sums.setdefault(kind, []).append(f1)
            print(f"| {name} | {kind} | {len(wrong)} | {len(got)} | {precision:.2f} | {recall:.2f} | {f1:.2f} |", flush=True)
    for kind, values in sums.items():
        print(f"| mean of {len(values)} | {kind} | | | | | {np.mean(values):.2f} |")


if __name__ == "__main__":
    main()
