"""How often each value occurs: exact while there are few different ones, a sketch of them beyond."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import polars as pl

LIMIT = 4096
"""Different values kept with exact counts; relative standard error of the distinct count beyond: 1/√(LIMIT − 2) = 1.6 %."""

_SPACE = float(2**64)


@dataclass(slots=True)
class ValueCounts:
    """The `LIMIT` values whose hashes are lowest, each with its exact count (k minimum values: Bar-Yossef et al. 2002).

    A value among the lowest of all rows is among the lowest of every part that holds it, so the counts stay exact through any
    merge. `overflown` tells that values were left out; the distinct count is then an estimate (Beyer et al. 2007, unbiased KMV).
    """

    counts: pl.DataFrame | None = None
    overflown: bool = False
    _threshold: int | None = field(default=None)

    def update(self, values: pl.Series) -> None:
        """Count the values of a series without nulls."""
        hashed = pl.DataFrame({"value": values, "hash": values.hash(seed=0)})
        if self._threshold is not None:  # full: a value above the threshold can never come in
            hashed = hashed.filter(pl.col("hash") <= self._threshold)
        self._add(hashed.group_by("hash", "value").agg(pl.len().cast(pl.Int64).alias("count")))

    def merge(self, other: ValueCounts) -> None:
        """Add the counts of other rows."""
        self.overflown |= other.overflown
        if other._threshold is not None:
            self._threshold = other._threshold if self._threshold is None else min(self._threshold, other._threshold)
        if other.counts is not None:
            self._add(other.counts)

    def _add(self, more: pl.DataFrame) -> None:
        more = more.select("hash", "value", "count")
        if self.counts is not None:
            more = pl.concat([self.counts, more]).group_by("hash", "value").agg(pl.col("count").sum())
        if self._threshold is not None:
            more = more.filter(pl.col("hash") <= self._threshold)
        if more.height > LIMIT:
            more = more.bottom_k(LIMIT, by=["hash", "value"])
            self.overflown = True
        if self.overflown and more.height:
            self._threshold = int(more.get_column("hash").max())  # type: ignore[arg-type]
        self.counts = more

    @property
    def distinct(self) -> int:
        """Number of different values, an estimate where `overflown`."""
        if self.counts is None or not self.counts.height:
            return 0
        if not self.overflown or self._threshold is None:
            return self.counts.height
        return max(LIMIT + 1, round((self.counts.height - 1) / ((self._threshold + 1) / _SPACE)))  # more were seen than are kept

    @property
    def distinct_error(self) -> float:
        """Relative standard error of `distinct`."""
        return 1 / math.sqrt(LIMIT - 2) if self.overflown else 0.0
