"""Values of a series that are far from their neighbours and from their season."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats, Ints
from dataqa.checks._words import shown
from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, neighbours, season_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When a value is far from what its neighbours and its season say."""

    far: Annotated[float, Field(gt=0)]
    """Robust standard deviations of the series' own surprises."""
    near: Annotated[float, Field(gt=0)]
    """Such that few surprises lie beyond it, where tails are not heavy."""
    tail: Annotated[float, Field(ge=0, le=1)]
    """Share of rows beyond `near` at most."""
    times: Annotated[float, Field(gt=1)]
    """How many times as large, or as small, as expected the value is."""
    tens: Annotated[float, Field(gt=0, lt=0.5)]
    """How far from a power of ten a ratio may be, in decades, to be a shifted decimal point."""
    mostly: Annotated[float, Field(gt=0, le=1)]
    """Share of the surprises that must be so."""
    fewest: Annotated[int, Field(ge=1)]
    """How many of them at least."""
    slips: Annotated[float, Field(ge=0, le=1)]
    """Share of rows at most that are off by a power of ten: of these more may be errors than of other surprises."""
    least_rows: Annotated[int, Field(ge=4)]
    """Rows of a series that is looked at."""
    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are looked at."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def series_outliers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of values far from the median of the values one step and one season before and after (Hampel 1974).

    Distances are counted in the series' own median absolute deviation from this median, so that a small series and a large one, a
    quiet and a restless one are held to what is usual for each. If many values are surprising, the series has heavy tails, and none
    is named unless most of these are about 10, 100 … times what is expected, or as many times less: shifted decimal points.
    """
    series = series_of(audit)
    if series.rhythm is None:
        raise NotApplicable("the rows follow no regular rhythm")
    found = [
        one
        for column in measures_of(audit)[: audit.parameters.most_columns]
        if (one := _outliers(series, column, audit.parameters))
    ]
    if not found:
        return
    # in a table with a column a series a row is a time: one finding for all
    farthest = np.zeros(audit.rows)
    for one in found:
        np.maximum.at(farthest, series.rows[one.places], one.distances)
    rows = np.flatnonzero(farthest)
    worst = max(found, key=lambda one: float(one.distances[0]))
    first = int(worst.places[0])
    yield Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        columns=tuple(one.column for one in found),
        rows=Rows(positions=rows[np.argsort(-farthest[rows], kind="stable")].astype(np.int64)),
        details={
            "value_there": shown(float(worst.values[first])),
            "expected": f"{float(worst.expected[first]):.4g}",
            "when": series.moment(first),
            "of": series.name(int(series.of[first])) if len(found) == 1 else " ".join(worst.column.split()),
        },
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The outliers of one column, the farthest first; with all its values, and what was expected of them."""

    column: str
    places: Ints
    distances: Floats
    values: Floats
    expected: Floats


def _outliers(series: Series, column: str, parameters: Parameters) -> _Found | None:
    assert series.rhythm is not None
    values = series.values(column)
    if np.isfinite(values).sum() < parameters.least_rows or np.nanmin(values) < 0:
        return None
    expected, distance = _surprise(series, values, season_of(series.rhythm), parameters.least_rows)
    ratio = (np.maximum(values, expected) + 1e-12) / (np.maximum(np.minimum(values, expected), 0) + 1e-12)
    found = np.flatnonzero((distance >= parameters.far) & (ratio >= parameters.times))
    if (distance >= parameters.near).mean() > parameters.tail:
        found = _slips(found, ratio[found], float((distance >= parameters.near).sum()), parameters)
        if len(found) > parameters.slips * len(values):
            return None
    if not len(found):
        return None
    order = found[np.lexsort((series.rows[found], -distance[found]))].astype(np.int64)
    return _Found(column, order, distance[order], values, expected)


def _slips(found: Ints, ratio: Floats, surprises: float, parameters: Parameters) -> Ints:
    """Return the values that are off by a power of ten, if nearly all surprises are; none otherwise."""
    tens = np.log10(ratio)
    slipped = (tens > 0.5) & (np.abs(tens - np.round(tens)) <= parameters.tens) & (ratio < 1e9)
    return found[slipped] if slipped.sum() >= max(parameters.fewest, parameters.mostly * surprises) else found[:0]


def _surprise(series: Series, values: Floats, season: int, least_rows: int) -> tuple[Floats, Floats]:
    """Return what the neighbours of each value say, and how far off it is, in the series' usual distances."""
    lags = [1, -1, 2, -2, *([season, -season] if season > 1 else [])]
    beside = np.stack([neighbours(series, values, lag) for lag in lags])
    enough = np.isfinite(beside).sum(axis=0) >= 3
    expected = np.full(len(values), np.nan)
    expected[enough] = np.nanmedian(beside[:, enough], axis=0)
    off = np.abs(values - expected)
    scale = _medians(off, series)
    level = _medians(np.abs(values), series)
    usual = np.maximum(1.4826 * scale, 0.05 * level)[series.of]
    known = enough & np.isfinite(off) & (usual > 0) & (series.lengths[series.of] >= least_rows)
    return expected, np.where(known, off / np.where(usual > 0, usual, 1.0), 0.0)


def _medians(values: Floats, series: Series) -> Floats:
    """Return the median of each series, values that are not known left out."""
    order = np.lexsort((values, series.of))  # NaN last
    known = np.bincount(series.of, weights=np.isfinite(values), minlength=series.count).astype(np.int64)
    middle = series.starts + np.maximum(known - 1, 0) // 2
    return np.where(known > 0, values[order][middle], 0.0)
