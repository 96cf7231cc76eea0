"""The picture of a column's numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from dataqa.checks.distribution import Numbers
from dataqa.model import Evidence

_BINS = 10


def bars(column: str, rest: Numbers, marked: dict[str, int], first: bool, labels: tuple[str, str] | None = None) -> Evidence:
    """Show numbers in ten bins of equal width, and those that an issue is about as separate bars.

    Parameters
    ----------
    column : str
        Their column.
    rest : Numbers
        What goes into the bins; not empty.
    marked : dict of str to int
        Rows of each separate bar.
    first : bool
        True where these bars stand before the bins, else behind.
    labels : tuple of str, optional
        The ends of the scale as text, if the numbers themselves mean nothing to a reader.
    """
    low, high = float(rest.values[0]), float(rest.values[-1])
    edges = np.linspace(low, high, _BINS + 1) if high > low and np.isfinite(high - low) else np.array([low, high])
    heights, _ = np.histogram(rest.values, bins=edges, weights=rest.counts) if high > low else (np.array([rest.rows]), None)
    names = [f"{a:.4g} to {b:.4g}" for a, b in pairwise(edges)]
    if labels:
        names = [f"{labels[0]} to {labels[1]}, part {place + 1}" for place in range(len(heights))]
    bins, own = list(zip(names, map(float, heights), strict=True)), [(name, float(rows)) for name, rows in marked.items()]
    every = own + bins if first else bins + own
    start = 0 if first else len(bins)
    return Evidence(
        title=f"Values of {column}",
        unit="rows",
        labels=tuple(name for name, _ in every),
        values=tuple(rows for _, rows in every),
        marked=tuple(range(start, start + len(own))),
        ordered=True,
    )
