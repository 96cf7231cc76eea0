"""How many other rows a row is expected to equal by mere chance: on a few coarse columns repeats are natural."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context

Floats = npt.NDArray[np.float64]


def twins_by_chance(audit: Context, columns: Sequence[str]) -> Floats:
    """Return, for each row, how many other rows would equal it if one half of the columns knew nothing of the other half.

    The columns are halved twice, in the middle and in turn; within a half all dependence is kept. Where L other rows share a row's
    left half and R its right half, L × R / rows are expected to share both; of the two halvings the larger figure counts. A text is
    never the same by chance. With a single column that is no text all repeats are chance.

    Parameters
    ----------
    audit : Context
        The rows.
    columns : sequence of str
        Those in which rows are compared.

    Returns
    -------
    ndarray of float64, shape (rows,)
        Expected numbers of twins.
    """
    telling = [name for name in columns if audit.profile.columns[name].distinct + (audit.profile.columns[name].nulls > 0) > 1]
    texts = [name for name in telling if audit.task.columns[name].role in ("text", "image", "nested")]
    expected = np.zeros(audit.rows)
    halves = _halves(telling)
    for left, right in halves:
        together = _others(audit, left) * _others(audit, right) / max(1, audit.rows - 1)
        expected = np.maximum(expected, together)
    if not halves:
        expected = _others(audit, telling)
    if texts:
        frame = audit.engine.table.frame
        expected[~frame.select(pl.all_horizontal(pl.col(texts).is_null())).to_series().to_numpy()] = 0.0
    return expected


def copies_by_chance(twins: Floats, sizes: npt.NDArray[np.int64]) -> float:
    """Return how many rows are expected to be copies of another: the mean of a Poisson count that is not 0, less 1, over groups.

    Parameters
    ----------
    twins : ndarray of float64, shape (rows,)
        See `twins_by_chance`.
    sizes : ndarray of int64, shape (rows,)
        For each row the number of rows equal to it, itself included.
    """
    safe = np.maximum(twins, 1e-9)
    return float(((safe / -np.expm1(-safe) - 1) / sizes).sum())


def _others(audit: Context, columns: Sequence[str]) -> Floats:
    """Return the number of other rows that equal each row in some columns."""
    hashes = pl.Series("hash", audit.engine.hashes(list(columns)))
    return hashes.to_frame().select(pl.len().over("hash")).to_series().to_numpy().astype(np.float64) - 1


def _halves(columns: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    if len(columns) < 2:
        return []
    middle = len(columns) // 2
    cuts = [(columns[:middle], columns[middle:]), (columns[::2], columns[1::2])]
    return cuts if len(columns) > 2 else cuts[:1]
