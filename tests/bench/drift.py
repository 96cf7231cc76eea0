"""How often drift is seen where there is none, and how often a planted shift is seen; on request beside evidently's default.

False alarms: the rows of each data set, at several sizes, dealt at random into two halves that are compared. Power: the same, with
one column of one half shifted. Reads the CSV files of a folder; without one it makes its own data. Prints tables in Markdown. A
data set with fewer rows than asked for is left out at that size, unless `--resample` draws its rows with replacement.

    python tests/bench/drift.py --data FOLDER --rows 1000,10000,100000 --resample --evidently /path/to/python

evidently need not be installed beside dataqa: any interpreter that has it and pandas will do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from dataqa.api import measure_one

Frame = pd.DataFrame
Plant = Callable[[np.random.Generator, pd.Series], pd.Series]
_SEVERITIES = ("info", "low", "medium", "high")
_OTHER = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pandas as pd
from evidently import Report, Dataset, DataDefinition
from evidently.presets import DataDriftPreset
found = []
for pair in json.load(open(sys.argv[1])):
    types = {c: float if kind == "number" else str for c, kind in pair["kinds"].items()}
    old, new = (pd.read_csv(pair[side], dtype=types) for side in ("old", "new"))
    numbers = [c for c in old if pair["kinds"][c] == "number"]
    about = DataDefinition(numerical_columns=numbers, categorical_columns=[c for c in old if c not in numbers])
    snap = Report([DataDriftPreset()]).run(Dataset.from_pandas(new, about), Dataset.from_pandas(old, about))
    drifted = []
    for one in json.loads(snap.json())["metrics"]:
        config = one.get("config") or {}
        if "column" in config and "threshold" in config:
            score, limit, how = float(one["value"]), config["threshold"], str(config.get("method", ""))
            if score < limit if "p_value" in how else score >= limit:
                drifted.append(config["column"])
    found.append(drifted)
json.dump(found, open(sys.argv[2], "w"))
"""


def _read(folder: str, most_columns: int) -> dict[str, Frame]:
    """Return the tables of a folder: columns of numbers and of categories, no texts, ids or times."""
    tables = {}
    for path in sorted(Path(folder).rglob("*.csv")) + sorted(Path(folder).rglob("*.csv.gz")):
        first = path.open("rb").read(4096) if path.suffix == ".csv" else b""
        frame = pd.read_csv(path, sep=";" if first.count(b";") > first.count(b",") else ",", low_memory=False)
        kept = [c for c in frame.columns if _usable(frame[c])]
        if len(kept) >= 3:
            tables[path.parent.name if path.parent != Path(folder) else path.stem.split(".")[0]] = frame[kept[:most_columns]]
    return tables


def _usable(cells: pd.Series) -> bool:
    if cells.nunique() < 2:
        return False
    if pd.api.types.is_numeric_dtype(cells):
        return not (pd.api.types.is_integer_dtype(cells) and cells.is_unique)
    return cells.nunique() <= min(100, len(cells) // 10)


def _made(rows: int = 20_000) -> dict[str, Frame]:
    """Return tables of many shapes of columns."""
    tables = {}
    for seed in range(4):
        g = np.random.default_rng(seed)
        tables[f"made {seed}"] = pd.DataFrame(
            {
                "normal": g.normal(50, 10, rows),
                "log-normal": g.lognormal(3, 1 + seed / 4, rows),
                "whole": g.poisson(3 + 5 * seed, rows),
                "mostly zero": np.where(g.random(rows) < 0.9, 0, g.exponential(100, rows)),
                "humps": np.where(g.random(rows) < 0.5, g.normal(0, 1, rows), g.normal(6, 1, rows)),
                "gaps": np.where(g.random(rows) < 0.2, np.nan, g.normal(0, 1, rows)),
                "flag": g.random(rows) < 0.3,
                "kind": g.choice(list("abcd"), rows, p=[0.5, 0.3, 0.15, 0.05]),
                "many": g.choice([f"c{k}" for k in range(60)], rows, p=np.arange(60, 0, -1) / 1830),
            }
        )
    return tables


def _moved(by: float) -> Plant:
    return lambda g, x: x + by * x.std()


def _mixed(by: float) -> Plant:
    def plant(g: np.random.Generator, x: pd.Series) -> pd.Series:
        top = x.value_counts().index[0]
        lose = (x == top) & (g.random(len(x)) < by / max((x == top).mean(), by))
        rest = x[x != top].dropna()
        return x.mask(lose, pd.Series(g.choice(rest.to_numpy(), len(x)), index=x.index))

    return plant


NUMBERS: dict[str, Plant] = {
    **{f"mean +{by} sd": _moved(by) for by in (0.1, 0.2, 0.5)},
    "spread x1.25": lambda g, x: x.mean() + 1.25 * (x - x.mean()),
    "spread x1.5": lambda g, x: x.mean() + 1.5 * (x - x.mean()),
    "empty +5 points": lambda g, x: x.mask(g.random(len(x)) < 0.05),
}
CATEGORIES: dict[str, Plant] = {
    **{f"mix {round(100 * by)} points": _mixed(by) for by in (0.05, 0.1, 0.2)},
    "empty +5 points": lambda g, x: x.mask(g.random(len(x)) < 0.05),
}


def _kind(cells: pd.Series) -> str:
    many = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells) and cells.nunique() > 12
    return "number" if many else "category"


