"""CPU seconds and peak memory of an audit, check by check, and how they grow with the rows.

    python tests/bench/check_seconds.py --rows 100000,1000000 --dimensions noise,duplicates,missing

The table is made here: 30 columns of numbers, categories, dates, text, ids and e-mails, with a few planted defects. Each size
runs in a process of its own, so that one's memory is not counted to the next. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]


def table(rows: int, seed: int = 0) -> pl.DataFrame:
    """Return the made table: `rows` × 30."""
    rng = np.random.default_rng(seed)
    words = np.array(sorted({"".join(rng.choice(SYLLABLES, size)) for size in (2, 3, 3, 4) for _ in range(400)}))
    weights = 1 / np.arange(1, len(words) + 1) ** 0.7
    text = words[rng.choice(len(words), (rows, 12), p=weights / weights.sum())]
    zips = rng.integers(0, 900, rows)
    cities = np.array([f"{word} {kind}" for word in words[:75] for kind in ("town", "city")])
    income = rng.lognormal(10.3, 0.6, rows).round(2)
    price, quantity = rng.gamma(3, 20, rows).round(2), rng.integers(1, 12, rows)
    start = np.datetime64("2023-01-01", "us") + np.sort(rng.integers(0, 730 * 86_400, rows)).astype("timedelta64[s]")
    base = rng.normal(0, 1, rows)
    columns: dict[str, object] = {
        "id": np.char.add("C", rng.permutation(rows).astype(str)),
        "email": np.char.add(
            np.char.add(words[rng.integers(0, len(words), rows)], rng.integers(0, 99_999, rows).astype(str)), "@example.com"
        ),
        "zip": zips + 10_000,
        "city": np.where(rng.random(rows) < 0.001, cities[rng.integers(0, len(cities), rows)], cities[zips % len(cities)]),
        "state": np.array([f"state {i}" for i in range(30)])[zips % 30],
        "price": price,
        "quantity": quantity,
        "total": np.where(rng.random(rows) < 0.001, 0, price * quantity).round(2),
        "income": np.where(rng.random(rows) < 0.01, -999, income),
        "spend": (income * 0.12 + rng.normal(0, 600, rows)).round(2),
        "age": rng.integers(18, 90, rows),
        "tenure": rng.integers(0, 3_650, rows),
        "visits": rng.poisson(4, rows),
        "balance": rng.gamma(0.7, 2_500, rows).round(2),
        "base": base.round(5),
        "near": (0.95 * base + rng.normal(0, 0.31, rows)).round(5),
        "ratio": rng.beta(2, 5, rows).round(6),
        "latency": rng.lognormal(3, 1, rows).round(3),
        "sensor": rng.normal(50, 10, rows).round(3),
        "created": start,
        "updated": start + rng.integers(0, 30 * 86_400, rows).astype("timedelta64[s]"),
        "sex": rng.choice(["female", "male"], rows),
        "plan": rng.choice(["free", "basic", "plus", "pro"], rows, p=[0.45, 0.3, 0.15, 0.1]),
        "region": rng.choice(["north", "south", "east", "west"], rows),
        "product": np.char.add("P", rng.zipf(1.4, rows).clip(1, 400).astype(str)),
        "channel": rng.choice([f"channel {i}" for i in range(20)], rows),
        "active": rng.random(rows) < 0.7,
        "text": [" ".join(row) for row in text.tolist()],
        "label": (base + 0.3 * rng.normal(0, 1, rows) > 0.4).astype(int),
    }
    frame = pl.DataFrame(columns).with_columns(
        pl.when(pl.Series(rng.random(rows) < 0.1)).then(None).otherwise(pl.col("ratio")).alias("gap")
    )
    copies = frame.sample(max(1, rows // 100), seed=seed)
    return pl.concat([frame.head(rows - copies.height), copies])


def one(path: str, dimensions: list[str]) -> dict[str, object]:
    """Audit a file, and return CPU seconds a check and the peak."""
    from dataqa import audit

    start = time.process_time()
    result = audit(path, "label", checks=dimensions or None, as_of="2025-01-31")
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    looked = [outcome for outcome in result.outcomes if outcome.status in ("flagged", "passed", "error")]
    seconds = {f"{outcome.dimension}/{outcome.check}": outcome.seconds for outcome in looked}
    return {"seconds": seconds, "all": spent, "peak": peak / 1024, "table": Path(path).stat().st_size / 2**20}


def run(size: int, dimensions: str) -> dict[str, Any]:
    """Make the table in one process, and audit its file in another."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "table.parquet")
        for arguments in (("--write", str(size)), ("--dimensions", dimensions, "--one")):
            told = subprocess.run(
                [sys.executable, __file__, *arguments, "--path", path], check=True, stdout=subprocess.PIPE, text=True
            )
        return dict(json.loads(told.stdout))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--dimensions", default="", help="only checks of these; all where none is named")
    parser.add_argument("--least", type=float, default=0.05, help="checks below these CPU s at the largest size are summed up")
    for name in ("--one", "--write", "--path"):
        parser.add_argument(name, **({"action": "store_true"} if name == "--one" else {}), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        table(int(options.write)).write_parquet(options.path)
        return
    if options.one:
        print(json.dumps(one(options.path, [name for name in options.dimensions.split(",") if name])))
        return
    sizes = [int(size) for size in options.rows.split(",")]
    told = [run(size, options.dimensions) for size in sizes]
    print("| CPU s | " + " | ".join(f"{size:,} rows" for size in sizes) + " |\n|---" + "|---" * len(sizes) + "|")
    names = sorted(told[-1]["seconds"], key=lambda name: -told[-1]["seconds"][name])
    shown = [name for name in names if told[-1]["seconds"][name] >= options.least]
    for name in shown:
        print(f"| {name} | " + " | ".join(f"{each['seconds'].get(name, 0):.2f}" for each in told) + " |")
    rest = [sum(each["seconds"].get(name, 0) for name in names if name not in shown) for each in told]
    print(f"| {len(names) - len(shown)} more | " + " | ".join(f"{value:.2f}" for value in rest) + " |")
    print("| all checks | " + " | ".join(f"{sum(each['seconds'].values()):.2f}" for each in told) + " |")
    print("| whole audit (reading, profile, checks) | " + " | ".join(f"{each['all']:.1f}" for each in told) + " |")
    print("| peak MB of the process | " + " | ".join(f"{each['peak']:,.0f}" for each in told) + " |")
    print("| MB of the Parquet file | " + " | ".join(f"{each['table']:,.0f}" for each in told) + " |")


if __name__ == "__main__":
    main()
