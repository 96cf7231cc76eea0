"""Near-duplicates planted in texts and tables of its own: how many are named, how many of the named are planted, and how fast.

    python tests/bench/near_duplicates.py                          recall and precision by kind of change
    python tests/bench/near_duplicates.py --speed 10000 100000     texts per second, too, beside the libraries that are installed
    python tests/bench/near_duplicates.py --only texts --seed 101

The libraries are no dependency: `pip install rensa datasketch gaoya near-dupes` where this runs; those that are missing are left
out. Every one is given the same texts and names the later copies at a Jaccard index of `--likeness` of runs of five characters.
"""

from __future__ import annotations

import argparse
import importlib
import time
import warnings
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import polars as pl

from dataqa.api import measure_one
from dataqa.checks.near_texts import groups_of, near_pairs

Rng = np.random.Generator
Flags = np.ndarray
LEVELS = (0.6, 0.7, 0.8, 0.9)


def words(rng: Rng, number: int = 5_000) -> np.ndarray:
    lengths = np.clip(rng.poisson(4.5, number), 2, 12)
    return np.array(["".join(rng.choice(list("aaabcdeeeefghiiiklmnnoooprrssttuvw"), length)) for length in lengths])


def texts(rng: Rng, number: int, size: int = 16) -> list[str]:
    """Texts of words of which few are frequent and many are rare."""
    known = words(rng)
    shares = 1 / np.arange(1, len(known) + 1) ** 0.8
    drawn = known[rng.choice(len(known), (number, size), p=shares / shares.sum())]
    return [" ".join(row) for row in drawn]


def runs(text: str, run: int = 5) -> set[str]:
    return {text[place : place + run] for place in range(len(text) - run + 1)}


def jaccard(one: str, other: str) -> float:
    a, b = runs(one), runs(other)
    return len(a & b) / len(a | b)


def changed(rng: Rng, text: str, least: float, known: np.ndarray) -> str | None:
    """The text with words replaced, dropped and typed wrong until its Jaccard index is near a level, at or above it."""
    parts, best = text.split(), None
    for _ in range(40):
        at, what = int(rng.integers(len(parts))), rng.integers(3)
        tried = list(parts)
        if what == 0:
            tried[at] = str(rng.choice(known))
        elif what == 1 and len(tried) > 4:
            del tried[at]
        elif len(tried[at]) > 2:
            tried[at] = tried[at][1] + tried[at][0] + tried[at][2:]
        index = jaccard(text, " ".join(tried))
        if least <= index < 1:
            parts, best = tried, " ".join(tried)
            if index < least + 0.05:
                break
    return best if best is not None and least <= jaccard(text, best) < least + 0.1 else None


def planted_texts(rng: Rng, number: int, each: int, size: int) -> tuple[list[str], np.ndarray]:
    """Texts and, behind them, near copies; for each its level, NaN where it is none."""
    plain, known = texts(rng, number, size), words(rng)
    copies, levels = [], []
    for place, source in enumerate(rng.permutation(number)[: each * len(LEVELS)].tolist()):
        level = LEVELS[place % len(LEVELS)]
        copy = changed(rng, plain[source], level, known)
        if copy is not None:
            copies.append(copy)
            levels.append(level)
    return [*plain, *copies], np.array([*[np.nan] * number, *levels])


def by_level(seed: int, number: int, likeness: float) -> None:
    print(f"### Texts: {number:,}, and near copies at each Jaccard index (runs of five characters; named from {likeness} on)\n")
    print("| length | " + " | ".join(f"recall at {level}–{level + 0.1:.1f}" for level in LEVELS) + " | precision | planted |")
    print("|---" * (len(LEVELS) + 3) + "|")
    for size in (8, 16, 60):
        rows, levels = planted_texts(np.random.default_rng(seed), number, 250, size)
        (found, *_), _ = measure_one("near-duplicate-texts", {"text": rows, "n": range(len(rows))}, text="text")
        named = np.zeros(len(rows), dtype=bool)
        named[found.rows.positions] = True
        recall = [f"{named[levels == level].mean():.3f}" if (levels == level).any() else "–" for level in LEVELS]
        precision = (~np.isnan(levels[named])).mean()
        print(f"| {size} words | " + " | ".join(recall) + f" | {precision:.3f} | {int((~np.isnan(levels)).sum()):,} |")
    print()


