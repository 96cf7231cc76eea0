"""The different numbers of a column and how often each stands there; and their picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context
from dataqa.model import Evidence

_BINS = 10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Different finite numbers, ascending, and the rows of each."""

    values: Floats
    counts: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        """Rows with a finite number."""
        return int(self.counts.sum())

    def where(self, kept: npt.NDArray[np.bool_]) -> Numbers:
        """Return some of the numbers."""
        return Numbers(self.values[kept], self.counts[kept])

    def quantile(self, share: float) -> float:
        """Return the smallest number that at least this share of the rows does not exceed."""
        place = int(np.searchsorted(np.cumsum(self.counts), share * self.rows))
        return float(self.values[min(place, len(self.values) - 1)])

    def mean(self) -> float:
        """Return the mean over the rows."""
        return float(np.average(self.values, weights=self.counts))


def numbers_of(audit: Context, column: str) -> Numbers:
    """Count the finite numbers of a column over all rows; dates count in microseconds since 1970."""
    one = pl.col(column)
    dtype = audit.engine.values(column).dtype
    there = one.is_not_null() & one.is_finite() if dtype.is_float() else one.is_not_null()
    counted = audit.engine.counts((one + 0.0 if dtype.is_float() else one).alias("value"), where=there)
    values = counted.get_column("value").to_physical().cast(pl.Float64).to_numpy()
    return Numbers(values, counted.get_column("len").cast(pl.Int64).to_numpy())


def bars(column: str, rest: Numbers, marked: dict[str, int], first: bool, labels: tuple[str, str] | None = None) -> Evidence:
    """Show numbers in ten bins of equal width, and the ones that an issue is about as bars of their own.

    Parameters
    ----------
    column : str
        Their column.
    rest : Numbers
        What goes into the bins; not empty.
    marked : dict of str to int
        Rows of each bar of its own.
    first : bool
        True where these bars stand before the bins, else behind.
    labels : tuple of str, optional
        The ends of the scale in words, where numbers say nothing.
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