def _halves(frame: Frame, rows: int, seed: int, *, resample: bool) -> tuple[Frame, Frame] | None:
    if len(frame) < rows and not resample:
        return None
    at = np.random.default_rng(seed).choice(len(frame), rows, replace=len(frame) < rows)
    return frame.iloc[at[: rows // 2]].reset_index(drop=True), frame.iloc[at[rows // 2 :]].reset_index(drop=True)


def _named(old: Frame, new: Frame) -> dict[str, str]:
    """Return the columns that are said to have drifted, and how badly at worst."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        issues = measure_one("reference-drift", old, reference=new)[1]
    return {name: issue.severity for issue in reversed(issues) for name in issue.columns}


def _loud(severity: str) -> tuple[str, ...]:
    return _SEVERITIES[_SEVERITIES.index(severity) :]


def _others(python: str, pairs: list[tuple[Frame, Frame]]) -> list[set[str]]:
    with tempfile.TemporaryDirectory() as folder:
        listed = []
        for at, (old, new) in enumerate(pairs):
            paths = {side: f"{folder}/{at}{side}.csv" for side in ("old", "new")}
            old.to_csv(paths["old"], index=False)
            new.to_csv(paths["new"], index=False)
            listed.append({**paths, "kinds": {name: _kind(old[name]) for name in old}})
        (Path(folder) / "pairs.json").write_text(json.dumps(listed))
        subprocess.run([python, "-c", _OTHER, f"{folder}/pairs.json", f"{folder}/found.json"], check=True, capture_output=True)
        return [set(found) for found in json.loads((Path(folder) / "found.json").read_text())]


def _planted(old: Frame, new: Frame, seed: int) -> Iterator[tuple[str, str, Frame]]:
    """Yield one shift at a time: its name, the column, and the new half with it."""
    kinds = {name: _kind(old[name]) for name in old}
    for kind, plants in (("number", NUMBERS), ("category", CATEGORIES)):
        names = [name for name in old if kinds[name] == kind]
        if kind == "category":
            names = [name for name in names if 0.25 <= old[name].value_counts(normalize=True).iloc[0] <= 0.9]
        for at, (what, plant) in enumerate(plants.items()):
            if names:
                name = names[(seed + at) % len(names)]
                shifted = new.copy()
                shifted[name] = plant(np.random.default_rng([seed, at]), new[name].astype(float if kind == "number" else object))
                yield f"{kind}: {what}", name, shifted


def main() -> None:
    """Print false alarms by size and severity, and power by size and shift."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", default="", help="folder of CSV files")
    ask.add_argument("--only", default="", help="names of data sets, with commas")
    ask.add_argument("--rows", default="1000,10000,100000", help="sizes, with commas")
    ask.add_argument("--repeats", type=int, default=10, help="random halves of each data set and size")
    ask.add_argument("--power", type=int, default=2, help="of these, so many with planted shifts")
    ask.add_argument("--resample", action="store_true", help="draw rows with replacement where there are too few")
    ask.add_argument("--columns", type=int, default=25, help="columns of a data set at most")
    ask.add_argument("--evidently", default="", help="interpreter that has evidently and pandas")
    ask.add_argument("--seed", type=int, default=0)
    told = ask.parse_args()
    tables = _read(told.data, told.columns) if told.data else _made()
    tables = {name: frame for name, frame in tables.items() if not told.only or name in told.only.split(",")}
    print(f"Data sets: {', '.join(f'{name} ({len(frame):,} x {frame.shape[1]})' for name, frame in tables.items())}\n")
    start, shifts = time.process_time(), dict[tuple[str, int], list[tuple[bool, bool, bool]]]()
    print(
        "| rows | halves | columns compared | " + " | ".join(f"{s} or worse" for s in _SEVERITIES[:3]) + " | evidently's default |"
    )
    print("|---|---|---|---|---|---|---|")
    for rows in map(int, told.rows.split(",")):
        pairs, plants = list[tuple[Frame, Frame]](), list[tuple[str, str, Frame, Frame]]()
        for name, frame in tables.items():
            for repeat in range(told.repeats):
                pair = _halves(frame, rows, told.seed + 1_000 * repeat + len(name), resample=told.resample)
                if pair is None:
                    continue
                pairs.append(pair)
                if repeat < told.power:
                    plants += [(what, column, pair[0], new) for what, column, new in _planted(*pair, repeat)]
        compared = sum(old.shape[1] for old, _ in pairs)
        named = [severity for pair in pairs for severity in _named(*pair).values()]
        alarms = {least: sum(severity in _loud(least) for severity in named) for least in _SEVERITIES[:3]}
        theirs = sum(map(len, _others(told.evidently, pairs))) if told.evidently and pairs else None
        shown = [f"{n} ({n / max(1, compared):.2%})" for n in alarms.values()]
        shown.append("-" if theirs is None else f"{theirs} ({theirs / max(1, compared):.2%})")
        print(f"| {rows:,} | {len(pairs)} | {compared:,} | " + " | ".join(shown) + " |", flush=True)
        seen = _others(told.evidently, [(old, new) for _, _, old, new in plants]) if told.evidently and plants else []
        for at, (what, column, old, new) in enumerate(plants):
            how = _named(old, new).get(column, "")
            hits = (bool(how), how in _loud("low"), bool(seen) and column in seen[at])
            shifts.setdefault((what, rows), []).append(hits)
    print("\n| planted | rows | shifts | seen | as low or worse | evidently's default |")
    print("|---|---|---|---|---|---|")
    for (what, rows), hits in sorted(shifts.items()):
        share = np.mean(np.array(hits), axis=0)
        theirs_shown = f"{share[2]:.0%}" if told.evidently else "-"
        print(f"| {what} | {rows:,} | {len(hits)} | {share[0]:.0%} | {share[1]:.0%} | {theirs_shown} |")
    print(f"\n{time.process_time() - start:.1f} CPU s")


if __name__ == "__main__":
    main()
