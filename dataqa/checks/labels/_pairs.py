"""Two rows alike with two labels: one of them is wrong."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.arrays import Floats, Hashes


def one_of_two(keys: Hashes, given: npt.NDArray[np.generic], wrong: Floats) -> Floats:
    """Return chances to be wrong that add up to one in each pair of equal rows with different labels.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n,)
        Equal rows have equal keys.
    given : ndarray, shape (n,)
        Labels.
    wrong : ndarray of float64, shape (n,)
        Each row's chance by itself.

    Returns
    -------
    ndarray of float64, shape (n,)
        Of pairs in proportion to the odds; all others as they were: of three or more copies chance may have its part.
    """
    frame = pl.DataFrame({"key": keys, "given": given, "odds": np.clip(wrong, 1e-4, 1 - 1e-4)})
    frame = frame.with_columns(pl.col("odds") / (1 - pl.col("odds")))
    pair = (pl.len().over("key") == 2) & (pl.col("given").n_unique().over("key") == 2)
    shared = frame.select(pl.when(pair).then(pl.col("odds") / pl.col("odds").sum().over("key"))).to_series()
    return np.where(shared.is_null(), wrong, shared.fill_null(0.0).to_numpy())
