"""Rows that have the same name as an earlier row, and agree with it in most other columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Positions
from dataqa.checks.duplicates._copies import exact_copies
from dataqa.checks.text_keys import text_keys
from dataqa.context import Context
from dataqa.sources.column_names import helper

_COLUMNS = 100
_NAMES, _UNIQUE, _MOST = 0.5, 0.97, 0.5
"""Shares of different values between which a column of text names things that may come again; the share that is most."""
_LEAST_COLUMNS = 4
_ROWS = helper("rows")


@dataclass(frozen=True, slots=True)
class AgreeingRows:
    """Rows that have the name of an earlier row, and agree with the rows of that name.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Positions of those that agree with the others of their name in most columns, and in all that name things with one at least;
        ascending, the first row of each name left out.
    agreement : ndarray of float64, shape (n,)
        For each of them the share of cells that it has in common with another row of its name, on average.
    repeats : int
        All rows that have the name of an earlier row.
    by_chance : float
        The share of the other columns in which any two rows of the data agree.
    differing : tuple of str
        The columns in which they differ, most often first.
    """

    rows: Positions
    agreement: Floats
    repeats: int
    by_chance: float
    differing: tuple[str, ...]


def entities_but_copies(audit: Context) -> dict[str, AgreeingRows]:
    """Return `entities` of the rows that equal no earlier row; looked for once an audit."""
    return audit.once(_but_copies)


def _but_copies(audit: Context) -> dict[str, AgreeingRows]:
    return entities(audit, exact_copies(audit).rows)


def entities(audit: Context, left_out: Positions) -> dict[str, AgreeingRows]:
    """Return the columns that name things, and whose repeats mostly agree in most other columns, too; with these rows.

    Parameters
    ----------
    audit : Context
        The rows.
    left_out : ndarray of int64
        Rows that another check names already.

    Returns
    -------
    dict
        The column with the most rows first; one that names mostly the same rows again is left out, and so is everything where
        a column says which entity a row belongs to: then folds keep entities together.
    """
    if audit.task.having("group") or len(audit.task.columns) < _LEAST_COLUMNS:
        return {}
    shares = {
        column.name: column.distinct / column.present
        for column, _ in audit.profiles("text", "categorical")
        if column.kind == "text" and column.present
    }
    names = [name for name, share in shares.items() if share >= _NAMES]
    found = {name: _alike(audit, name, names, left_out) for name in names if shares[name] <= _UNIQUE}
    kept: dict[str, AgreeingRows] = {}
    for name, one in sorted(found.items(), key=lambda item: -len(item[1].rows)):
        known = any(np.isin(one.rows, other.rows).mean() >= _MOST for other in kept.values()) if len(one.rows) else True
        if not known and len(one.rows) >= _MOST * one.repeats:
            kept[name] = one
    return kept


def _alike(audit: Context, name: str, names: list[str], left_out: Positions) -> AgreeingRows:
    """Compare each row with the other rows of its name."""
    others = [
        other
        for other, part in audit.task.columns.items()
        if other != name and part.role not in ("id", "split", "constant", "nested", "image")
    ][:_COLUMNS]
    kept = np.setdiff1d(np.arange(audit.rows), left_out)
    key = text_keys(audit, name).gather(kept).alias("key").to_frame()
    key = key.with_columns(pl.Series("row", kept), pl.len().over("key").alias("size")).drop_nulls("key").filter(pl.col("size") > 1)
    repeats = key.height - key.get_column("key").n_unique()
    if not others:
        return AgreeingRows(np.empty(0, dtype=np.int64), np.empty(0), repeats, 1.0, ())
    cells = audit.engine.take(key.get_column("row").to_numpy(), others)
    size = key.get_column("size").to_numpy().astype(np.int64)
    same: dict[str, Floats] = {}  # for each column the share of the other rows of its name that have a row's cell
    for other in others:
        pairs = pl.DataFrame([key.get_column("key"), cells.get_column(other).alias("cell")])
        same[other] = (pairs.select(pl.len().over("key", "cell")).to_series().to_numpy() - 1) / (size - 1)
    agreement = np.mean(list(same.values()), axis=0)
    enough = agreement >= _MOST
    for other in set(names) & set(same):
        enough &= same[other] > 0
    found = key.with_columns(pl.Series("agreement", agreement)).filter(enough)
    found = found.filter(pl.col("row") != pl.col("row").min().over("key"))
    shares = {other: float(shared[enough].mean()) if enough.any() else 1.0 for other, shared in same.items()}
    return AgreeingRows(
        rows=found.get_column("row").to_numpy().astype(np.int64),
        agreement=found.get_column("agreement").to_numpy(),
        repeats=repeats,
        by_chance=float(np.mean([_chance(audit, other) for other in others])),
        differing=tuple(sorted((other for other in others if shares[other] < 1), key=lambda other: (shares[other], other))),
    )


def _chance(audit: Context, column: str) -> float:
    """Return the chance that two rows of the sample have the same cell (Simpson 1949)."""
    counts = audit.profile.sample.group_by(column).len(name=_ROWS).get_column(_ROWS).cast(pl.Float64)
    total = float(counts.sum())
    return float((counts * (counts - 1)).sum()) / (total * (total - 1)) if total > 1 else 1.0
