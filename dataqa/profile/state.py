"""The mergeable state of a whole table: update with batches, merge with others, finish once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from dataqa.profile.buckets import STEPS, TimeBuckets
from dataqa.profile.column import ColumnProfile, Kind, Profile
from dataqa.profile.sample import RowSample
from dataqa.profile.shapes import histogram, quantiles, shapes
from dataqa.profile.sums import ExactSquares, ExactSum, root
from dataqa.profile.value_counts import ValueCounts

TOP = 50
"""Most frequent values that a profile lists."""


def kind_of(dtype: pl.DataType) -> Kind:
    """Return what the cells of a canonical dtype are."""
    if dtype.is_numeric():
        return "number"
    if dtype == pl.Boolean:
        return "boolean"
    return "datetime" if dtype.is_temporal() else "text"


@dataclass(slots=True)
class ColumnState:
    """One column's statistics while rows come in."""

    kind: Kind
    rows: int = 0
    nulls: int = 0
    zeros: int = 0
    negatives: int = 0
    infinite: int = 0
    fractional: int = 0
    blanks: int = 0
    minimum: Any = None
    maximum: Any = None
    shortest: int | None = None
    longest: int | None = None
    characters: int = 0
    total: ExactSum = field(default_factory=ExactSum)
    squares: ExactSquares = field(default_factory=ExactSquares)
    values: ValueCounts = field(default_factory=ValueCounts)
    times: TimeBuckets = field(default_factory=TimeBuckets)

    def update(self, series: pl.Series) -> None:
        """Look at more cells."""
        self.rows += len(series)
        self.nulls += series.null_count()
        present = series.drop_nulls()
        if not len(present):
            return
        self.values.update(present)
        if self.kind == "number":
            self._numbers(present)
        elif self.kind == "text":
            self._texts(present)
        elif self.kind == "datetime":
            self._extremes(present.min(), present.max())
            self.times.update(present)

    def _numbers(self, present: pl.Series) -> None:
        array = present.cast(pl.Float64).to_numpy()
        finite = array if present.dtype.is_integer() else array[np.isfinite(array)]
        self.infinite += len(array) - len(finite)
        self.zeros += int((finite == 0).sum())
        self.negatives += int((finite < 0).sum())
        if not present.dtype.is_integer():
            self.fractional += int((finite != np.floor(finite)).sum())
        if len(finite):
            self._extremes(float(finite.min()), float(finite.max()))
            self.total.update(finite)
            self.squares.update(finite)

    def _texts(self, present: pl.Series) -> None:
        lengths = present.str.len_chars()
        low, high = int(lengths.min()), int(lengths.max())  # type: ignore[arg-type]
        self.shortest = low if self.shortest is None else min(low, self.shortest)
        self.longest = high if self.longest is None else max(high, self.longest)
        self.characters += int(lengths.sum())
        self.blanks += int((present.str.strip_chars().str.len_bytes() == 0).sum())

    def _extremes(self, low: Any, high: Any) -> None:
        self.minimum = low if self.minimum is None else min(low, self.minimum)
        self.maximum = high if self.maximum is None else max(high, self.maximum)

    def merge(self, other: ColumnState) -> None:
        """Add the statistics of other rows."""
        for name in ("rows", "nulls", "zeros", "negatives", "infinite", "fractional", "blanks", "characters"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        if other.minimum is not None:
            self._extremes(other.minimum, other.maximum)
        if other.shortest is not None and other.longest is not None:
            self.shortest = other.shortest if self.shortest is None else min(self.shortest, other.shortest)
            self.longest = other.longest if self.longest is None else max(self.longest, other.longest)
        self.total.merge(other.total)
        self.squares.merge(other.squares)
        self.values.merge(other.values)
        self.times.merge(other.times)

    def finish(self, name: str, stored: str, sample: pl.Series) -> ColumnProfile:
        """Return the profile, with what only the row sample can tell."""
        present = self.rows - self.nulls
        counted = present - self.infinite
        mean = deviation = None
        if self.kind == "number" and counted:
            exact = self.total.value / counted
            mean = float(exact)
            deviation = root(self.squares.value / counted - exact * exact)
        seen = sample.drop_nulls()
        scale = present / len(seen) if len(seen) else 0.0
        counts = None if self.values.overflown else self.values.counts
        return ColumnProfile(
            name=name, kind=self.kind, stored=stored, rows=self.rows, nulls=self.nulls,
            distinct=min(self.values.distinct, present), distinct_error=self.values.distinct_error,
            exact=not self.values.overflown, top=_top(counts, seen, scale), minimum=self.minimum, maximum=self.maximum, mean=mean,
            deviation=deviation, zeros=self.zeros, negatives=self.negatives, infinite=self.infinite,
            integral=self.kind == "number" and self.fractional == 0 and counted > 0,
            quantiles=quantiles(counts, seen) if self.kind == "number" else {},
            histogram=histogram(counts, seen, scale) if self.kind in ("number", "datetime") else (),
            lengths=None if self.shortest is None or self.longest is None
            else (self.shortest, self.characters / present, self.longest),
            blanks=self.blanks, shapes=shapes(seen) if self.kind == "text" else (),
            buckets={} if self.times.counts is None else dict(self.times.counts.iter_rows()),
            bucket_unit=STEPS[self.times.step] if self.kind == "datetime" else "",
        )  # fmt: skip


def _top(counts: pl.DataFrame | None, seen: pl.Series, scale: float) -> tuple[tuple[Any, int], ...]:
    """Most frequent values, ties in the order of the values; from all rows where they were counted, else from the sample."""
    if counts is None:
        counts = pl.DataFrame({"value": seen}).group_by("value").agg((pl.len() * scale).round().cast(pl.Int64).alias("count"))
    best = counts.select("value", "count").sort(["count", "value"], descending=[True, False]).head(TOP)
    return tuple(best.iter_rows())


@dataclass(slots=True)
class TableState:
    """All columns' statistics and the row sample, while rows come in."""

    columns: dict[str, ColumnState]
    sample: RowSample = field(default_factory=RowSample)

    @classmethod
    def empty(cls, schema: pl.Schema) -> TableState:
        """Return the state before the first row."""
        return cls({name: ColumnState(kind_of(dtype)) for name, dtype in schema.items()})

    def update(self, batch: pl.DataFrame) -> None:
        """Look at more rows."""
        # −0 is 0: else it depended on the order of the rows which of the two is shown
        batch = batch.with_columns(pl.when(pl.selectors.float() == 0).then(0.0).otherwise(pl.selectors.float()).name.keep())
        self.sample.update(batch)
        for name, state in self.columns.items():
            state.update(batch.get_column(name))

    def merge(self, other: TableState) -> None:
        """Add the statistics of other rows."""
        self.sample.merge(other.sample)
        for name, state in self.columns.items():
            state.merge(other.columns[name])

    def finish(self, stored: dict[str, str]) -> Profile:
        """Return the profile."""
        rows = self.sample.finish()
        empty = pl.Series([], dtype=pl.Null)
        columns = {
            name: state.finish(name, stored.get(name, ""), rows.get_column(name) if name in rows.columns else empty)
            for name, state in self.columns.items()
        }
        return Profile(rows=self.sample.seen, columns=columns, sample=rows)
