"""Combinations of two groups with few rows, where each group alone has enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import named, shown
from dataqa.checks.coverage._categories import category_columns, category_counts, misspelt
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters

_COLUMNS = 40


class Parameters(CheckParameters):
    """Parameters of `thin-slices`."""

    categories: Annotated[int, Field(ge=2)]
    """Categories up to which a column of texts or flags is looked at."""
    codes: Annotated[int, Field(ge=2)]
    """Distinct small whole numbers up to which a column of numbers counts as codes of categories."""
    classes: Annotated[int, Field(ge=2)]
    """Classes up to which the target is part of the combinations."""
    enough: Annotated[int, Field(ge=1)]
    """Rows that each category and class of a combination must have on its own."""
    few: Annotated[int, Field(ge=1)]
    """Rows below which a combination has few."""
    pairs: Annotated[int, Field(ge=1)]
    """Pairs of columns that are looked at, at most."""
    shown: Annotated[int, Field(ge=1)]
    """Pairs that are measured, at most."""
    shown_slight: Annotated[int, Field(ge=0)]
    """The same for pairs in which only a small share of the combinations has few rows."""
    slight: Annotated[float, Field(ge=0, le=1)]
    """That small share."""


@check(needs=("features", "all rows"), reads=("numeric", "categorical", "boolean"), fewest=2, parameters=Parameters)
def thin_slices(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the combinations of two columns' categories (and the class) that have few rows though each part alone has enough.

    Measured are pairs with a protected column if there is one, at most ``shown`` of them; otherwise only the pair with the largest
    share, among those with the fewest categories. Combinations that do not occur are not counted, because many of them cannot;
    misspelt categories count as the category that they stand for.
    """
    p = audit.parameters
    pairs = _pairs(audit, p.categories, p.codes, p.pairs)
    target = audit.task.target if audit.task.discrete else None
    classed = target is not None and audit.profile.columns[target].distinct <= p.classes
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
        full = cells.filter(pl.all_horizontal(pl.selectors.ends_with(" rows") >= p.enough))
        thin = full.filter(pl.col("n") < p.few)
        if thin.height:
            found.append((-thin.height / full.height, place, names, full.height, thin))
    found.sort(key=lambda f: f[:2])
    # if few of the combinations are thin, two pairs are enough
    found = [f for place, f in enumerate(found[: p.shown]) if place < p.shown_slight or -f[0] >= p.slight]
    for share, _, names, cells_seen, thin in found if audit.task.protected else found[:1]:
        worst = thin.row(0, named=True)
        example = " + ".join(shown(worst[f"c{i}"]) for i in range(len(names)))
        yield Measurement(
            value=-share,
            unit="share of combinations",
            columns=names[:2],
            rows=_rows(audit, names, thin, [meant[name] for name in names]),
            kind="classes" if len(names) > 2 else "",
            details={
                "target": named(names[2]) if len(names) > 2 else "",
                "worst": f"{example} ({worst['n']:,})",
                "thin": thin.height,
                "cells": cells_seen,
                "few": p.few,
                "protected": float(bool(set(names) & set(audit.task.protected))),
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
