"""How well single wild values are named on columns of many shapes, and how often values that are merely rare are.

Makes its own data: columns of one shape, some of their cells damaged in one way. Prints a table in Markdown.

    python tests/bench/wild_values.py --rows 20,200,5000 --columns 20
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable

import numpy as np
import polars as pl

from dataqa.api import measure_one

Make = Callable[[np.random.Generator, int], np.ndarray]
SHAPES: dict[str, Make] = {
    "normal": lambda g, n: g.normal(170, 10, n),
    "uniform": lambda g, n: g.uniform(20, 70, n),
    "log-normal, sigma 0.5": lambda g, n: g.lognormal(3, 0.5, n),
    "log-normal, sigma 1": lambda g, n: g.lognormal(3, 1.0, n),
    "log-normal, sigma 2": lambda g, n: g.lognormal(3, 2.0, n),
    "exponential": lambda g, n: g.exponential(40, n),
    "Weibull, shape 0.5": lambda g, n: 40 * g.weibull(0.5, n),
    "Poisson 2": lambda g, n: g.poisson(2, n),
    "Poisson 20": lambda g, n: g.poisson(20, n),
    "geometric 0.1": lambda g, n: g.geometric(0.1, n),
    "negative binomial": lambda g, n: g.negative_binomial(0.5, 0.02, n),
    "share, beta 2 5": lambda g, n: g.beta(2, 5, n),
    "share, beta .5 .5": lambda g, n: g.beta(0.5, 0.5, n),
    "ages, whole": lambda g, n: np.clip(g.gamma(9, 4.5, n), 17, 90).round(),
    "codes of 5 digits": lambda g, n: g.choice(g.integers(10_000, 99_999, 60), n),
    "grades 1 to 10": lambda g, n: g.binomial(9, 0.6, n) + 1,
    "Pareto 1": lambda g, n: 10 * (1 + g.pareto(1.0, n)),
    "Pareto 3": lambda g, n: 10 * (1 + g.pareto(3.0, n)),
    "Student, 2 degrees": lambda g, n: g.standard_t(2, n),
    "Student, 4 degrees": lambda g, n: 100 + 10 * g.standard_t(4, n),
    "Cauchy": lambda g, n: g.standard_cauchy(n),
    "two humps, even": lambda g, n: np.where(g.random(n) < 0.5, g.normal(20, 2, n), g.normal(60, 4, n)),
    "two humps, 5 %": lambda g, n: np.where(g.random(n) < 0.05, g.normal(60, 4, n), g.normal(20, 2, n)),
    "two humps, 0.5 %": lambda g, n: np.where(g.random(n) < 0.005, g.normal(60, 4, n), g.normal(20, 2, n)),
    "two scales, 10 %": lambda g, n: g.normal(0, 1, n) * np.where(g.random(n) < 0.1, 8, 1),
    "90 % zeros, log-normal": lambda g, n: np.where(g.random(n) < 0.9, 0, g.lognormal(5, 1.0, n).round()),
    "rounded prices": lambda g, n: (g.lognormal(12, 0.6, n) / 5_000).round() * 5_000,
}


def _typed_twice(value: float, digit: int) -> float:
    """Return a number with one more digit before its point."""
    text = f"{value:.6g}"
    return float(text.replace(".", f"{digit}.", 1)) if "." in text and "e" not in text else value * 10 + digit


DAMAGE: dict[str, Callable[[np.random.Generator, np.ndarray], np.ndarray]] = {
    "none": lambda g, x: x,
    "x10": lambda g, x: x * 10,
    "x100": lambda g, x: x * 100,
    "/100": lambda g, x: x / 100,
    "sign": lambda g, x: -x,
    "digit": lambda g, x: np.array([_typed_twice(v, int(g.integers(10))) for v in x]),
}


def _columns(make: Make, damage: str, rows: int, columns: int, seed: int) -> tuple[pl.DataFrame, dict[str, np.ndarray], int, int]:
    """Return columns, the damaged rows of each that now lie outside of all others, and how many were damaged at all."""
    series, visible, planted, changed = {}, {}, 0, 0
    for k in range(columns):
        g = np.random.default_rng([seed, k])
        clean = np.asarray(make(g, rows), dtype=np.float64)
        usable = np.flatnonzero(clean != 0)
        rowed = g.choice(usable, min(3, max(1, rows // 100), len(usable)), replace=False)
        wild = clean.copy()
        if damage != "none":
            wild[rowed] = DAMAGE[damage](g, clean[rowed])
            planted += len(rowed)
        span = np.delete(clean, rowed)
        seen = rowed[(wild[rowed] > span.max()) | (wild[rowed] < span.min())] if damage != "none" else rowed[:0]
        series[f"c{k}"], visible[f"c{k}"] = wild, seen
        changed += len(seen)
    return pl.DataFrame(series), visible, planted, changed


def main() -> None:
    """Print one row a shape and size: recall by damage, and cells and columns named that are as they were drawn."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rows", default="20,200,5000", help="sizes, with commas")
    ask.add_argument("--columns", type=int, default=20, help="columns a shape, size and damage")
    ask.add_argument("--shapes", default="", help="words that a shape's name must hold, with commas")
    ask.add_argument("--check", default="outliers")
    ask.add_argument("--severity", default="low", choices=["info", "low", "medium"], help="least severity that counts")
    ask.add_argument("--seed", type=int, default=0)
    told = ask.parse_args()
    heard = {"info": 5, "low": 4, "medium": 3}[told.severity]
    loud = set(("critical", "high", "medium", "low", "info")[:heard])
    print(
        "| shape | rows | "
        + " | ".join(f"{d}: found of outside" for d in DAMAGE if d != "none")
        + " | undamaged columns named | cells |"
    )
    print("|---|---" * 1 + "|---" * (len(DAMAGE) + 1) + "|")
    start = time.process_time()
    for shape, make in SHAPES.items():
        if told.shapes and not any(word in shape for word in told.shapes.split(",")):
            continue
        for rows in map(int, told.rows.split(",")):
            parts, alarms = [], ""
            for damage in DAMAGE:
                columns = told.columns if rows <= 100_000 else max(2, told.columns // 10)
                frame, visible, _, outside = _columns(make, damage, rows, columns, told.seed)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    issues = [i for i in measure_one(told.check, frame)[1] if i.severity in loud]
                named = {i.columns[0]: set(i.rows.positions.tolist()) for i in issues if i.rows is not None}
                if damage == "none":
                    cells = sum(map(len, named.values()))
                    alarms = f"{len(named)} of {columns} | {cells}"
                else:
                    found = sum(len(named.get(name, set()) & set(seen.tolist())) for name, seen in visible.items())
                    parts.append(f"{found}/{outside}" if outside else "-")
            print(f"| {shape} | {rows:,} | " + " | ".join(parts) + f" | {alarms} |")
    print(f"\n{time.process_time() - start:.1f} CPU s")


if __name__ == "__main__":
    main()
