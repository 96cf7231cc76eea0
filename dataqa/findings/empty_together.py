"""Columns that are empty in the same rows, and so have one cause."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of


def blocks_of(audit: Context) -> list[list[str]]:
    """Return the columns with empty cells, those that are empty together as one block; the emptiest first.

    Two columns belong together where the rows that are empty in both are nearly all of those empty in either (Jaccard 1901), and
    where that is no mere chance of columns that are hardly ever filled: their correlation (phi: Yule 1912) is high, too. Compared
    in the row sample, and only the columns with most empty cells.
    """
    limits = parameters_of("empty-together")
    holed = [column for column, _ in audit.profiles() if 0 < column.nulls < column.rows]
    holed.sort(key=lambda column: (-column.nulls, column.name))
    names = [column.name for column in holed[: int(limits["most_columns"])]]
    if not names:
        return []
    empty = audit.profile.sample.select(pl.col(names).is_null()).to_numpy().astype(np.float32)
    both = (empty.T @ empty).astype(np.float64)
    single, rows = np.diag(both), float(len(empty))
    either = single[:, None] + single[None, :] - both
    spread = np.sqrt(single * (rows - single))
    # of columns that are never filled in the sample nothing is known
    phi = (rows * both - single[:, None] * single[None, :]) / np.maximum(spread[:, None] * spread[None, :], 1e-9)
    alike = (both >= limits["least_shared"] * either) & (both >= limits["least_rows"]) & (phi >= limits["least_phi"])
    order = {name: place for place, name in enumerate(audit.task.columns)}
    return [sorted((names[place] for place in block), key=order.__getitem__) for block in _grouped(alike)]


def _grouped(alike: np.ndarray) -> Iterator[list[int]]:
    free = list(range(len(alike)))
    while free:
        # every member is like the first, the emptiest: no chain that ends in columns unlike each other
        block = [place for place in free if place == free[0] or alike[free[0], place]]
        free = [place for place in free if place not in block]
        yield block
