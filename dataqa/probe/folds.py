"""Folds that keep copies and entities together, the same for the same rows in any order."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints

FOLDS = 5
_TIMES, _AGREE = 3, 0.99
_COARSE, _REPEATED = 100, 10
"""So few different rows, or so many rows for each: equal rows are no copies."""


def folds_of(keys: Hashes, target: Floats | Ints) -> Ints:
    """Deal rows into folds.

    Rows with one key (an entity, or a hash of the features) go to one fold. Keys are dealt in turn in the order of their target
    and hash, so that each fold holds the classes, or the range of a number, in equal parts.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n,)
        Rows with equal keys belong together.
    target : ndarray, shape (n,)
        Numbers, or positions of classes.

    Returns
    -------
    ndarray of int64, shape (n,)
        0 to `FOLDS` − 1.
    """
    rows = pl.DataFrame({"key": keys, "target": target})
    groups = rows.group_by("key").agg(pl.col("target").median()).sort("target", "key").with_row_index("place")
    dealt = rows.join(groups.select("key", "place"), on="key", how="left", maintain_order="left")
    return dealt.get_column("place").to_numpy().astype(np.int64) % FOLDS


def fold_hashes(frame: pl.DataFrame) -> Hashes:
    """Return a hash a row in which 1 and 1.0 are the same: a gap in a column of counts must not deal other folds."""
    return frame.with_columns(pl.selectors.integer().cast(pl.Float64)).hash_rows(seed=3).to_numpy()


def mixed_order(frame: pl.DataFrame) -> Ints:
    """Return an order of the rows that is as good as random, and follows from their content alone; copies are spread."""
    keyed = pl.DataFrame({"row": fold_hashes(frame)}).with_columns(pl.int_range(pl.len()).over("row").alias("copy"))
    return keyed.hash_rows(seed=5).arg_sort().to_numpy().astype(np.int64)


def coarse(frame: pl.DataFrame, keys: Hashes, target: Floats | Ints) -> bool:
    """Return whether columns have so few values that nearly all rows are alike by chance: a fold would hold what no other has seen.

    Parameters
    ----------
    frame, keys, target
        As of `copied`.
    """
    rows, different = frame.height, len(np.unique(keys))
    if different >= max(min(_COARSE, rows / 2), rows / _REPEATED):
        return False
    return not copied(frame, keys, target)


def copied(frame: pl.DataFrame, keys: Hashes, target: Floats | Ints) -> bool:
    """Return whether rows that repeat are copies, and not alike because their columns have few values.

    Copies bring their target along, and columns that vary on their own would give many more different rows.

    Parameters
    ----------
    frame : polars.DataFrame, shape (n, features)
        The features.
    keys : ndarray of uint64, shape (n,)
        Equal for rows with equal features.
    target : ndarray, shape (n,)
        Of these rows.
    """
    rows = pl.DataFrame({"key": keys, "target": target})
    agree = rows.select((pl.col("target") == pl.col("target").first().over("key")).mean()).item()
    if agree is None or agree < _AGREE:
        return False
    mixed = frame.select(pl.col(name).shuffle(seed=place) for place, name in enumerate(frame.columns))
    return len(np.unique(fold_hashes(mixed))) >= _TIMES * len(np.unique(keys))
