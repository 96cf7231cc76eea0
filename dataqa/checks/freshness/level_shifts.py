"""Series whose level jumps and stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats, Ints
from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, rows_in, season_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters

_SHORT = 8
"""Steps of a window at least, however short the season is."""


class Parameters(CheckParameters):
    """When a jump is a shift of the level."""

    far: Annotated[float, Field(gt=0)]
    """How many of its usual changes, from one window to the next, a series jumps."""
    times: Annotated[float, Field(gt=1)]
    """How many times as high the level is after it, or before it."""
    keeps: Annotated[float, Field(gt=0.5, le=1)]
    """Share of the values on each side of the jump that lie on their side of the middle."""
    most: Annotated[float, Field(ge=0, le=1)]
    """Share of the series that may jump at one time; more is an event of the whole, told by `label-drift`."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def level_shifts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of series whose level jumps once and stays: means of the window after a step and before it, one or more seasons long.

    A jump is held against the usual change from window to window of the same series (median absolute deviation: Hampel 1974), so
    that trends and seasons are none; and nearly all values before and after it must lie on their own side.
    """
    series, columns = series_of(audit), measures_of(audit)
    if series.rhythm is None or not columns:
        raise NotApplicable("the rows follow no regular rhythm")
    season = season_of(series.rhythm)
    window = season * -(-_SHORT // season)
    long = np.flatnonzero(series.lengths >= 4 * window)
    if not len(long):
        raise NotApplicable(f"no series has {4 * window} rows")
    for column in columns[:1]:
        values = series.values(column)
        if np.isnan(values).any() or values.min() < 0:
            return
        found, jumps = _shifted(series, values, long, window, audit.parameters)
        if not len(found) or (series.count >= 4 and len(found) > audit.parameters.most * series.count):
            return
        first = int(found[0])
        ends = (series.starts + series.lengths)[found]
        before, after = _levels(series, values, first, int(jumps[0]))
        yield Measurement(
            value=len(found) / series.count,
            unit="share of series",
            columns=(column,),
            rows=Rows(positions=rows_in(series, jumps, ends - jumps)),
            details={
                "found": len(found),
                "series": series.count,
                "names": series.names(found),
                "when": series.moment(int(jumps[0])),
                "before": f"{before:.4g}",
                "after": f"{after:.4g}",
            },
        )


def _levels(series: Series, values: Floats, number: int, jump: int) -> tuple[float, float]:
    start = int(series.starts[number])
    end = start + int(series.lengths[number])
    return float(np.median(values[start:jump])), float(np.median(values[jump:end]))


def _shifted(series: Series, values: Floats, long: Ints, window: int, parameters: Parameters) -> tuple[Ints, Ints]:
    """Return the series that jump once and stay, and where they do so."""
    sums = np.append(0.0, np.cumsum(values))
    found, jumps = [], []
    for number in long.tolist():
        start = int(series.starts[number])
        end = start + int(series.lengths[number])
        at = np.arange(start + window, end - window + 1)
        change = (sums[at + window] - 2 * sums[at] + sums[at - window]) / window
        off = np.abs(change - np.median(change))
        jump = int(at[off.argmax()])
        usual = 1.4826 * float(np.median(off))
        before, after = _levels(series, values, number, jump)
        low, high = sorted((before, after))
        if off.max() < parameters.far * usual or high < parameters.times * low or high <= 0:
            continue
        middle, sign = (before + after) / 2, 1 if after > before else -1
        sides = ((middle - values[start:jump]) * sign > 0).mean(), ((values[jump:end] - middle) * sign > 0).mean()
        if min(sides) >= parameters.keeps:
            found.append(number)
            jumps.append(jump)
    return np.array(found, dtype=np.int64), np.array(jumps, dtype=np.int64)
