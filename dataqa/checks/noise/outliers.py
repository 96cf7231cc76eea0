"""Numbers that no neighbour explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.distribution import Sentinel, sentinels_of
from dataqa.checks.noise._codes import is_code
from dataqa.checks.registry import check
from dataqa.model import Evidence, Measurement, Phrase, Positions, Rows
from dataqa.profile.column import ColumnProfile

_BINS = 16
_SCALES = ("plain", "root", "log")
_SLACK = 0.75
"""Quartiles of the profile are between two values, or of a sample."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Scale:
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


@check()
def outliers(audit: Context) -> Iterator[Measurement]:
    """Share of cells that lie far outside the quartiles and beyond a gap that the bulk does not reach.

    Distances are in interquartile ranges (Tukey 1977), on that of three scales (as it is, root, log) on which the quartiles lie
    most evenly (Bowley 1920), as a long tail is none of outliers. The interval begins at the share of cells apart beyond doubt.
    Codes for "missing" are the matter of `sentinel-numbers`, and left out.
    """
    codes = set(audit.parameters["codes"])
    for column, _ in audit.profiles("numeric"):
        if is_code(column.name, codes):
            continue
        few = column.distinct < audit.parameters["least_distinct"] or not column.quantiles
        if not column.infinite and (few or not _may_have(column, audit.parameters)):
            continue
        found = _column(audit, column, sentinels_of(audit, column)[0])
        if found is not None:
            yield found


def _may_have(column: ColumnProfile, limits: Mapping[str, Any]) -> bool:
    """Whether an extreme lies far enough outside to be looked at; from the profile, so that most columns cost nothing."""
    quartiles = np.array([column.quantiles[share] for share in (0.25, 0.5, 0.75)])
    ends = np.array([column.minimum, column.maximum], dtype=np.float64)
    if column.minimum == 0 and column.zeros:  # the amounts are looked at without it: their quartiles are not known
        return bool(ends[1] > quartiles[2] + 1.5 * (quartiles[2] - quartiles[0]))
    least = _SLACK * min(limits["far"]["distance"], limits["sure"]["distance"])
    for name in _SCALES:
        if name == "log" and column.minimum <= 0:
            continue
        low, middle, high = _Scale(name, 0.0, 0.0, 1.0).of(quartiles).tolist()
        if not high > low or _Scale(name, low, middle, high).distance(ends).max() >= least:
            return True
    return False


def _column(audit: Context, column: ColumnProfile, sentinels: Sequence[Sentinel]) -> Measurement | None:
    cells = audit.engine.values(column.name).cast(pl.Float64)
    there = cells.is_not_null().to_numpy()
    every = cells.fill_null(0.0).to_numpy()
    if sentinels:
        there &= ~np.isin(every, [one.value for one in sentinels])
    finite = there & np.isfinite(every)
    # where 0 is the usual case, or all else is positive, the amounts are looked at without it
    smallest = float(every[finite].min()) if finite.any() else 1.0
    usual_zero = smallest == 0
    used = np.flatnonzero(finite & (every != 0)) if usual_zero else np.flatnonzero(finite)
    order = used[np.argsort(every[used], kind="stable")]
    values = every[order]
    infinite = np.flatnonzero(there & ~finite).astype(np.int64)
    scale = _scale_of(values) if len(values) >= audit.parameters["least_rows"] else None
    wild = np.empty(0, dtype=np.int64)
    distance, sure = np.empty(0), np.empty(0, dtype=bool)
    if scale is not None:
        chosen, certain = _apart(values, scale, audit)
        wild, distance, sure = order[chosen].astype(np.int64), scale.distance(values[chosen]), certain[chosen]
    if not len(wild) and not len(infinite):
        return None
    placed = np.lexsort((wild, -distance))
    wild, distance, sure = wild[placed], distance[placed], sure[placed]
    positions: Positions = np.concatenate([infinite, wild])
    scores = np.concatenate([np.ones(len(infinite)), np.where(sure, 1 - 0.5 / np.maximum(distance, 1), 0.5)])
    total = audit.rows
    kept = values[~np.isin(order, wild)] if len(wild) else values
    shown = sorted(set(every[wild].tolist()), key=lambda v: (-abs(v - kept.mean()), v)) if len(wild) else []
    names = [f"{value:,.10g}" for value in shown[:3]] + (["infinity"] if len(infinite) else [])
    return Measurement(
        value=len(positions) / total,
        unit="share of rows",
        interval=((int(sure.sum()) + len(infinite)) / total, len(positions) / total),
        columns=(column.name,),
        rows=Rows(positions=positions, scores=scores),
        details={
            "shown": ", ".join(names) + (" …" if len(shown) > 3 else ""),
            "verb": Phrase("is" if len(positions) == 1 else "are"),
            "noun": Phrase("value" if len(positions) == 1 else "values"),
            "rest": _rest(usual_zero, sentinels),
            "from": f"{kept[0]:,.6g}" if len(kept) else "",
            "to": f"{kept[-1]:,.6g}" if len(kept) else "",
            "distance": float(distance[0]) if len(distance) else 0.0,
            "scale": Phrase(scale.name if scale is not None else ""),
        },
        evidence=_picture(column.name, values, kept, scale),
    )


