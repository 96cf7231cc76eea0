"""How many other rows a row is expected to equal by mere chance: on a few coarse columns repeats are natural."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.context import Context

Floats = npt.NDArray[np.float64]


def twins_by_chance(audit: Context, columns: Sequence[str]) -> tuple[Floats, Floats]:
    """Return, for each row, how many other rows would equal it by chance, judged by the rows that nearly do.

    The columns are dealt into three blocks A, B and C. Among the rows that share a row's C, those that share A but not B, those
    that share B but not A, and those that share neither say how many are to be expected to share both, if A and B have nothing to
    do with each other once C is known: a × b / (c + 1), as in counting with two lists (Chapman 1951). True copies have no part in
    it. Each block is C once, for blocks of neighbours and for blocks dealt in turn, which gives six figures. A text, or a
    name where most differ, is never the same by chance; in a single column of other cells all repeats are.

    Parameters
    ----------
    audit : Context
        The rows.
    columns : sequence of str
        Those in which rows are compared.

    Returns
    -------
    tuple of ndarray of float64, shape (rows,)
        Expected numbers of twins: the median of the figures, and the largest.
    """
    telling = [name for name in columns if audit.profile.columns[name].distinct + (audit.profile.columns[name].nulls > 0) > 1]
    texts = [name for name in telling if _unmistakable(audit, name)]
    usual = most = np.full(audit.rows, np.inf)
    if len(telling) > 1:
        twins = _others(audit, telling)
        deals = [
            (blocks[place], blocks[place - 1], blocks[place - 2])
            for blocks in _blocks(telling)
            for place in range(3)
            if blocks[place] and blocks[place - 1]
        ]
        figures = [_expected(audit, *deal, twins) for deal in deals]
        usual, most = np.median(figures, axis=0), np.max(figures, axis=0)
    if texts:
        alike = audit.engine.table.frame.select(pl.all_horizontal(pl.col(texts).is_null())).to_series().to_numpy()
        usual, most = np.where(alike, usual, 0.0), np.where(alike, most, 0.0)
    return usual, most


def copies_by_chance(twins: Floats, sizes: npt.NDArray[np.int64]) -> float:
    """Return how many rows are expected to be copies of another: the mean of a Poisson count that is not 0, less 1, over groups.

    Parameters
    ----------
    twins : ndarray of float64, shape (rows,)
        See `twins_by_chance`.
    sizes : ndarray of int64, shape (rows,)
        For each row the number of rows equal to it, itself included.
    """
    safe = np.maximum(twins, 1e-6)
    # of very few twins half are a copy of the other: the limit of the formula
    copies = np.where(twins < 1e-6, twins / 2, safe / -np.expm1(-safe) - 1)
    return float((copies / sizes).sum())


def _unmistakable(audit: Context, name: str) -> bool:
    """Return whether a column holds text or images, or names of which most differ."""
    column = audit.profile.columns[name]
    if audit.task.columns[name].role in ("text", "image", "nested"):
        return True
    return column.kind == "text" and column.distinct >= 0.5 * column.present


def _expected(audit: Context, first: Sequence[str], second: Sequence[str], given: Sequence[str], twins: Floats) -> Floats:
    with_first, with_second = _others(audit, [*given, *first]), _others(audit, [*given, *second])
    neither = _others(audit, given) - with_first - with_second + twins
    return (with_first - twins) * (with_second - twins) / (neither + 1)


def _others(audit: Context, columns: Sequence[str]) -> Floats:
    """Return the number of other rows that equal each row in some columns."""
    hashes = pl.Series("hash", audit.engine.hashes(sorted(columns)))
    return hashes.to_frame().select(pl.len().over("hash")).to_series().to_numpy().astype(np.float64) - 1


def _blocks(columns: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Deal columns into three blocks: neighbours together, and in turn. Of two columns the third block is empty."""
    ends = np.linspace(0, len(columns), 4).round().astype(int).tolist()
    together = (columns[: ends[1]], columns[ends[1] : ends[2]], columns[ends[2] :])
    if len(columns) < 3:
        return [(columns[:1], columns[1:], ())]
    return [together, (columns[::3], columns[1::3], columns[2::3])] if len(columns) > 3 else [together]
