"""Intervals and effect sizes that several checks use; each names its source."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from dataqa.arrays import Bools, Floats

Z95 = 1.959963984540054
"""97.5 % quantile of the normal distribution: a two-sided 95 % interval."""


def bonferroni(trials: int) -> float:
    """Return the normal quantile at which the 95 % intervals of all trials hold together (Bonferroni; Dunn 1961, JASA 56:52–64)."""
    return NormalDist().inv_cdf(1 - 0.025 / max(1, trials))


def wilson(hits: float, trials: float, z: float = Z95) -> tuple[float, float]:
    """Return the 95 % score interval of a proportion (Wilson 1927, JASA 22:209–212).

    Parameters
    ----------
    hits, trials : float
        How often it happened, and how often it could have; ``0 <= hits <= trials``.
    z : float
        Normal quantile: another one gives another level (see `bonferroni`).

    Returns
    -------
    tuple of float
        Lower and upper bound, within 0 and 1; (0, 1) without trials.
    """
    if trials <= 0:
        return (0.0, 1.0)
    share = hits / trials
    z2 = z * z / trials
    centre = (share + z2 / 2) / (1 + z2)
    half = z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2)
    # at the ends the bound is exact; float error must not move it past the share itself
    return (0.0 if hits == 0 else max(0.0, centre - half), 1.0 if hits == trials else min(1.0, centre + half))


def poisson(count: float) -> tuple[float, float]:
    """Return the 95 % interval of the mean of a Poisson variable that was counted once (Garwood 1936, Biometrika 28:437–442)."""
    from scipy.special import gammaincinv

    return (float(gammaincinv(count, 0.025)) if count > 0 else 0.0, float(gammaincinv(count + 1, 0.975)))


def newcombe(hits_a: float, trials_a: float, hits_b: float, trials_b: float, z: float = Z95) -> tuple[float, float]:
    """Return the 95 % interval of a difference of two proportions, a − b (Newcombe 1998, Stat. Med. 17:873–890, method 10).

    Parameters
    ----------
    hits_a, trials_a, hits_b, trials_b : float
        Counts of the two groups.
    z : float
        Normal quantile, as of `wilson`.

    Returns
    -------
    tuple of float
        Lower and upper bound, within −1 and 1; (−1, 1) where a group is empty.
    """
    if trials_a <= 0 or trials_b <= 0:
        return (-1.0, 1.0)
    a, b = hits_a / trials_a, hits_b / trials_b
    (low_a, high_a), (low_b, high_b) = wilson(hits_a, trials_a, z), wilson(hits_b, trials_b, z)
    return (
        a - b - math.hypot(a - low_a, high_b - b),
        a - b + math.hypot(high_a - a, b - low_b),
    )


def auc(scores: Floats, hit: Bools) -> float:
    """Return the area under the ROC curve: the chance that a hit scores above a miss, ties counted half.

    Parameters
    ----------
    scores : ndarray of float64, shape (n,)
        Higher means more likely a hit.
    hit : ndarray of bool, shape (n,)
        What is to be found.

    Returns
    -------
    float
        0 to 1; 0.5 where there are no hits or no misses.
    """
    positives = int(hit.sum())
    negatives = len(hit) - positives
    if positives == 0 or negatives == 0:
        return 0.5
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2  # mean rank of each distinct score
    ranks = middle[inverse]
    return float((ranks[hit].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def auc_interval(area: float, positives: int, negatives: int) -> tuple[float, float]:
    """Return the 95 % interval of an AUC (Hanley & McNeil 1982, Radiology 143:29–36).

    Parameters
    ----------
    area : float
        The AUC, 0 to 1.
    positives, negatives : int
        Rows of each kind.

    Returns
    -------
    tuple of float
        Lower and upper bound, within 0 and 1; (0, 1) where a kind is absent.
    """
    if positives < 1 or negatives < 1:
        return (0.0, 1.0)
    q1, q2 = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area) + (positives - 1) * (q1 - area**2) + (negatives - 1) * (q2 - area**2)
    half = Z95 * math.sqrt(max(variance, 0.0) / (positives * negatives))
    return (max(0.0, area - half), min(1.0, area + half))


def r2_interval(r2: float, rows: int) -> tuple[float, float]:
    """Return a large-sample 95 % interval of R² (Olkin & Finn 1995, Psychol. Bull. 118:155–164).

    Parameters
    ----------
    r2 : float
        Share of variance explained; values outside 0 to 1 are brought back.
    rows : int
        Of the fit, on one predictor.

    Returns
    -------
    tuple of float
        Lower and upper bound, within 0 and 1.
    """
    share = min(1.0, max(0.0, r2))
    if rows <= 4:
        return (0.0, 1.0)
    variance = 4 * share * (1 - share) ** 2 * (rows - 2) ** 2 / ((rows**2 - 1) * (rows + 3))
    half = Z95 * math.sqrt(variance)
    return (max(0.0, share - half), min(1.0, share + half))
