"""The different numbers of a column and how often each stands there; and which of them are codes for "missing"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Ints
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.profile.column import ColumnProfile

_DAY = 86_400_000_000
_MOST = 4


@dataclass(frozen=True, slots=True)
class Numbers:
    """Different finite numbers, ascending, and the rows of each."""

    values: Floats
    counts: Ints

    @property
    def rows(self) -> int:
        """Rows with a finite number."""
        return int(self.counts.sum())

    def where(self, kept: Bools) -> Numbers:
        """Return some of the numbers."""
        return Numbers(self.values[kept], self.counts[kept])

    def quantile(self, share: float) -> float:
        """Return the smallest number that at least this share of the rows does not exceed."""
        place = int(np.searchsorted(np.cumsum(self.counts), share * self.rows))
        return float(self.values[min(place, len(self.values) - 1)])

    def mean(self) -> float:
        """Return the mean over the rows."""
        return float(np.average(self.values, weights=self.counts))


@dataclass(frozen=True, slots=True)
class Sentinel:
    """A number that stands for "missing", its rows, its gap in spans of the rest, and its rows as a multiple of its neighbours'."""

    value: float
    count: int
    gap: float
    lump: float


def numbers_of(audit: Context, column: str) -> Numbers:
    """Count the finite numbers of a column over all rows; dates count in microseconds since 1970."""
    one = pl.col(column)
    dtype = audit.engine.values(column).dtype
    there = one.is_not_null() & one.is_finite() if dtype.is_float() else one.is_not_null()
    counted = audit.engine.counts((one + 0.0 if dtype.is_float() else one).alias("value"), where=there)
    values = counted.get_column("value").to_physical().cast(pl.Float64).to_numpy()
    return Numbers(values, counted.get_column("len").cast(pl.Int64).to_numpy())


def sentinels_of(audit: Context, column: ColumnProfile) -> tuple[list[Sentinel], Numbers | None]:
    """Return the codes for "missing" among a column's numbers or dates, and all other numbers.

    Counted only where the smallest or the largest cell is such a code: the other numbers are None where it is not.
    """
    limits = parameters_of("sentinels")
    dated = column.kind == "datetime"
    known = {float(_micros(day)) for day in limits["days"]} if dated else {float(value) for value in limits["numbers"]}
    if column.minimum is None or not known & {_edge(column.minimum, dated), _edge(column.maximum, dated)}:
        return [], None
    rest = numbers_of(audit, column.name)
    found: list[Sentinel] = []
    while len(found) < _MOST and (one := _at_an_end(rest, known, limits, dated)) is not None:
        found.append(one)
        rest = rest.where(rest.values != one.value)
    return found, rest


def _micros(day: object) -> int:
    moment = day if isinstance(day, date) else date.fromisoformat(str(day))
    return int(datetime(moment.year, moment.month, moment.day, tzinfo=UTC).timestamp()) * 1_000_000


def _edge(value: object, dated: bool) -> float:
    if dated and isinstance(value, datetime):
        return float(_micros(value.date()))
    return float(value)  # type: ignore[arg-type]


def _at_an_end(seen: Numbers, known: Collection[float], limits: Mapping[str, Any], dated: bool) -> Sentinel | None:
    """Return the sentinel at an end, if there is one."""
    for low in (True, False):
        # several codes may stand side by side: 98 does not know, 99 refused to say
        places = range(len(seen.values)) if low else range(len(seen.values) - 1, -1, -1)
        for beside in range(1, min(_MOST, len(seen.values) - 3) + 1):
            inmost = places[beside - 1]
            value, count = float(seen.values[inmost]), int(seen.counts[inmost])
            if (value // _DAY * _DAY if dated else value) not in known or count < int(limits["least_rows"]):
                break
            rest = (
                Numbers(seen.values[beside:], seen.counts[beside:])
                if low
                else Numbers(seen.values[:-beside], seen.counts[:-beside])
            )
            nearest = float(rest.values[0 if low else -1])
            span = rest.quantile(0.99) - rest.quantile(0.01) or float(rest.values[-1] - rest.values[0])
            gap, lump = abs(value - nearest) / span, count / float((rest.counts[:5] if low else rest.counts[-5:]).max())
            other_sign = value < 0 <= nearest and not dated
            lumped = lump >= limits["least_lump"] and rest.rows >= 2 * len(rest.values) * (value == -1)
            if gap >= limits["least_gap"] or (other_sign and lumped and beside == 1):
                outmost = places[0]
                return Sentinel(float(seen.values[outmost]), int(seen.counts[outmost]), gap, lump)
    return None