def table(rng: Rng, number: int) -> pd.DataFrame:
    towns, names = [word.title() for word in words(rng, 80) if len(word) > 4], [word.title() for word in words(rng, 900)]
    return pd.DataFrame({
        "customer_id": rng.permutation(10 * number)[:number] + 10**6,
        "created": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 400 * 86400, number), unit="s"),
        "name": [f"{a} {b}son" for a, b in zip(rng.choice(names, number), rng.choice(names, number), strict=True)],
        "town": rng.choice(towns, number),
        "plan": rng.choice(["basic", "plus", "premium", "trial"], number),
        "age": rng.integers(18, 90, number),
        "income": rng.lognormal(10, 0.6, number).round(2),
        "score": rng.normal(size=number).round(5),
        "ratio": rng.beta(2, 5, number).round(6),
    })  # fmt: skip


def coarse(rng: Rng, number: int) -> pd.DataFrame:
    """Few values a column: many rows are equal, or nearly equal, by nature."""
    kinds = {f"kind_{name}": rng.choice(["alpha", "beta", "gamma", "delta", "epsilon"], number) for name in "abcdef"}
    return pd.DataFrame(kinds | {"level": rng.integers(0, 60, number) / 10, "count": rng.integers(0, 9, number)})


def slip(rng: Rng, text: str) -> str:
    at = int(rng.integers(1, len(text) - 1))
    return [text[:at] + text[at + 1 :], text[:at] + "x" + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :]][
        int(rng.integers(3))
    ]


