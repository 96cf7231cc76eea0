"""The oldest and the newest rows, of the same seasons if possible: what is compared to find changes over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Positions
from dataqa.checks.clock import Clock, clock_of, moment_text
from dataqa.context import Context
from dataqa.task import Column

_DAY, _YEAR, _BLOCKS = 86_400_000_000, 365.2425, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The oldest and the newest stretch of the rows.

    Attributes
    ----------
    clock : Clock
        When rows are from.
    days : ndarray of float64, shape (n,)
        Of all rows, since 1970; NaN where a row does not say, or says what cannot be.
    old, new : ndarray of int64
        Positions of the rows of both stretches, ascending.
    blocks : tuple of ndarray of int64, or None
        Of these rows, which part of the stretch (of the year, where that is known) each is from.
    start, end : float
        The first and the last day of all.
    length : float
        Of each stretch, in days.
    matched : bool
        True where both stretches have the same seasons of the year.
    """

    clock: Clock
    days: Floats
    old: Positions
    new: Positions
    blocks: tuple[Positions, Positions] | None
    start: float
    end: float
    length: float
    matched: bool

    @property
    def years(self) -> float:
        """Length of the whole, in years."""
        return (self.end - self.start) / _YEAR

    def when(self, positions: Positions) -> str:
        """Return from when to when some rows are, as text."""
        days = self.days[positions]
        first, last = (self.at(float(day)) for day in (days.min(), days.max()))
        return first if first == last else f"{first} to {last}"

    def at(self, day: float) -> str:
        """Return a day as text."""
        moment = datetime(1970, 1, 1) + timedelta(days=day)
        unit = self.clock.unit
        return moment_text(moment, unit if unit in ("year", "month") or self.end - self.start < 4 else "day")


