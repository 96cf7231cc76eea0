"""What one column alone tells about the target."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Codes, Floats
from dataqa.probe.folds import FOLDS
from dataqa.probe.skill import Target

_PRIOR = 2.0
"""Rows' worth of the overall mean that every code starts with: a code seen once tells little."""


def out_of_fold(codes: Codes, target: Target, folds: Codes) -> Floats:
    """Predict each row by the mean target of the rows with its code in the other folds (a cross-fitted target encoding).

    Parameters
    ----------
    codes : ndarray of int64, shape (n,)
        Of the column, from 0 on.
    target : Target
        Of the same rows.
    folds : ndarray of int64, shape (n,)
        Which fold a row is in.

    Returns
    -------
    ndarray of float64, shape (n, classes) or (n,)
        Shrunk towards the overall mean of the other folds (Micci-Barreca 2001).
    """
    if not target.discrete:
        return _means(codes, target.values.astype(np.float64), folds)
    columns = [_means(codes, (target.values == k).astype(np.float64), folds) for k in range(len(target.classes))]
    return np.stack(columns, axis=1)


def _means(codes: Codes, values: Floats, folds: Codes) -> Floats:
    size = int(codes.max()) + 1
    cell = codes * FOLDS + folds
    sums = np.bincount(cell, weights=values, minlength=size * FOLDS).reshape(size, FOLDS)
    counts = np.bincount(cell, minlength=size * FOLDS).reshape(size, FOLDS)
    others, rows = sums.sum(axis=1, keepdims=True) - sums, counts.sum(axis=1, keepdims=True) - counts
    overall = others.sum(axis=0) / np.maximum(rows.sum(axis=0), 1)
    return np.asarray(((others + _PRIOR * overall) / (rows + _PRIOR)).ravel()[cell], dtype=np.float64)
