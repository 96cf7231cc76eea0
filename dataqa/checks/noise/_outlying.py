"""Which numbers of a column stand apart from all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Positions
from dataqa.checks.distribution import Sentinel
from dataqa.checks.noise._conversions import SIGNS, UNITS, slipped
from dataqa.checks.noise._tail import expected_beyond
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.findings.swaps import swapped
from dataqa.profile.column import ColumnProfile

CODES, SWAPS = "sentinel-numbers", "swapped-columns"
SCALES = ("plain", "root", "log")
_GAPS = 8
_WHOLE = 0.9
_NOWHERE = 1000.0
_SLACK = 0.75
"""Quartiles of the profile are between two values, or of a sample."""


@dataclass(frozen=True, slots=True)
class SymmetricScale:
    """A scale on which the bulk of a column is symmetric; `low`, `middle` and `high` are the quartiles there."""

    name: str
    low: float
    middle: float
    high: float

    def of(self, values: Floats) -> Floats:
        """Return values on this scale."""
        if self.name == "log":
            return np.log(values)
        return np.sign(values) * np.sqrt(np.abs(values)) if self.name == "root" else values

    def back(self, scaled: Floats) -> Floats:
        """Return the values again."""
        if self.name == "log":
            return np.exp(scaled)
        return np.sign(scaled) * scaled * scaled if self.name == "root" else scaled

    def distance(self, values: Floats) -> Floats:
        """Return how many interquartile ranges values lie outside the quartiles; 0 within."""
        scaled = self.of(values)
        outside = np.maximum(scaled - self.high, self.low - scaled) / (self.high - self.low)
        return np.maximum(outside, 0.0)


@dataclass(frozen=True, slots=True)
class OutlyingValues:
    """A column's numbers and those that stand apart.

    Attributes
    ----------
    values : ndarray of float64
        All that are looked at, ascending.
    rows : ndarray of int64
        Rows of those apart, the furthest first.
    distance : ndarray of float64
        Of each in interquartile ranges.
    sure : ndarray of bool
        Whether it is beyond doubt.
    kept : ndarray of float64
        The others, ascending.
    infinite : ndarray of int64
        Rows with an infinity.
    scale : SymmetricScale or None
        The one on which the bulk is symmetric.
    usual_zero : bool
        True where 0 was not looked at, as it is the usual case.
    explained : mapping of str to ndarray of int64
        Rows that had no say in what is usual, as it is known what they are, by the check that tells them best.
    """

    values: Floats
    rows: Positions
    distance: Floats
    sure: Bools
    kept: Floats
    infinite: Positions
    scale: SymmetricScale | None
    usual_zero: bool
    explained: Mapping[str, Positions]

    def outside(self, cells: Floats) -> tuple[Bools, Floats]:
        """Return which cells that had no say in what is usual are far from it, and how far, in interquartile ranges."""
        if self.scale is None or not len(self.kept):
            return np.zeros(len(cells), dtype=bool), np.zeros(len(cells))
        limits = parameters_of("apart")["far"]
        with np.errstate(invalid="ignore", divide="ignore"):
            distance, scaled = self.scale.distance(cells), self.scale.of(cells)
        low, high = self.scale.of(self.kept[[0, -1]])
        gap = np.maximum(scaled - high, low - scaled) / (self.scale.high - self.scale.low)
        # what has no place on the scale of the others, as a minus has none among logarithms, is farther than any
        distance, gap = (np.nan_to_num(part, nan=_NOWHERE, posinf=_NOWHERE) for part in (distance, gap))
        return (distance >= limits["distance"]) & (gap >= limits["gap"]), distance


def is_share(column: ColumnProfile) -> bool:
    """Return whether a column holds shares or probabilities that reach up to 1: no value between 0 and 1 is far from the others."""
    within = column.minimum is not None and column.minimum >= 0 and column.maximum <= 1
    return bool(within and not column.integral and column.quantiles.get(0.99, 0.0) >= _WHOLE)


def may_have(column: ColumnProfile) -> bool:
    """Whether an extreme lies far enough outside to be looked at; from the profile, so that most columns cost nothing."""
    if is_share(column):
        return False
    limits = parameters_of("apart")
    quartiles = np.array([column.quantiles[share] for share in (0.25, 0.5, 0.75)])
    ends = np.array([column.minimum, column.maximum], dtype=np.float64)
    if column.minimum == 0 and column.zeros:  # the amounts are looked at without it: their quartiles are not known
        return bool(ends[1] > quartiles[2] + 1.5 * (quartiles[2] - quartiles[0]))
    least = _SLACK * min(limits[kind]["distance"] for kind in ("far", "short", "sure"))
    for name in SCALES:
        if name == "log" and column.minimum <= 0:
            continue
        low, middle, high = SymmetricScale(name, 0.0, 0.0, 1.0).of(quartiles).tolist()
        if not high > low or SymmetricScale(name, low, middle, high).distance(ends).max() >= least:
            return True
    return False


def outlying_values(audit: Context, column: ColumnProfile, sentinels: Sequence[Sentinel]) -> OutlyingValues:
    """Return what stands apart in a column, beside codes for "missing", slips and swaps, which have no say in what is usual."""
    limits = parameters_of("apart")
    cells = audit.engine.values(column.name).cast(pl.Float64)
    there = cells.is_not_null().to_numpy()
    every = cells.fill_null(0.0).to_numpy()
    explained = {
        CODES: np.flatnonzero(there & np.isin(every, [one.value for one in sentinels])).astype(np.int64),
        UNITS: slipped(audit, column.name, UNITS),
        SIGNS: slipped(audit, column.name, SIGNS),
        SWAPS: swapped(audit, column.name),
    }
    for rows in explained.values():
        there[rows] = False
    finite = there & np.isfinite(every)
    # where 0 is the usual case, or all else is positive, the amounts are looked at without it
    smallest = float(every[finite].min()) if finite.any() else 1.0
    usual_zero = smallest == 0
    used = np.flatnonzero(finite & (every != 0)) if usual_zero else np.flatnonzero(finite)
    order = used[np.argsort(every[used], kind="stable")]
    values = every[order]
    scale = _scale_of(values) if len(values) >= limits["least_rows"] else None
    far_rows = np.empty(0, dtype=np.int64)
    distance, sure = np.empty(0), np.empty(0, dtype=bool)
    kept = values
    if scale is not None:
        chosen, certain = _apart(values, scale, limits)
        kept = np.delete(values, chosen)
        far_rows, distance, sure = order[chosen].astype(np.int64), scale.distance(values[chosen]), certain[chosen]
    placed = np.lexsort((far_rows, -distance))
    return OutlyingValues(
        values=values,
        rows=far_rows[placed],
        distance=distance[placed],
        sure=sure[placed],
        kept=kept,
        infinite=np.flatnonzero(there & ~finite).astype(np.int64),
        scale=scale,
        usual_zero=usual_zero,
        explained={check: rows for check, rows in explained.items() if len(rows)},
    )


def _scale_of(values: Floats) -> SymmetricScale | None:
    """Return the scale on which the quartiles lie most evenly about the median, or None where they coincide."""
    best: tuple[float, SymmetricScale] | None = None
    for penalty, name in zip((0.0, 0.05, 0.05), SCALES, strict=True):
        if name == "log" and values[0] <= 0:
            continue
        plain = SymmetricScale(name, 0.0, 0.0, 1.0)
        low, middle, high = np.quantile(plain.of(values), (0.25, 0.5, 0.75), method="lower").tolist()
        if not high > low:
            continue
        skew = abs(high + low - 2 * middle) / (high - low) + penalty
        if best is None or skew < best[0]:
            best = (skew, SymmetricScale(name, low, middle, high))
    return best[1] if best else None


def _apart(values: Floats, scale: SymmetricScale, limits: Mapping[str, Any]) -> tuple[Positions, Bools]:
    """Return the places, among ascending values, of those apart from the bulk; and for every place whether beyond doubt."""
    scaled = scale.of(values) / (scale.high - scale.low)
    distance = scale.distance(values)
    gaps = np.diff(scaled)
    if (values == np.round(values)).all():
        gaps[np.diff(values) <= 1] = 0.0  # between neighbours among whole numbers there is no gap
    far_rows, sure = np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    middle = int(np.searchsorted(scaled, scale.middle / (scale.high - scale.low)))
    for kind, mask in (("far", far_rows), ("short", far_rows), ("sure", sure)):
        least_distance, least_gap, tail = limits[kind]["distance"], limits[kind]["gap"], limits[kind]["tail"]
        # the longer the tail before the gap, the wider the gap that it explains
        wide_up, wide_down = (gaps >= np.maximum(least_gap, tail * edge) for edge in (distance[:-1], distance[1:]))
        up = np.flatnonzero(wide_up & (distance[1:] >= least_distance) & (np.arange(1, len(values)) > middle))
        down = np.flatnonzero(wide_down & (distance[:-1] >= least_distance) & (np.arange(len(values) - 1) < middle))
        most = limits[kind]["expected"]
        for place in up[:_GAPS].tolist():
            if expected_beyond(scaled[: place + 1], scaled[place + 1]) <= most and _few(values[place + 1 :], values, limits, kind):
                mask[place + 1 :] = True
                break
        for place in down[::-1][:_GAPS].tolist():
            bulk = -scaled[:place:-1]
            if expected_beyond(bulk, -scaled[place]) <= most and _few(values[: place + 1], values, limits, kind):
                mask[: place + 1] = True
                break
    far_rows |= sure
    return np.flatnonzero(far_rows).astype(np.int64), sure


def _few(part: Floats, values: Floats, limits: Mapping[str, Any], kind: str) -> bool:
    """Whether these are single cells, or scattered ones; a tight second group is a population of its own."""
    if len(part) <= max(1, min(limits["few_rows"], limits["few"] * len(values))):
        # the same values again and again are codes or prices, and no measurements gone wrong
        return len(part) < 2 * len(np.unique(part)) or len(part) <= limits["repeated"]
    if kind == "short":
        return False
    low, high = np.quantile(part, (0.25, 0.75))
    bulk_low, bulk_high = np.quantile(values, (0.25, 0.75))
    return bool(len(part) <= limits["many"] * len(values) and high - low >= limits["scattered"] * (bulk_high - bulk_low))
