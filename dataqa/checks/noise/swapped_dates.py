"""Dates whose day and month are swapped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Floats, Positions
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.context import Context
from dataqa.model import Measurement, Mend, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_SLACK = 13
"""Days of a month that may have changed places, and one more."""
_FEW, _STEADY, _REGULAR = 8, 0.6, 0.95
"""Gaps of fewer are no series; the share of the commonest gap and number of rows, and of its multiples, in a series."""


class Parameters(CheckParameters):
    """Which columns are looked at, and how many dates must be swapped."""

    least_distinct: int
    """Different dates of a column."""
    least_rows: int
    """Rows with swapped dates."""
    most: float
    """Share of rows; of more it is not known which are swapped."""
    most_columns: int
    """Columns of dates."""


@check(reads=("columns:datetime",), parameters=Parameters)
def swapped_dates(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of dates that fit the column's time range, or another date of their row, only with day and month swapped.

    Days after the twelfth cannot be swapped: they show which time range the column covers. For another column of dates the distance
    is measured in its usual spread (median absolute deviation). Most dates that do not fit must fit when swapped.
    """
    limits = audit.parameters
    names = [
        column.name for column, _ in audit.profiles() if column.kind == "datetime" and column.distinct >= limits.least_distinct
    ][: limits.most_columns]
    dates = {name: _days(audit.engine.values(name)) for name in names}
    for name, (days, changed) in dates.items():
        rows, beside = _out_of_range(days, changed, limits.least_rows, limits.most), ""
        for other in names:
            if not len(rows) and other != name:
                rows = _beside(days, changed, dates[other][0], limits.least_rows, limits.most)
                beside = other
        if not len(rows):
            continue
        count = len(rows)
        found = audit.engine.take(rows[:1], [name]).get_column(name).dt.strftime("%Y-%m-%d")[0]
        swapped = str(np.datetime_as_string(np.datetime64(int(changed[rows[0]]), "D")))
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=(name,),
            rows=Rows(positions=rows),
            kind="other" if beside else "",
            notes=("example",),
            details={"other": beside, "found": found, "expected": swapped},
            mends=(Mend(cells=as_cells(_changed(audit.engine.take(rows, [name]).get_column(name)))),),
        )


def _changed(cells: pl.Series) -> list[datetime]:
    """Return moments with day and month changed; the time of day stays."""
    return [moment.replace(month=moment.day, day=moment.month) for moment in cells.to_list()]


def _days(cells: pl.Series) -> tuple[Floats, Floats]:
    """Return dates in days since 1970, NaN where there is none; and with day and month changed, NaN where that is no other date."""
    frame = pl.DataFrame({"date": cells})
    date = pl.col("date")
    day, month = date.dt.day(), date.dt.month()
    # both branches are evaluated: older Polars refuse a thirteenth month even where it is not chosen
    other = pl.when((day <= 12) & (day != month)).then(pl.datetime(date.dt.year(), pl.min_horizontal(day, 12), month))
    both = frame.select(date.dt.epoch("d").cast(pl.Float64).alias("a"), other.dt.epoch("d").cast(pl.Float64).alias("b"))
    stands, changed = (both.get_column(name).fill_null(float("nan")).to_numpy() for name in ("a", "b"))
    return stands, changed


def _out_of_range(days: Floats, changed: Floats, least: int, most: float) -> Positions:
    """Return the rows outside the time of the certain dates that are inside it when swapped, if these are most of those outside."""
    whole = np.nan_to_num(days).astype(np.int64).astype("datetime64[D]")
    # dates like 5 May have no other reading, and tell nothing about the order
    certain = days[~np.isnan(days) & ((whole - whole.astype("datetime64[M]")).astype(np.int64) >= 12)]
    if len(certain) < 10 * least:
        return np.empty(0, dtype=np.int64)
    slack = _slack(np.unique(certain))
    low, high = float(np.quantile(certain, 0.001)) - slack, float(np.quantile(certain, 0.999)) + slack
    outside = (days < low) | (days > high)
    swapped = outside & (changed >= low) & (changed <= high)
    return _mostly(outside, swapped & _has_room(days, changed, certain, swapped), np.abs(days - np.median(certain)), least, most)


def _slack(certain: Floats) -> float:
    """Return how far before the first certain date, and after the last, others may stand: by the longest usual gap between months.

    Of daily dates these are the first twelve days of a month; a weekly series has its first certain date up to three weeks later.
    """
    gaps = np.diff(certain)[np.diff(certain.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) > 0]
    return max(float(_SLACK), 1 + float(np.quantile(gaps, 0.9, method="higher"))) if len(gaps) else float(_SLACK)


def _has_room(days: Floats, changed: Floats, certain: Floats, swapped: Bools) -> Bools:
    """Return which changed dates have a place in the series: on its step, and, where all dates have as many rows, one that is free.

    A date that was swapped left its place; one that is right would stand beside another row of the day that it is changed to.
    """
    distinct, counts = np.unique(certain, return_counts=True)
    gaps = np.diff(distinct)
    room = np.ones(len(days), dtype=np.bool_)
    if len(gaps) < _FEW:
        return room
    step = _commonest(gaps)
    if step > 1 and np.mean(gaps % step == 0) >= _REGULAR:
        room &= (changed - _commonest(distinct % step)) % step == 0
    usual = _commonest(counts)
    if np.mean(gaps == step) >= _STEADY and np.mean(counts >= usual) >= _REGULAR and np.mean(counts == usual) >= _STEADY:
        standing, rows = np.unique(days[~np.isnan(days)], return_counts=True)
        coming, more = np.unique(changed[swapped], return_counts=True)
        there = np.isin(coming, standing)
        total = more.copy()
        total[there] += rows[np.searchsorted(standing, coming[there])]
        room &= np.isin(changed, coming[total <= usual])
    return room


def _commonest(values: Array) -> float:
    found, counts = np.unique(values, return_counts=True)
    return float(found[np.argmax(counts)])


def _beside(days: Floats, changed: Floats, other: Floats, least: int, most: float) -> Positions:
    apart, also = days - other, changed - other
    there = ~np.isnan(apart)
    if there.sum() < 10 * least:
        return np.empty(0, dtype=np.int64)
    middle = float(np.median(apart[there]))
    spread = 1.4826 * float(np.median(np.abs(apart[there] - middle)))
    off = np.abs(apart - middle) > max(15.0, 10 * spread)
    return _mostly(off, off & (np.abs(also - middle) <= max(3.0, 3 * spread)), np.abs(apart - middle), least, most)


def _mostly(off: Bools, swapped: Bools, how_far: Floats, least: int, most: float) -> Positions:
    """Return the swapped rows, the furthest off first, where they are most of those off; else none."""
    rows = np.flatnonzero(swapped).astype(np.int64)
    if not least <= len(rows) <= most * len(off) or 2 * len(rows) < off.sum():
        return np.empty(0, dtype=np.int64)
    return rows[np.lexsort((rows, -how_far[rows]))]
