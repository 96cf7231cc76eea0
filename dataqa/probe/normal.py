"""Numbers as normal scores: one scale for prices and temperatures, which no wild value can stretch."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats


class NormalScores:
    """The rank-based inverse normal transformation (van der Waerden 1952), fitted to some numbers, applied to any.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Finite numbers. Equal ones share the mean of their ranks; of none, each number has the score 0.
    """

    def __init__(self, values: Floats) -> None:
        from scipy.special import ndtri

        self._values, counts = np.unique(values if len(values) else np.zeros(1), return_counts=True)
        middle = np.cumsum(counts) - (counts - 1) / 2
        self._scores = np.asarray(ndtri(middle / (counts.sum() + 1)), dtype=np.float64)

    def scores(self, values: Floats) -> Floats:
        """Return the normal score of each number; between two that were seen it is interpolated, beyond them it ends."""
        return np.interp(values, self._values, self._scores)

    def numbers(self, scores: Floats) -> Floats:
        """Return the numbers that have these scores."""
        return np.interp(scores, self._scores, self._values)
