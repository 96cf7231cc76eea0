"""Series whose level jumps and stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Ints
from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, places_in, rows_in, season_of, series_of
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
    """Share of the series that may jump at one time; more is an event of the whole, reported by `label-drift`."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def level_shifts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of series whose level jumps once and stays: means of the window after a step and before it, one or more seasons long.

    A jump is compared with the usual change from window to window of the same series (median absolute deviation: Hampel 1974), so
    that trends and seasons are none; and nearly all values before and after it must lie on their own side.
    """
    series, columns = series_of(audit), measures_of(audit)
    if series.rhythm is None or not columns:
        raise NotApplicable("the rows follow no regular rhythm")
    season = season_of(series.rhythm)
    window = season * -(-_SHORT // season)
    column = columns[0]
    values = series.values(column)
    if np.nanmin(values, initial=np.inf) < 0:
        raise NotApplicable("a level is never negative, and some values are")
    whole = np.add.reduceat(np.isnan(values).astype(np.int64), series.starts) == 0
    long = np.flatnonzero(whole & (series.lengths >= 4 * window))
    if not len(long):
        raise NotApplicable(f"no series has {4 * window} rows with a value in each")
    found, jumps = _shifted(series, values, long, window, audit.parameters)
    if not len(found) or (series.count >= 4 and len(found) > audit.parameters.most * series.count):
        return
    ends = (series.starts + series.lengths)[found]
    before, after = (float(np.median(side)) for side in _sides(series, values, int(found[0]), int(jumps[0])))
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


def _sides(series: Series, values: Floats, number: int, jump: int) -> tuple[Floats, Floats]:
    """Return the values of a series before a jump, and after it."""
    start = series.starts[number]
    return values[start:jump], values[jump : start + series.lengths[number]]


def _shifted(series: Series, values: Floats, long: Ints, window: int, parameters: Parameters) -> tuple[Ints, Ints]:
    """Return the series that jump once and stay, and where they do so."""
    sums = np.append(0.0, np.cumsum(np.nan_to_num(values)))
    at = places_in(series.starts[long] + window, series.lengths[long] - 2 * window + 1)
    change = pl.Series((sums[at + window] - 2 * sums[at] + sums[at - window]) / window)
    off = (pl.col("change") - pl.col("change").median().over("of")).abs()
    jumps = (
        pl.DataFrame({"of": np.repeat(long, series.lengths[long] - 2 * window + 1), "at": at, "change": change})
        .with_columns(off.alias("off"))
        .group_by("of")
        .agg(pl.col("at").get(pl.col("off").arg_max()), pl.col("off").max(), (1.4826 * pl.col("off").median()).alias("usual"))
        .filter(pl.col("off") >= parameters.far * pl.col("usual"))
        .sort("of")
    )
    kept = [
        (number, jump) for number, jump in jumps.select("of", "at").iter_rows() if _stays(series, values, number, jump, parameters)
    ]
    found = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _stays(series: Series, values: Floats, number: int, jump: int, parameters: Parameters) -> bool:
    """Return whether nearly all values before a jump, and after it, lie on their own side of the middle."""
    before, after = _sides(series, values, number, jump)
    levels = np.median(before), np.median(after)
    if max(levels) < parameters.times * min(levels) or max(levels) <= 0:
        return False
    middle, sign = sum(levels) / 2, 1 if levels[1] > levels[0] else -1
    sides = ((middle - before) * sign > 0).mean(), ((after - middle) * sign > 0).mean()
    return bool(min(sides) >= parameters.keeps)
