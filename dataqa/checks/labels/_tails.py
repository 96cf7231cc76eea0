"""Numbers far from all others, on the scale on which their distribution is most even."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dataqa.arrays import Bools, Floats

_SCALES: tuple[Callable[[Floats], Floats], ...] = (lambda x: x, np.sqrt, np.log)
_TAIL = 0.5
"""Of the distance that is far out: from there on values belong to a tail."""


def far_out(values: Floats, far: float) -> Bools:
    """Return which numbers lie far outside.

    A number is measured from the median in units of the quarter of the rows on its own side of it (as a normal distribution has
    them), so that a skewed distribution has a scale on each side. Where all numbers have one sign that is done on the scale of the
    numbers, of their roots and of their logarithms (Tukey 1977, ladder of powers); that scale counts on which the fewest are far
    out. Zeros are left out of logarithms. Where more numbers lie half as far out than that far, it is a tail that goes on.

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
        if not best.any() or smallest < 0:
            break
        used = values > 0 if scale is np.log else np.ones(len(values), dtype=np.bool_)
        found = _beyond(scale(values[used]), far) if used.any() else None
        other: Bools | None = None
        if found is not None:
            other = np.zeros(len(values), dtype=np.bool_)
            other[used] = found
        best = other if other is not None and other.sum() < best.sum() else best
    return best


def _beyond(values: Floats, far: float) -> Bools | None:
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    below, above = (middle - low) / 0.6745, (high - middle) / 0.6745
    if not (below > 0 and above > 0):
        return None
    # a side is never taken for narrower than a third of the other: quarters of few rows are rough
    below, above = max(below, above / 3), max(above, below / 3)
    distance = np.maximum((middle - values) / below, (values - middle) / above)
    beyond = distance > far
    tail = (distance > _TAIL * far) & ~beyond
    return np.asarray(beyond & (tail.sum() <= beyond.sum()))
