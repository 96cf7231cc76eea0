"""Where suspect rows accumulate: the value of a column with far more of them than the other rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Ints
from dataqa.context import Context
from dataqa.statistics import Z95

_COLUMNS, _GROUPS, _ROWS = 50, 20, 50


def worst_slice(audit: Context, positions: Ints, suspects: Ints) -> dict[str, Any]:
    """Return where labels look wrong at least twice as often as elsewhere; empty if this is certain nowhere.

    Parameters
    ----------
    audit : Context
        Its categorical, boolean and time columns are searched: the first fifty, each with at most twenty values.
    positions : ndarray of int64, shape (n,)
        Rows that have a label.
    suspects : ndarray of int64
        Places in `positions` of those that look wrong.

    Returns
    -------
    dict
        ``{"slice_column": "site", "slice_value": "B", "slice_rate": 0.12, "elsewhere_rate": 0.031}``. The difference exceeds its
        standard error by what a normal deviate exceeds once in twenty trials of all slices together (Bonferroni).
    """
    hit = np.zeros(len(positions), dtype=bool)
    hit[suspects] = True
    names = [
        column.name
        for column, part in audit.profiles("categorical", "boolean", "group", "time", "split")
        if column.exact and 2 <= column.distinct <= _GROUPS and part.clock in ("", "year")
    ][:_COLUMNS]
    best, found = 0.0, dict[str, Any]()
    tried = max(1, sum(audit.profile.columns[name].distinct for name in names))
    bound = Z95 + np.sqrt(2 * np.log(tried))
    for name in names:
        cells = audit.engine.take(positions, [name]).get_column(name)
        groups = (
            pl.DataFrame({"value": cells, "hit": hit})
            .drop_nulls()
            .group_by("value")
            .agg(pl.len(), pl.col("hit").sum())
            .sort("value")
        )
        for value, rows, hits in groups.iter_rows():
            others = len(positions) - rows
            if rows < _ROWS or others < _ROWS:
                continue
            here, there = hits / rows, (hit.sum() - hits) / others
            overall = hit.mean()
            error = float(np.sqrt(overall * (1 - overall) * (1 / rows + 1 / others)))
            lead = (here - there) / error if error else 0.0
            if here >= 2 * there and lead > max(bound, best):
                best = lead
                found = {"slice_column": name, "slice_value": str(value), "slice_rate": here, "elsewhere_rate": float(there)}
    return found
