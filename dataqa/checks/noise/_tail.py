"""How far a tail reaches: what lies beyond is explained by no tail."""

from __future__ import annotations

import math

import numpy as np

from dataqa.arrays import Floats

_SHARE, _LEAST, _MOST = 0.1, 10, 250
_PRIOR, _WEIGHT = 0.2, 10


def expected_beyond(bulk: Floats, value: float) -> float:
    """Return how many values a tail like that of `bulk` is expected to put at least as far up as `value`.

    The tail is a generalised Pareto (Pickands 1975), fitted to the highest tenth (Zhang & Stephens 2009, Technometrics 51:316–325);
    its index is drawn to a slightly heavy tail and raised by half a standard error, since few values show a heavy tail seldom.

    Parameters
    ----------
    bulk : ndarray of float64, ascending
        All values but those in doubt.
    value : float
        The value in doubt.

    Returns
    -------
    float
        0 where it lies beyond the end of a tail that has one; the number of values in the tail where no tail can be fitted.
    """
    many = int(min(max(_SHARE * len(bulk), _LEAST), _MOST, len(bulk) // 2))
    if many < 5:
        return float(many)
    excess = bulk[-many:] - bulk[-many - 1]
    if not excess[-1] > 0 or value <= bulk[-1]:
        return float(many)
    excess = excess[excess > 0]
    if len(excess) < 5:
        return float(many)
    index, scale = _pareto(excess)
    index += 0.5 * (1 + max(index, 0.0)) / math.sqrt(len(excess))
    reach = (value - bulk[-many - 1]) / scale
    if abs(index) < 1e-6:
        return len(excess) * math.exp(-reach)
    base = 1 + index * reach
    return len(excess) * base ** (-1 / index) if base > 0 else 0.0


def _pareto(excess: Floats) -> tuple[float, float]:
    """Return index and scale of ascending excesses: the posterior mean of Zhang & Stephens."""
    n = len(excess)
    grid = np.arange(1, 30 + int(math.sqrt(n)) + 1)
    quarter = excess[int(n / 4 + 0.5) - 1]
    theta = 1 / excess[-1] + (1 - np.sqrt(len(grid) / (grid - 0.5))) / (3 * quarter)
    shape = np.log1p(-theta[:, None] * excess).mean(axis=1)
    # an exponential tail is the limit where both are 0
    rate = np.divide(-theta, shape, out=np.full_like(theta, 1 / excess.mean()), where=shape != 0)
    fit = n * (np.log(np.maximum(rate, 1e-300)) - shape - 1)
    weight = np.exp(fit - fit.max())
    mean = float((theta * weight).sum() / weight.sum())
    index = float(np.log1p(-mean * excess).mean())
    scale = -index / mean if mean else float(excess.mean())
    return (index * n + _PRIOR * _WEIGHT) / (n + _WEIGHT), scale
