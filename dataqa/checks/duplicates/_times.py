"""Rows that differ from an earlier row only in their time."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Positions
from dataqa.checks.duplicates._copies import Copies, compared_without_ids, copies_but_ids, copies_of, exact_copies
from dataqa.checks.duplicates._entities import entities_but_copies
from dataqa.context import Context
from dataqa.sources.column_names import helper

_PAIRS, _SERIAL, _COLUMNS = 5_000, 0.2, 100
_ROW, _TIME = helper("row"), helper("time")
"""Pairs of neighbouring rows and columns by which a series is recognised, and how similar its neighbours are."""


def same_but_for_time(audit: Context, time: str) -> tuple[list[str], Copies] | None:
    """Return the columns compared, and the rows that equal an earlier one in them; None in a series, where neighbours are alike.

    Left out are rows that equal an earlier one exactly or in all but ids, and those of things whose repeats are known as such
    (see `entities_but_copies`).
    """
    compared, ids = compared_without_ids(audit)
    rest = [name for name in compared if name != time]
    if audit.task.kind == "forecasting" or not rest:
        return None
    frame = audit.engine.table.frame
    copies = copies_of(frame.select(rest), audit.engine.hashes(rest))
    exact = exact_copies(audit).rows
    known = np.union1d(exact, copies_but_ids(audit).rows if ids else exact)
    copies = copies.without(known)
    if not len(copies.rows) or _series(audit, time, rest):
        return None
    for one in entities_but_copies(audit).values():
        copies = copies.without(np.intersect1d(one.rows, copies.rows))
    return rest, copies


def _series(audit: Context, time: str, rest: list[str]) -> bool:
    """Return whether a row is much like the one before it (of its entity), rows that equal it wholly left aside."""
    groups = list(audit.task.having("group"))
    keys = audit.engine.table.frame.select(*groups, audit.moments(time).alias(_TIME)).with_row_index(_ROW)
    order = keys.drop_nulls(_TIME).sort(*groups, _TIME, _ROW)
    at = np.unique(np.linspace(0, max(0, order.height - 2), _PAIRS).astype(np.int64))
    if order.height < 3:
        return False
    rows = order.get_column(_ROW).to_numpy().astype(np.int64)
    names = [name for name in rest if name not in groups][:_COLUMNS]
    before, after = audit.engine.take(rows[at], [*groups, *names]), audit.engine.take(rows[at + 1], [*groups, *names])
    same = {name: before.get_column(name).eq_missing(after.get_column(name)).to_numpy() for name in before.columns}
    kept = np.all([same[name] for name in groups], axis=0) if groups else np.ones(len(at), dtype=bool)
    kept &= ~np.all([same[name] for name in names], axis=0) if names else False
    if kept.sum() < 3:
        return False
    return float(np.mean([_gain(before.get_column(name), after.get_column(name), kept) for name in names])) > _SERIAL


def _gain(before: pl.Series, after: pl.Series, kept: Bools) -> float:
    """Return how much more alike neighbours are than any two rows: by ranks of numbers (Spearman 1904), else by equal cells."""
    rows: Positions = np.flatnonzero(kept)
    ours, theirs = before.gather(rows), after.gather(rows)
    if ours.dtype.is_numeric() and ours.n_unique() > 2:
        ranks = pl.DataFrame({"a": ours.rank(), "b": theirs.rank()}).select(pl.corr("a", "b")).item()
        return 0.0 if ranks is None or not np.isfinite(ranks) else float(ranks)
    equal = float(ours.eq_missing(theirs).mean())  # type: ignore[arg-type]
    turned = float(ours.eq_missing(theirs.gather(np.roll(np.arange(len(rows)), len(rows) // 2))).mean())  # type: ignore[arg-type]
    return (equal - turned) / max(1 - turned, 1e-9) if turned < 1 else 0.0
