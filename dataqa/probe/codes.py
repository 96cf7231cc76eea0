"""A column as few whole numbers: bins of a number, categories, and one for rows without a value."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Codes

BINS = 24
_FEW = 60


def codes_of(series: pl.Series) -> Codes:
    """Return a code a cell, nulls having one of their own.

    Parameters
    ----------
    series : polars.Series
        Of any dtype that a Table holds.

    Returns
    -------
    ndarray of int64, shape (n,)
        0 for nulls; numbers with many different values in bins of equal counts; texts and other values one code each.
    """
    if series.dtype.is_temporal():
        series = series.dt.epoch("us")
    if series.dtype.is_numeric() and series.n_unique() > _FEW:
        return _binned(series)
    return series.rank("dense").fill_null(0).to_numpy().astype(np.int64)


def _binned(series: pl.Series) -> Codes:
    array = series.cast(pl.Float64).to_numpy()
    there = ~np.isnan(array)
    edges = np.unique(np.quantile(array[there], np.linspace(0, 1, BINS + 1)[1:-1], method="lower"))
    return np.where(there, np.searchsorted(edges, array, side="left") + 1, 0)
