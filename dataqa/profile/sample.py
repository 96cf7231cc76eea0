"""Whole rows, chosen by their content: the same whatever the order and the split of the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dataqa.arrays import Hashes, Ints
from dataqa.sources.column_names import helper

SIZE = 20_000
"""Rows kept: an estimated share is then within 0.7 percentage points (95 %)."""

HASH, COUNT = helper("hash"), helper("count")


@dataclass(slots=True)
class RowSample:
    """The `size` different rows whose hashes are lowest (bottom-k: Cohen & Kaplan 2007), each with how often it occurs.

    Copies of a row share its hash: were they drawn one by one, a table of few different rows would be sampled as the copies
    of the one that hashes lowest. Counted, each row gets the copies that are its due.
    """

    size: int = field(default_factory=lambda: SIZE)
    rows: pl.DataFrame | None = None
    seen: int = 0

    def update(self, batch: pl.DataFrame) -> None:
        """Look at more rows."""
        self.seen += batch.height
        if not batch.height or not batch.width:
            return
        hashed = batch.with_columns(batch.hash_rows(seed=1).alias(HASH), pl.lit(1, pl.Int64).alias(COUNT))
        if self.rows is not None and self.rows.height >= self.size:
            hashed = hashed.filter(pl.col(HASH) <= self.rows.get_column(HASH).max())
        self._add(hashed)

    def merge(self, other: RowSample) -> None:
        """Add the sample of other rows."""
        self.seen += other.seen
        if other.rows is not None:
            self._add(other.rows)

    def _add(self, more: pl.DataFrame) -> None:
        rows = more if self.rows is None else pl.concat([self.rows, more])
        # a row among the lowest of all is among the lowest of every part that holds it, so no count is ever lost
        lowest = rows.group_by(HASH).agg(pl.col(COUNT).sum())
        lowest = lowest.bottom_k(self.size, by=HASH) if lowest.height > self.size else lowest
        self.rows = rows.drop(COUNT).unique(HASH, keep="any").join(lowest, on=HASH)

    def finish(self) -> pl.DataFrame:
        """Return the rows, all copies of each where all rows are few, in an order that is as good as random."""
        if self.rows is None:
            return pl.DataFrame()
        rows = self.rows.sort(HASH)
        at = _drawn(rows.get_column(COUNT).to_numpy(), self.seen, self.size)
        copy = np.arange(len(at)) - np.searchsorted(at, at)
        mixed = _mixed(rows.get_column(HASH).to_numpy()[at], copy)
        return rows.drop(HASH, COUNT)[at[np.argsort(mixed, kind="stable")]]


def _drawn(counts: Ints, seen: int, size: int) -> Ints:
    """Positions of the kept rows, ascending, each as often as it is to stand in the sample."""
    if seen <= size:
        return np.repeat(np.arange(len(counts)), counts)
    due = counts * (size / seen)
    light = due < 1  # a row that occurs often enough has a share that is known exactly; the others share what is left
    left = size - due[~light].sum()
    if light.any():
        due[light] = counts[light] * (max(left, 0.0) / counts[light].sum())
    ends = np.cumsum(due)
    points = (np.arange(size) + 0.5) * (ends[-1] / size)
    drawn: Ints = np.searchsorted(ends, points, side="right")
    return np.minimum(drawn, len(counts) - 1)


def _mixed(hashes: Hashes, copies: Ints) -> Hashes:
    """One number a copy (the finaliser of SplitMix64: Steele, Lea & Flood 2014)."""
    z = hashes + (copies.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = z ^ (z >> np.uint64(31))
    return mixed
