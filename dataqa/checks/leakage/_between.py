"""Rows that lie exactly between two others."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Bools, Floats, Ints

_CHUNK = 100


def lie_between(rows: Floats, ends: Floats, neighbours: int, tolerance: float) -> Bools:
    """Return which rows lie on the straight line between two others, as rows made by SMOTE do (Chawla et al. 2002).

    Parameters
    ----------
    rows : ndarray of float64, shape (n, d)
        Standardised numbers, all present.
    ends : ndarray of float64, shape (m, d)
        Rows that may be the ends; `rows` themselves among them do no harm.
    neighbours : int
        How many of the nearest ends are tried, in pairs.
    tolerance : float
        How far off the line a row may be, as a share of the distance of the ends.
    """
    from scipy.spatial import cKDTree

    near = np.asarray(cKDTree(ends).query(rows, k=min(neighbours, len(ends)))[1], dtype=np.int64)
    found = np.zeros(len(rows), dtype=bool)
    if near.ndim < 2 or near.shape[1] < 2:
        return found
    first, second = np.triu_indices(near.shape[1], 1)
    for start in range(0, len(rows), _CHUNK):
        part = slice(start, start + _CHUNK)
        found[part] = _on_a_line(rows[part], ends, near[part][:, first], near[part][:, second], tolerance)
    return found


def _on_a_line(rows: Floats, ends: Floats, first: Ints, second: Ints, tolerance: float) -> Bools:
    start, along = ends[first], ends[second] - ends[first]
    offset = rows[:, None, :] - start
    length = (along**2).sum(axis=2)
    share = (offset * along).sum(axis=2) / np.maximum(length, 1e-300)
    off = ((offset - share[:, :, None] * along) ** 2).sum(axis=2)
    # ends that are the row itself prove nothing
    inside = (share > 1e-3) & (share < 1 - 1e-3) & (length > 1e-12)
    return np.asarray((inside & (off <= tolerance**2 * length)).any(axis=1))
