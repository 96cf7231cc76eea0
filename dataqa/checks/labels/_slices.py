"""Where named rows gather: the value of a column that holds far more of them than the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.context import Context
from dataqa.statistics import Z95

_COLUMNS, _GROUPS, _ROWS = 50, 20, 50


def worst_slice(audit: Context, positions: npt.NDArray[np.int64], named: npt.NDArray[np.int64]) -> str:
    """Return in words where labels look wrong at least twice as often as elsewhere; empty where nowhere surely.

    Parameters
    ----------
    audit : Context
        Whose categorical, boolean and time columns are looked at, the first fifty, each with at most twenty values.
    positions : ndarray of int64, shape (n,)
        Rows that have a label.
    named : ndarray of int64
        Places in `positions` of those that look wrong.

    Returns
    -------
    str
        ``"where site is B (12.0 % look wrong, elsewhere 3.1 %)"``. The difference exceeds its standard error by what a normal
        deviate exceeds once in twenty trials of all slices together (Bonferroni).
    """
    hit = np.zeros(len(positions), dtype=bool)
    hit[named] = True
    names = [
        column.name
        for column, part in audit.profiles("categorical", "boolean", "group", "time", "split")
        if column.exact and 2 <= column.distinct <= _GROUPS and part.clock in ("", "year")
    ][:_COLUMNS]
    best, told = 0.0, ""
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
                best, told = lead, f"where {name} is {value} ({here:.1%} look wrong, elsewhere {there:.1%})"
    return told
