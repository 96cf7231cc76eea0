"""Combinations of two groups with few rows, where each group alone has enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import polars as pl

from dataqa.checks._words import named, shown
from dataqa.checks.coverage._categories import category_columns, category_counts, misspelt
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Rows

_COLUMNS = 40


@check(needs=("features",), reads=("numeric", "categorical", "boolean"), fewest=2)
def thin_slices(audit: Context) -> Iterator[Measurement]:
    """Share of the combinations of two columns' categories (and the class) that have few rows though each part alone has enough.

    Pairs with a protected column, where there is one; else only the thinnest pair of those with the fewest categories. Combinations
    that do not occur are not counted: many of them cannot; misspelt categories count as what they stand for. Of the pairs the
    thinnest are measured, at most the rule's ``shown``.
    """
    p = audit.parameters
    pairs = _pairs(audit, int(p["categories"]), int(p["codes"]), int(p["pairs"]))
    target = audit.task.target if audit.task.discrete else None
    classed = target is not None and audit.profile.columns[target].distinct <= int(p["classes"])
    found = []
    meant: dict[str, dict[str, str]] = {}
    for place, pair in enumerate(pairs):
        names = (*pair, target) if classed and target is not None else pair
        for name in names:
            if name not in meant:
                meant[name] = misspelt(audit, name)
        cells = _folded(category_counts(audit, *names), [meant[name] for name in names])
        for key in cells.columns[:-1]:
            cells = cells.with_columns(pl.col("n").sum().over(key).alias(f"{key} rows"))
        full = cells.filter(pl.all_horizontal(pl.selectors.ends_with(" rows") >= int(p["enough"])))
        thin = full.filter(pl.col("n") < int(p["few"]))
        if thin.height:
            found.append((-thin.height / full.height, place, names, full.height, thin))
    found.sort(key=lambda f: f[:2])
    # few of the combinations: two examples are enough
    found = [f for place, f in enumerate(found[: int(p["shown"])]) if place < int(p["shown_slight"]) or -f[0] >= p["slight"]]
    for share, _, names, cells_seen, thin in found if audit.task.protected else found[:1]:
        worst = thin.row(0, named=True)
        heads = [named(name) for name in names]
        example = " + ".join(shown(worst[f"c{i}"]) for i in range(len(heads)))
        yield Measurement(
            value=-share,
            unit="share of combinations",
            columns=names[:2],
            rows=_rows(audit, names, thin, [meant[name] for name in names]),
            details={
                "says": f"{', '.join(heads[:-1])} and {heads[-1]}",
                "worst": f"{example} ({worst['n']:,})",
                "have": Phrase("has" if thin.height == 1 else "have"),
                "thin": thin.height,
                "cells": cells_seen,
                "few": int(p["few"]),
            },
        )


def _pairs(audit: Context, categories: int, codes: int, most: int) -> list[tuple[str, str]]:
    """Return the pairs to look at: with a protected column if there is one, the fewest categories first."""
    protected = set(audit.task.protected)
    columns = sorted(category_columns(audit, categories, codes), key=lambda c: (c.name not in protected, c.distinct))[:_COLUMNS]
    pairs = [(a, b) for a, b in combinations(columns, 2) if not protected or {a.name, b.name} & protected]
    pairs.sort(key=lambda pair: (-len({pair[0].name, pair[1].name} & protected), pair[0].distinct * pair[1].distinct))
    place = {name: i for i, name in enumerate(audit.task.columns)}
    return [(a.name, b.name) if place[a.name] < place[b.name] else (b.name, a.name) for a, b in pairs[:most]]


def _folded(cells: pl.DataFrame, meant: list[dict[str, str]]) -> pl.DataFrame:
    """Count misspelt categories with what they stand for."""
    if not any(meant):
        return cells
    keys = [f"c{i}" for i in range(len(meant))]
    cells = cells.with_columns(pl.col(key).replace(known) for key, known in zip(keys, meant, strict=True) if known)
    return cells.group_by(keys).agg(pl.col("n").sum()).sort("n", *keys)


def _rows(audit: Context, names: tuple[str, ...], thin: pl.DataFrame, meant: list[dict[str, str]]) -> Rows:
    """Return the rows of thin combinations, the thinnest first."""
    keys = [f"c{i}" for i in range(len(names))]
    frame = audit.engine.take(np.arange(audit.rows), names).rename(dict(zip(names, keys, strict=True))).with_row_index("row")
    frame = frame.with_columns(pl.col(key).replace(known) for key, known in zip(keys, meant, strict=True) if known)
    positions = frame.join(thin.select(*keys, "n"), on=keys).sort("n", "row").get_column("row")
    return Rows(positions=positions.to_numpy().astype(np.int64))
