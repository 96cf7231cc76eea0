"""How much the largest of some amounts hold of the whole, and how unequal they are."""

from __future__ import annotations

import math

import numpy as np

from dataqa.arrays import Floats
from dataqa.statistics import Z95


def top_share(amounts: Floats, part: float) -> tuple[float, float, float]:
    """Return the share of the whole that the largest part of some amounts holds, with its 95 % interval.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        None of them below 0, and not all 0.
    part : float
        How many of them count as the largest, as a share of n; at least one does.

    Returns
    -------
    tuple of float
        Share, lower and upper end (Langel & Tillé 2011, Metrika 73:71–89: linearised, the cut is estimated, too).
    """
    ordered = np.sort(amounts)[::-1]
    ordered = ordered / ordered[0]
    n = len(ordered)
    count = max(1, round(part * n))
    share = float(ordered[:count].sum() / ordered.sum())
    cut, top = ordered[count - 1], np.arange(n) < count
    influence = (np.where(top, ordered - cut, 0.0) + cut * count / n - share * ordered) / ordered.mean()
    half = Z95 * float(influence.std()) / math.sqrt(n)
    return share, max(0.0, share - half), min(1.0, share + half)


def gini(amounts: Floats) -> tuple[float, float, float]:
    """Return the Gini coefficient of some amounts with its 95 % interval.

    Returns
    -------
    tuple of float
        0 where all are equal, towards 1 where one has it all (Gini 1912); lower and upper end by linearisation (Deville 1999,
        Surv. Methodol. 25:193–203).
    """
    ordered = np.sort(amounts)
    n, mean = len(ordered), float(ordered.mean())
    ranks = np.arange(1, n + 1) / n
    value = float(2 * (ranks * ordered).sum() / (n * mean) - (n + 1) / n)
    above = mean - np.cumsum(ordered) / n
    influence = 2 * (ordered * ranks + above) / mean - (value + 1) * (ordered / mean + 1)
    half = Z95 * float(influence.std()) / math.sqrt(n)
    return value, max(0.0, value - half), min(1.0, value + half)


def skewness(values: Floats) -> float:
    """Return the third standardised moment; 0 where nothing varies."""
    centred = values - values.mean()
    centred = centred / max(float(np.abs(centred).max()), 1e-300)
    spread = float((centred**2).mean())
    return float((centred**3).mean()) / spread**1.5 if spread > 0 else 0.0
