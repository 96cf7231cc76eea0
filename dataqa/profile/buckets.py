"""Rows per stretch of time, at the finest step that stays small."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

STEPS = ("1m", "1h", "1d", "1mo", "1y")
LIMIT = 50_000
"""Stretches kept before the step is made coarser: 5.7 years of hours."""


@dataclass(slots=True)
class TimeBuckets:
    """Counts of rows per stretch. Coarsened only by how many stretches there are, so any split gives the same."""

    step: int = 0
    counts: pl.DataFrame | None = None

    def update(self, times: pl.Series) -> None:
        """Count datetimes, without nulls."""
        frame = pl.DataFrame({"at": times.dt.truncate(STEPS[self.step])})
        self._add(frame.group_by("at").agg(pl.len().cast(pl.Int64).alias("count")))

    def merge(self, other: TimeBuckets) -> None:
        """Add the counts of other rows."""
        if other.counts is None:
            return
        self.step = max(self.step, other.step)
        self._add(other.counts)

    def _add(self, more: pl.DataFrame) -> None:
        parts = [more] if self.counts is None else [self.counts, more]
        while True:
            together = pl.concat(parts).with_columns(pl.col("at").dt.truncate(STEPS[self.step]))
            together = together.group_by("at").agg(pl.col("count").sum())
            if together.height <= LIMIT or self.step == len(STEPS) - 1:
                break
            self.step += 1
        self.counts = together.sort("at")