def _rest(zeros: bool, sentinels: Sequence[Sentinel]) -> Phrase:
    """Return the words that say what all other cells are."""
    codes = " and ".join(f"{one.value:,.10g}" for one in sentinels)
    told = f" (but for {codes}, which looks like a code for missing)" if sentinels else ""
    return Phrase(f"the rest{told} {'is 0 or ' if zeros else ''}lies between")


def _scale_of(values: Floats) -> _Scale | None:
    """Return the scale on which the quartiles lie most evenly about the median, or None where they coincide."""
    best: tuple[float, _Scale] | None = None
    for penalty, name in zip((0.0, 0.05, 0.05), _SCALES, strict=True):
        if name == "log" and values[0] <= 0:
            continue
        plain = _Scale(name, 0.0, 0.0, 1.0)
        low, middle, high = np.quantile(plain.of(values), (0.25, 0.5, 0.75), method="lower").tolist()
        if not high > low:
            continue
        skew = abs(high + low - 2 * middle) / (high - low) + penalty
        if best is None or skew < best[0]:
            best = (skew, _Scale(name, low, middle, high))
    return best[1] if best else None


def _apart(values: Floats, scale: _Scale, audit: Context) -> tuple[Positions, npt.NDArray[np.bool_]]:
    """Return the places, among ascending values, of those apart from the bulk; and for every place whether beyond doubt."""
    limits = audit.parameters
    scaled = scale.of(values) / (scale.high - scale.low)
    distance = scale.distance(values)
    gaps = np.diff(scaled)
    wild, sure = np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    middle = int(np.searchsorted(scaled, scale.middle / (scale.high - scale.low)))
    for kind, mask in (("far", wild), ("sure", sure)):
        least_distance, least_gap, tail = limits[kind]["distance"], limits[kind]["gap"], limits[kind]["tail"]
        # the longer the tail before the gap, the wider the gap that it explains
        wide_up, wide_down = (gaps >= np.maximum(least_gap, tail * edge) for edge in (distance[:-1], distance[1:]))
        up = np.flatnonzero(wide_up & (distance[1:] >= least_distance) & (np.arange(1, len(values)) > middle))
        down = np.flatnonzero(wide_down & (distance[:-1] >= least_distance) & (np.arange(len(values) - 1) < middle))
        if len(up) and _few(values[up[0] + 1 :], values, limits):
            mask[up[0] + 1 :] = True
        if len(down) and _few(values[: down[-1] + 1], values, limits):
            mask[: down[-1] + 1] = True
    wild |= sure
    return np.flatnonzero(wild).astype(np.int64), sure


def _few(part: Floats, values: Floats, limits: Mapping[str, Any]) -> bool:
    """Whether these are single wild cells, or scattered ones; a tight second group is a population of its own."""
    if len(part) <= max(1, min(limits["few_rows"], limits["few"] * len(values))):
        # one value again and again is a code, and no measurement gone wrong
        return len(np.unique(part)) > 1 or len(part) <= limits["repeated"]
    low, high = np.quantile(part, (0.25, 0.75))
    bulk_low, bulk_high = np.quantile(values, (0.25, 0.75))
    return bool(len(part) <= limits["many"] * len(values) and high - low >= limits["scattered"] * (bulk_high - bulk_low))


def _picture(name: str, values: Floats, kept: Floats, scale: _Scale | None) -> tuple[Evidence, ...]:
    if scale is None or not len(kept):
        return ()
    scaled = scale.of(values)
    heights, edges = np.histogram(scaled, bins=_BINS)
    ends = scale.back(edges).tolist()
    low, high = scale.of(kept[[0, -1]])
    return (
        Evidence(
            title=f"Values of {name}" + (f" ({scale.name} scale)" if scale.name != "plain" else ""),
            unit="rows",
            labels=tuple(f"{ends[place]:.4g} to {ends[place + 1]:.4g}" for place in range(_BINS)),
            values=tuple(map(float, heights)),
            marked=tuple(k for k in range(_BINS) if heights[k] and (edges[k] > high or edges[k + 1] < low)),
            ordered=True,
        ),
    )