def change(rng: Rng, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    rows, texts = rows.copy(), [name for name in rows if not pd.api.types.is_numeric_dtype(rows[name]) and name != "created"]
    if kind == "time":
        rows["created"] += pd.to_timedelta(rng.integers(1, 90, len(rows)), unit="s")
    elif kind == "id":
        rows["customer_id"] = rng.integers(2 * 10**8, 3 * 10**8, len(rows))
    elif kind == "rounded, all numbers":
        rows[rows.select_dtypes("float").columns] = rows.select_dtypes("float").round(1)
    elif kind == "rounded, one number":
        name = str(rng.choice(rows.select_dtypes("float").columns))
        rows[name] = rows[name].round(1)
    else:
        for place in range(len(rows)):
            name = str(rng.choice(texts))
            cell = str(rows.iloc[place][name])
            new = slip(rng, cell) if kind == "typo" else [cell.upper(), cell.lower(), f" {cell}", f"{cell} "][int(rng.integers(4))]
            rows.iloc[place, rows.columns.get_loc(name)] = new
    return rows


def by_kind(seed: int, number: int) -> None:
    print(f"### Rows: {number:,}, and 2 % of them once more, changed (named by any check of duplicates of rows)\n")
    print("| table | change | planted | named | recall | precision |\n|---|---|---|---|---|---|")
    for name, make in (("customers", table), ("few values", coarse)):
        for kind in ("nothing", "id", "time", "rounded, all numbers", "rounded, one number", "case or blanks", "typo"):
            if name != "customers" and kind in ("id", "time"):
                continue
            rng = np.random.default_rng(seed)
            plain = make(rng, number).drop_duplicates(ignore_index=True)
            sources = plain.iloc[rng.choice(len(plain), 0 if kind == "nothing" else len(plain) // 50, replace=False)]
            copies = change(rng, kind, sources) if len(sources) else sources
            kept = (copies.astype(str) != sources.astype(str)).any(axis=1) if len(copies) else []
            whole = pd.concat([plain, copies[kept]], ignore_index=True) if len(copies) else plain
            named = set[int]()
            for check in ("near-duplicate-rows", "duplicates-but-ids"):
                for issue in measure_one(check, whole)[1]:
                    named |= set(issue.rows.positions.tolist())
            right = sum(row >= len(plain) for row in named)
            planted = len(whole) - len(plain)
            recall, precision = (f"{right / planted:.3f}" if planted else "–"), (f"{right / len(named):.3f}" if named else "–")
            print(f"| {name} | {kind} | {planted:,} | {len(named):,} | {recall} | {precision} |")
    print()


def ours(rows: Sequence[str], likeness: float) -> Flags:
    pairs = near_pairs(pl.Series(rows), likeness)
    return groups_of(pairs.first, pairs.second, len(rows)) != np.arange(len(rows))


def with_rensa(rows: Sequence[str], likeness: float) -> Flags:
    rensa = importlib.import_module("rensa")
    found = rensa.RMinHashDeduplicator(threshold=likeness, num_perm=64, use_lsh=True, num_bands=16)
    return ~np.array(found.add_pairs((str(place), list(runs(row))) for place, row in enumerate(rows)))


def with_rensa_rho(rows: Sequence[str], likeness: float) -> Flags:
    rensa = importlib.import_module("rensa")
    matrix = rensa.RMinHash.digest_matrix_from_token_sets_rho([list(runs(row)) for row in rows], 64, 1)
    return np.array(rensa.RMinHashLSH(likeness, 64, 16).query_duplicate_flags_matrix_one_shot(matrix))


def with_datasketch(rows: Sequence[str], likeness: float) -> Flags:
    sketch = importlib.import_module("datasketch")
    index, flags = sketch.MinHashLSH(threshold=likeness, num_perm=64), []
    for place, made in enumerate(sketch.MinHash.generator(([run.encode() for run in runs(row)] for row in rows), num_perm=64)):
        flags.append(bool(index.query(made)))
        index.insert(place, made)
    return np.array(flags)


def with_gaoya(rows: Sequence[str], likeness: float) -> Flags:
    index = importlib.import_module("gaoya.minhash").MinHashStringIndex(
        hash_size=32, jaccard_threshold=likeness, num_bands=16, band_size=4, analyzer="char", ngram_range=(5, 5)
    )
    index.par_bulk_insert_docs(list(range(len(rows))), list(rows))
    return np.array([min(met, default=place) < place for place, met in enumerate(index.par_bulk_query(list(rows)))])


def with_near_dupes(rows: Sequence[str], likeness: float) -> Flags:
    found = importlib.import_module("near_dupes").find_duplicates(list(rows), threshold=likeness)
    flags = np.zeros(len(rows), dtype=bool)
    for group in found.groups:
        flags[sorted(group)[1:]] = True
    return flags


LIBRARIES: dict[str, tuple[str, Callable[[Sequence[str], float], Flags], int]] = {
    "dataqa": ("dataqa", ours, 10**8),
    "rensa, all runs": ("rensa", with_rensa, 10**8),
    "rensa, rho": ("rensa", with_rensa_rho, 10**8),
    "gaoya": ("gaoya", with_gaoya, 200_000),
    "datasketch": ("datasketch", with_datasketch, 100_000),
    "near-dupes": ("near_dupes", with_near_dupes, 100_000),
}


def by_library(seed: int, sizes: Sequence[int], likeness: float) -> None:
    print(f"### Texts per second: of 16 words, one in a hundred a near copy, named from a Jaccard index of {likeness} on\n")
    print("| texts | with | CPU s | wall s | texts per second | recall from the index on | false ones |")
    print("|---" * 7 + "|")
    for size in sizes:
        rng = np.random.default_rng(seed)
        plain, known = texts(rng, size - size // 100), words(rng)
        sources = rng.choice(len(plain), size // 100, replace=False)
        copies = [changed(rng, plain[source], 0.65 + 0.3 * rng.random(), known) or plain[source] + " more" for source in sources]
        rows = [*plain, *copies]
        near = np.array([jaccard(plain[source], copy) >= likeness for source, copy in zip(sources, copies, strict=True)])
        for name, (package, run, most) in LIBRARIES.items():
            if size > most:
                continue
            try:
                importlib.import_module(package)
            except ImportError:
                continue
            cpu, wall = time.process_time(), time.perf_counter()
            flags = run(rows, likeness)
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            recall, false = flags[len(plain) :][near].mean(), int(flags[: len(plain)].sum() + flags[len(plain) :][~near].sum())
            print(f"| {size:,} | {name} | {cpu:.2f} | {wall:.2f} | {size / wall:,.0f} | {recall:.3f} | {false:,} |", flush=True)
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=100)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--likeness", type=float, default=0.7)
    parser.add_argument("--speed", type=int, nargs="*", default=[])
    parser.add_argument("--only", choices=["texts", "rows", "speed"])
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    if chosen.only in (None, "texts"):
        by_level(chosen.seed, chosen.rows, chosen.likeness)
    if chosen.only in (None, "rows"):
        by_kind(chosen.seed, chosen.rows)
    if chosen.speed:
        by_library(chosen.seed, chosen.speed, chosen.likeness)


if __name__ == "__main__":
    main()
