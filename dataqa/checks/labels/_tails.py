"""Numbers far from all others, on the scale on which their distribution is most even."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dataqa.arrays import Bools, Floats

_SCALES: tuple[Callable[[Floats], Floats], ...] = (lambda x: x, np.sqrt, np.log)


def far_out(values: Floats, far: float) -> Bools:
    """Return which numbers lie far outside.

    A number is measured from the median in units of the quarter of the rows on its own side of it (as a normal distribution has
    them), so that a skewed distribution has a scale on each side. Where all numbers have one sign that is done on the scale of the
    numbers, of their roots and of their logarithms (Tukey 1977, ladder of powers); that scale counts on which the fewest are far
    out.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        Finite.
    far : float
        Standard deviations of a normal distribution beyond which a number is far out.

    Returns
    -------
    ndarray of bool, shape (n,)
        All False where half of a side is one value: there is no scale then.
    """
    best = _beyond(values, far)
    if best is None:
        return np.zeros(len(values), dtype=np.bool_)
    values = -values if values.max() <= 0 else values
    smallest = float(values.min())
    for scale in _SCALES[1:]:
        if not best.any() or smallest < 0 or (scale is np.log and smallest <= 0):
            break
        other = _beyond(scale(values), far)
        best = other if other is not None and other.sum() < best.sum() else best
    return best


def _beyond(values: Floats, far: float) -> Bools | None:
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    below, above = (middle - low) / 0.6745, (high - middle) / 0.6745
    if not (below > 0 and above > 0):
        return None
    # a side is never taken for narrower than a third of the other: quarters of few rows are rough
    below, above = max(below, above / 3), max(above, below / 3)
    return np.asarray((values < middle - far * below) | (values > middle + far * above))
