"""What the gate lets pass and what it stops: harmless changes, harmful ones, its time and the size of its baselines.

Harmless: other random parts of the same rows, shuffled rows, columns in another order, another kind of file, another seed. Harmful:
copies, flipped labels, a leak, a renamed category, a lost slice, a column that moved. Reads tables given as FILE:TARGET, any that
`dataqa.audit` reads; without one it makes its own data. Prints tables in Markdown.

    python tests/bench/gate.py harmless telco.csv:Churn titanic.csv:survived
    python tests/bench/gate.py harmful
    python tests/bench/gate.py time
    python tests/bench/gate.py size
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import dataqa

Frame = pd.DataFrame
AS_OF = "2026-11-24"


@dataclass(frozen=True)
class Side:
    """What is audited: rows, as what, and with which seed."""

    name: str
    make: Callable[[], Any]
    seed: int = 0


@dataclass(frozen=True)
class Change:
    """A change from one side to another."""

    what: str
    old: Side
    new: Side


def made(rows: int = 4000, seed: int = 0) -> Frame:
    """Return customers of a shop, some of whom leave."""
    rng = np.random.default_rng(seed)
    age, visits = rng.normal(45, 12, rows).round(), rng.poisson(4, rows)
    plan = rng.choice(["basic", "family", "business", "student"], rows, p=[0.5, 0.25, 0.15, 0.1])
    spent = np.exp(rng.normal(3, 0.6, rows)).round(2)
    leaves = rng.random(rows) < 1 / (1 + np.exp(-(-1 + 0.08 * (45 - age) + 0.9 * (plan == "student") - 0.3 * (visits - 4))))
    spent[rng.random(rows) < 0.04] = np.nan
    return pd.DataFrame(
        {"age": age, "visits": visits, "plan": plan, "spent": spent, "city": rng.choice(["A", "B", "C", "D", "E"], rows),
         "rating": rng.integers(1, 6, rows), "left": np.where(leaves, "yes", "no")}
    )  # fmt: skip


def part(frame: Frame, share: float, seed: int) -> Frame:
    """Return a random part of the rows, in their order; a larger share of one seed holds the smaller ones."""
    return frame[np.random.default_rng(seed).random(len(frame)) < share]


def harmless(frame: Frame, folder: Path, changes: int) -> Iterator[Change]:
    """Yield changes after which the data is no worse."""
    whole = Side("all", lambda: frame)
    seeds = range(100, 100 + (changes - 8) // 3)
    for seed in seeds:
        old = Side(f"80-{seed}", lambda seed=seed: part(frame, 0.8, seed))
        yield Change("80 % → 90 % of the rows", old, Side(f"90-{seed}", lambda seed=seed: part(frame, 0.9, seed)))
        yield Change("80 % → all rows", old, whole)
        yield Change("80 % → another 80 %", old, Side(f"80-{seed + 50}", lambda seed=seed: part(frame, 0.8, seed + 50)))
    for seed in (1, 2):
        yield Change("shuffled rows", whole, Side(f"shuffled-{seed}", lambda seed=seed: frame.sample(frac=1, random_state=seed)))
        yield Change(
            "columns reordered", whole, Side(f"turned-{seed}", lambda seed=seed: frame.sample(frac=1, axis=1, random_state=seed))
        )
    files = {kind: Side(kind, lambda kind=kind: written(frame, folder, kind)) for kind in ("csv", "parquet", "jsonl")}
    yield Change("CSV → Parquet", files["csv"], files["parquet"])
    yield Change("CSV → JSON Lines", files["csv"], files["jsonl"])
    yield Change("Parquet → CSV", files["parquet"], files["csv"])
    yield Change("another seed", whole, Side("seed-1", lambda: frame, seed=1))


def written(frame: Frame, folder: Path, kind: str) -> Path:
    """Write the rows as a file."""
    path = folder / f"rows.{kind}"
    frame = frame.reset_index(drop=True)
    if kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_json(path, orient="records", lines=True, date_format="iso")
    return path


def harmful(frame: Frame, target: str) -> Iterator[tuple[str, Frame, str]]:
    """Yield changes after which the data is worse: what was done, the rows, and how an id of what should fail begins."""
    rng = np.random.default_rng(7)
    labels = frame[target]
    copies = frame.iloc[rng.integers(0, len(frame), len(frame) // 20)]
    yield "5 % copies added", pd.concat([frame, copies], ignore_index=True), "exact-duplicates|rows:copies"
    flipped, hit = labels.copy(), rng.random(len(frame)) < 0.05
    flipped[hit] = rng.permutation(labels)[hit] if labels.nunique() > 20 else _others(labels, rng)[hit]
    yield "5 % of the labels flipped", frame.assign(**{target: flipped}), "suspect-labels|rows:relabelled"
    codes = labels.astype("category").cat.codes if labels.dtype.kind not in "if" else labels
    yield (
        "a column that leaks",
        frame.assign(leak=codes + rng.normal(0, 0.05 * codes.std() + 1e-9, len(frame))),
        "target-leak|target-copy|schema:added:leak",
    )
    name = _category(frame, target)
    if name is not None:
        top = frame[name].mode()[0]
        half = frame[name].where((frame[name] != top) | (rng.random(len(frame)) < 0.5), f"{top}_new")
        yield (
            f"a category of {name} renamed in half its rows",
            frame.assign(**{name: half}),
            f"schema:new-category:{name}|drift:{name}",
        )
        second = frame[name].value_counts().index[1]
        yield (
            f"a category of {name} dropped with its rows",
            frame[frame[name] != second],
            f"schema:gone-category:{name}|drift:{name}",
        )
    name = _number(frame, target)
    if name is not None:
        yield f"{name} moved by 0.5 sd", frame.assign(**{name: frame[name] + 0.5 * frame[name].std()}), f"drift:{name}"


def _others(labels: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Return for each label another one."""
    codes, classes = pd.factorize(labels)
    moved = (codes + rng.integers(1, max(2, len(classes)), len(codes))) % len(classes)
    return pd.Series(np.asarray(classes)[moved], index=labels.index)


