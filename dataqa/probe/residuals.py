"""Which numeric targets are wrong: residuals that no honest error explains."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats
from dataqa.probe.noise import Noise

_RATES = np.array([0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4])
_TAILS = (1.5, 2.0, 3.0, 5.0, 10.0, 50.0)
_SCALES = np.geomspace(0.4, 1.6, 13)
_CLEAN, _RATE = 0.1, 4.0
_WIDER, _WIDE_TAIL = (2.0, 4.0, 8.0), 3.0
"""Of the other explanation: numbers that vary more than others do, around what is predicted for them."""
_MOST, _GROUPS = 2_000, 20


def number_noise(predicted: Floats, given: Floats) -> Noise:
    """Estimate which numbers are wrong.

    The residuals of right numbers follow Student's t, of a scale that goes with the prediction and of tails as heavy as the data
    asks for; a wrong number is a draw from all numbers, whatever the prediction. The posterior of the share of wrong ones is taken
    over a grid of shares, tails and scales, with a prior that holds noise to be rare: heavy tails alone are no noise. Where some
    numbers vary more than others for reasons that no column holds, residuals look alike, but lie around what is predicted: how much
    less likely that makes them is the `evidence` (the logarithm of a Bayes factor: Kass & Raftery 1995).

    Parameters
    ----------
    predicted, given : ndarray of float64, shape (n,)
        Out-of-fold predictions, and what stands in the data.

    Returns
    -------
    Noise
        As of classes.
    """
    n = len(given)
    residuals = given - predicted
    scale = _local_scale(predicted, residuals)
    any_number = _density(given)
    some = np.unique(np.linspace(0, n - 1, min(n, _MOST)).astype(np.int64))
    # the order of the rows must not choose which of them are looked at
    some = np.argsort(predicted, kind="stable")[some]
    likelihood = np.empty((len(_TAILS), len(_SCALES), len(_RATES)))
    other = np.empty((len(_WIDER), *likelihood.shape))
    for i, tail in enumerate(_TAILS):
        for j, width in enumerate(_SCALES):
            right = np.outer(1 - _RATES, _student(residuals[some], scale[some] * width, tail))
            mixed = np.log(right + np.outer(_RATES, any_number[some]) + 1e-300)
            likelihood[i, j] = mixed.sum(axis=1)  # of 2,000 rows at most: certainty does not grow beyond
            for k, wider in enumerate(_WIDER):
                vague = _student(residuals[some], scale[some] * width * wider, _WIDE_TAIL)
                other[k, i, j] = np.log(right + np.outer(_RATES, vague) + 1e-300).sum(axis=1)
    prior = (1 - _CLEAN) * np.exp(-_RATE * _RATES) / np.exp(-_RATE * _RATES).sum()
    prior[0] += _CLEAN
    weights = np.exp(likelihood - likelihood.max()) * prior
    vague_weights = np.exp(other - other.max()) * prior / len(_WIDER)
    evidence = float(likelihood.max() - other.max() + np.log(weights.sum() / vague_weights.sum()))
    weights /= weights.sum()
    rates = weights.sum(axis=(0, 1))
    best = np.unravel_index(int(weights.argmax()), weights.shape)
    right = _student(residuals, scale * _SCALES[best[1]], _TAILS[best[0]])
    wrong = np.zeros(n)
    for rate, weight in zip(_RATES[1:], rates[1:], strict=True):
        wrong += weight * rate * any_number / (rate * any_number + (1 - rate) * right + 1e-300)
    below = np.cumsum(rates)
    low, high = (_RATES[min(len(_RATES) - 1, int(np.searchsorted(below, q)))] for q in (0.025, 0.975))
    return Noise(
        wrong=wrong, rate=float(wrong.mean()), interval=(float(low), float(high)), clean=float(rates[0]), evidence=evidence
    )


def _local_scale(predicted: Floats, residuals: Floats) -> Floats:
    """Return the spread of the residuals around each prediction, above and below it: of the rows that are predicted alike."""
    order = np.argsort(predicted, kind="stable")
    parts = np.array_split(order, max(1, min(_GROUPS, len(order) // 30)))
    centres = np.array([predicted[part].mean() for part in parts])
    above = residuals > 0
    scale = np.empty(len(residuals))
    for side in (above, ~above):  # prices err further upwards than downwards
        whole = _spread(residuals[side])
        spreads = np.array([max(_spread(residuals[part][side[part]]), 0.1 * whole) for part in parts])
        scale[side] = np.interp(predicted[side], centres, spreads)
    return scale


def _spread(one_side: Floats) -> float:
    """Return the median distance from zero as a standard deviation (Hampel 1974); where most are zero, the root mean square."""
    distance = float(np.median(np.abs(one_side))) * 1.4826 if len(one_side) else 0.0
    return distance or float(np.sqrt((one_side**2).mean())) if len(one_side) else 1e-12


def _density(values: Floats) -> Floats:
    """Return how dense all numbers lie around each: a histogram of equal counts, never denser than twenty times the mean.

    Its edges lie half-way between neighbouring numbers: an edge at one of many whole numbers would make it as dense as one likes.
    """
    different = np.unique(values)
    if len(different) < 2:
        return np.full(len(values), 1e-12)
    gaps = np.diff(different) / 2
    halves = np.concatenate([[different[0] - gaps.min()], different[:-1] + gaps, [different[-1] + gaps.min()]])
    inner = np.quantile(values, np.linspace(0, 1, min(30, max(2, len(values) // 20)) + 1))[1:-1]
    edges = np.unique(np.concatenate([halves[[0, -1]], halves[np.searchsorted(halves, inner, side="right") - 1]]))
    counts, _ = np.histogram(values, edges)
    widths = np.diff(edges)
    density = np.minimum(counts / len(values) / widths, 20 / (edges[-1] - edges[0]))
    place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(widths) - 1)
    return np.asarray(density[place], dtype=np.float64)


def _student(residuals: Floats, scale: Floats, tail: float) -> Floats:
    from scipy.special import gammaln

    constant = np.exp(gammaln((tail + 1) / 2) - gammaln(tail / 2)) / np.sqrt(tail * np.pi)
    z = residuals / scale
    return np.asarray(constant / scale * (1 + z * z / tail) ** (-(tail + 1) / 2), dtype=np.float64)