def windows_of(audit: Context, least_rows: int) -> Windows | None:
    """Return the oldest and the newest rows by the first column of times, or None where there are too few.

    Whole years (a fifth of them, at least one) where there are two or more; what both years have where there is more than one;
    else whole weeks, or days. Rows from after the day of the audit, and single ones long before all others, are left out.

    Parameters
    ----------
    audit : Context
        The audit.
    least_rows : int
        Fewest rows of each stretch.
    """
    clock = clock_of(audit, audit.task.having("time")[0])
    moments = audit.engine.table.frame.select(clock.moment.cast(pl.Datetime("us")).dt.epoch("us")).to_series()
    days = moments.cast(pl.Float64).to_numpy() / _DAY
    today = (datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day) - datetime(1970, 1, 1)).days
    later = today + (366 if clock.unit == "year" else 1)
    there = np.sort(days[days < later])
    if len(there) < 2 * least_rows:
        return None
    start, end = float(there[len(there) // 1000]), float(there[-1 - len(there) // 1000])
    days = np.where((days >= start) & (days <= end), days, np.nan)
    found = _stretches(start, end, clock)
    if found is None:
        return None
    length, first, matched = found
    whole = length >= 0.97 * _YEAR
    while True:
        old = np.flatnonzero(days < start + length)
        new = np.flatnonzero(days > end - length if whole else (days >= first) & (days <= first + length))
        if min(len(old), len(new)) >= least_rows:
            break
        if (longer := 2 * length) > (end - start) / 2 + 0.5:
            return None
        first, length, matched = first - (longer - length), longer, whole
    blocks = None if clock.unit == "year" else _blocks(days, old, new, start, first, length, whole)
    return Windows(
        clock=clock, days=days, old=old, new=new, blocks=blocks, start=start, end=end, length=length, matched=matched
    )  # fmt: skip


def _stretches(start: float, end: float, clock: Clock) -> tuple[float, float, bool] | None:
    """Return the length of both stretches, where the newest begins, and whether they have the same seasons."""
    span = end - start
    if clock.unit == "year":
        years = round(span / _YEAR) + 1
        if years < 2:
            return None
        length = max(1, years // 5) * _YEAR - 1
        return length, end - length, True
    if clock.unit == "month":
        span += 31  # the last month counts whole
    if span >= 1.95 * _YEAR:
        length = min(max(1.0, span / _YEAR // 5) * _YEAR, span / 2)
        return length, end - length, True
    if span >= 1.1 * _YEAR:
        return span - _YEAR, start + _YEAR, True  # the same days of both years
    unit = next((unit for unit in (7.0, 1.0) if span >= 4 * unit), None)
    if unit is None:
        return (span / 5, end - span / 5, False) if span > 0 else None
    length = max(1.0, span / 5 // unit) * unit
    return length, start + (span - length) // unit * unit, False


def _blocks(
    days: Floats, old: Positions, new: Positions, start: float, first: float, length: float, yearly: bool
) -> tuple[Positions, Positions]:
    if yearly:  # months of the year, whatever the day on which each stretch begins
        whole = _YEAR / _BLOCKS
        return tuple(((days[rows] % _YEAR) // whole).astype(np.int64).clip(0, _BLOCKS - 1) for rows in (old, new))  # type: ignore[return-value]
    size = max(length / _BLOCKS, 1e-9)
    places = ((days[rows] - begin) / size for rows, begin in ((old, start), (new, first)))
    return tuple(place.astype(np.int64).clip(0, _BLOCKS - 1) for place in places)  # type: ignore[return-value]


def by_nature(audit: Context, windows: Windows, columns: list[str], counter: float) -> tuple[set[str], set[str]]:
    """Return the columns that say the part of a year, week or day, and those that only count on with time (or say the year).

    Parameters
    ----------
    audit, windows
        The audit, and its times.
    columns : list of str
        Columns asked about.
    counter : float
        Rank correlation with time (Spearman 1904) from which a number counts on.
    """
    known = np.flatnonzero(~np.isnan(windows.days))
    places = known[np.unique(np.linspace(0, len(known) - 1, min(len(known), 3_000)).astype(np.int64))]
    rows = audit.engine.take(places, columns)
    at = pl.Series("at", windows.days[places] * _DAY).cast(pl.Int64).cast(pl.Datetime("us"))
    parts = {
        "month": at.dt.month(), "quarter": at.dt.quarter(), "day": at.dt.day(), "weekday": at.dt.weekday(), "hour": at.dt.hour(),
        "week": at.dt.week(), "ordinal": at.dt.ordinal_day(), "year": at.dt.year(), "half": at.dt.month() > 6,
    }  # fmt: skip
    ranks = at.rank().to_numpy()
    calendar, counters = set[str](), set[str]()
    for name in columns:
        cells, part = rows.get_column(name), audit.task.columns[name]
        if cells.null_count() > len(cells) // 2:
            continue
        if (of := _function(cells, parts)) is not None:
            (counters if of == "year" else calendar).add(name)
        elif _counts_on(cells, ranks, part, counter):
            counters.add(name)
    return calendar, counters


def _function(cells: pl.Series, parts: dict[str, pl.Series]) -> str | None:
    """Return the part of a date that determines a column, or None: nearly every value of the part has one value of the column."""
    different, commonest = cells.n_unique(), int(cells.to_frame("cell").group_by("cell").len().get_column("len").max() or 0)  # type: ignore[arg-type]
    for name, part in parts.items():
        values = part.n_unique()
        if not 2 <= different <= values or values > len(cells) // 4:
            continue
        counted = pl.DataFrame({"part": part, "cell": cells}).group_by("part", "cell").len()
        hits = int(counted.group_by("part").agg(pl.col("len").max()).get_column("len").sum())
        if len(cells) - hits <= 0.05 * (len(cells) - commonest):
            return name
    return None


def _counts_on(cells: pl.Series, ranks: Floats, part: Column, least: float) -> bool:
    if not cells.dtype.is_numeric() or part.role == "boolean":
        return False
    there = cells.is_not_null().to_numpy()
    own = cells.rank().to_numpy()[there]
    if len(own) < 10 or own.std() == 0:
        return False
    return abs(float(np.corrcoef(own, ranks[there])[0, 1])) >= least