def _category(frame: Frame, target: str) -> str | None:
    names = [n for n in frame if n != target and frame[n].dtype.kind not in "ifbM" and 2 <= frame[n].nunique() <= 20]
    return next(iter(names), None)


def _number(frame: Frame, target: str) -> str | None:
    names = [n for n in frame if n != target and frame[n].dtype.kind == "f" and frame[n].nunique() > 50]
    return next(iter(names), None)


Audited = Callable[[str, Side, str], dataqa.Audit]


def audited(table: str, side: Side, target: str) -> dataqa.Audit:
    """Audit one side."""
    return dataqa.audit(side.make(), target, seed=side.seed, as_of=AS_OF)


def try_harmless(
    tables: dict[str, tuple[Frame, str]], changes: int, audit: Audited = audited
) -> list[tuple[str, str, dataqa.Decision]]:
    """Make harmless changes to tables, print what fails, and return the decisions."""
    found = []
    for table, (frame, target) in tables.items():
        known: dict[str, dataqa.Audit] = {}
        with tempfile.TemporaryDirectory() as folder:
            for change in harmless(frame, Path(folder), changes):
                sides = []
                for side in (change.old, change.new):
                    if side.name not in known:
                        known[side.name] = audit(table, side, target)
                    sides.append(known[side.name])
                sides[0].save(Path(folder) / "baseline.json")
                decision = dataqa.gate(sides[1], Path(folder) / "baseline.json")
                found.append((table, change.what, decision))
                for reason in decision.reasons:
                    print(f"{table}: {change.what} ({change.old.name} → {change.new.name}): {reason}", flush=True)
    print("\n| table | rows × columns | harmless changes | failed |\n|---|---|---|---|")
    for table, (frame, _) in tables.items():
        of = [decision.passed for name, _, decision in found if name == table]
        print(f"| {table} | {len(frame):,} × {frame.shape[1]} | {len(of)} | {len(of) - sum(of)} |")
    print(f"| all | | {len(found)} | {sum(not d.passed for *_, d in found)} |")
    return found


def try_harmful(tables: dict[str, tuple[Frame, str]], audit: Audited = audited) -> list[tuple[str, str, bool, bool]]:
    """Make harmful changes to tables, and print whether they fail, and with the right finding."""
    found = []
    print("| table | change | fails | what fails |\n|---|---|---|---|")
    for table, (frame, target) in tables.items():
        old = audit(table, Side("all", lambda frame=frame: frame), target)
        with tempfile.TemporaryDirectory() as folder:
            old.save(Path(folder) / "baseline.json")
            for what, rows, expected in harmful(frame, target):
                new = audit(table, Side(what, lambda rows=rows: rows), target)
                decision = dataqa.gate(new, Path(folder) / "baseline.json")
                ids = [one.id for one in decision.failing]
                right = any(id.startswith(tuple(expected.split("|"))) for id in ids)
                found.append((table, what, not decision.passed, right))
                told = "yes" if right else "yes, by another finding" if ids else "no"
                print(f"| {table} | {what} | {told} | {', '.join(ids)} |", flush=True)
    return found


def try_time(rows: int, columns: int) -> None:
    """Print how long an audit takes, and what the gate adds."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({f"x{i}": rng.normal(size=rows) for i in range(columns - 10)})
    for i in range(9):
        frame[f"c{i}"] = rng.choice(["red", "green", "blue", "black"], rows)
    frame["y"] = np.where(frame.x0 + rng.normal(size=rows) > 0, "yes", "no")
    from dataqa.engine.local import LocalEngine
    from dataqa.profile.row_sketch import row_sketch
    from dataqa.sources import load

    spent: dict[str, tuple[float, float]] = {}

    @contextmanager
    def timed(what: str) -> Iterator[None]:
        start = time.perf_counter(), time.process_time()
        yield
        spent[what] = time.perf_counter() - start[0], time.process_time() - start[1]

    with timed("audit"):
        result = dataqa.audit(frame, "y", as_of=AS_OF)
    engine = LocalEngine(load(frame))
    with timed("of it for the sketch of the rows"):
        row_sketch(engine.batches(), "y")
    with tempfile.TemporaryDirectory() as folder:
        with timed("writing the baseline"):
            result.save(Path(folder) / "baseline.json")
        with timed("reading it, and the decision"):
            dataqa.gate(result, Path(folder) / "baseline.json")
    print(f"{rows:,} rows × {columns} columns\n\n| | seconds | CPU seconds |\n|---|---|---|")
    for what, (wall, cpu) in spent.items():
        print(f"| {what} | {wall:.1f} | {cpu:.1f} |")


def try_size() -> None:
    """Print the size of baselines of 100 columns, of the kinds that take most."""
    rng = np.random.default_rng(0)
    n = 5_000
    words = np.array([f"category {i}" for i in range(60)])
    kinds = {
        "numbers": pd.DataFrame({f"number {i}": rng.normal(size=n) for i in range(99)}),
        "categories": pd.DataFrame({f"class {i}": rng.choice(words, n) for i in range(99)}),
        "both": pd.DataFrame({f"c{i}": rng.normal(size=n) if i % 2 else rng.choice(words, n) for i in range(99)}),
    }
    print("| 100 columns of | kB | issues |\n|---|---|---|")
    for kind, frame in kinds.items():
        result = dataqa.audit(frame.assign(y=rng.integers(0, 2, n)), "y", as_of=AS_OF)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "baseline.json"
            result.save(path)
            print(f"| {kind} | {path.stat().st_size / 1000:.0f} | {len(result.issues)} |", flush=True)


def read(told: str) -> tuple[str, Frame, str]:
    """Read FILE:TARGET."""
    path, _, target = told.rpartition(":")
    frame = pd.read_csv(path) if "csv" in Path(path).name else pd.read_parquet(path)
    return Path(path).parent.name or Path(path).stem, frame, target


def main() -> None:
    """Run what is asked for."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("harmless", "harmful", "time", "size"))
    parser.add_argument("tables", nargs="*", metavar="FILE:TARGET")
    parser.add_argument("--changes", type=int, default=20, help="harmless changes to a table")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=30)
    asked = parser.parse_args()
    tables = {name: (frame, target) for name, frame, target in map(read, asked.tables)} or {"made": (made(), "left")}
    if asked.what == "harmless":
        try_harmless(tables, asked.changes)
    elif asked.what == "harmful":
        try_harmful(tables)
    elif asked.what == "time":
        try_time(asked.rows, asked.columns)
    else:
        try_size()


if __name__ == "__main__":
    main()
