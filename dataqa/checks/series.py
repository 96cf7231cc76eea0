"""The series of a table: rows by series and time, with their steps; read once for all checks of series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks.clock import Clock, clock_of, moment_text
from dataqa.checks.freshness._rhythm import Rhythm, rhythm_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of

_RAGGED = {"least_times": 8, "present": 0.3}
"""Where many series share their times, fewer are enough, and more may be missing."""
_REPEATED = 0.2
"""Share of rows that may have the time of another row of their series; with more there is a key that nobody knows."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """Rows in the order of series and time.

    Attributes
    ----------
    audit : Context
        Where they are from.
    clock : Clock
        When rows are from.
    keys : tuple of str
        The columns that name series; empty for one series.
    rows : ndarray of int64, shape (n,)
        Positions in the input.
    of : ndarray of int64, shape (n,)
        The number of each row's series, from 0 on.
    at : polars.Series of Datetime("us")
        Times.
    rhythm : Rhythm or None
        Of the times of all series together; None where they follow none.
    step : ndarray of int64, shape (n,)
        The number of each row's step; -1 of what stands between steps, and everywhere without a rhythm.
    """

    audit: Context
    clock: Clock
    keys: tuple[str, ...]
    rows: Ints
    of: Ints
    at: pl.Series
    rhythm: Rhythm | None
    step: Ints

    @cached_property
    def starts(self) -> Ints:
        """Where each series begins."""
        return np.flatnonzero(np.diff(self.of, prepend=-1) != 0).astype(np.int64)

    @cached_property
    def lengths(self) -> Ints:
        """Rows of each series."""
        return np.diff(np.append(self.starts, len(self.of))).astype(np.int64)

    @cached_property
    def first_steps(self) -> Ints:
        """The first step of each series; that of all rows between steps is greater than its last one."""
        return np.minimum.reduceat(np.where(self.step < 0, np.iinfo(np.int64).max, self.step), self.starts)

    @cached_property
    def last_steps(self) -> Ints:
        """The last step of each series; -1 of one with rows between steps only."""
        return np.maximum.reduceat(self.step, self.starts)

    @property
    def count(self) -> int:
        """Number of series."""
        return len(self.starts)

    @property
    def columns(self) -> tuple[str, ...]:
        """What says which series and when."""
        return (*self.keys, *self.clock.columns)

    def name(self, number: int) -> str:
        """Return the name of a series: its keys."""
        if not self.keys:
            return "the series"
        row = self.audit.engine.take([int(self.rows[self.starts[number]])], list(self.keys)).row(0)
        return " ".join(" ".join(str(part).split()) for part in row)

    def names(self, numbers: Ints, most: int = 4) -> list[str]:
        """Return the names of the first few of some series."""
        return [self.name(int(number)) for number in numbers[:most]]

    def moment(self, place: int) -> str:
        """Return the time of a row as text."""
        return moment_text(self.at[int(place)], self.clock.unit)

    def step_text(self, step: int) -> str:
        """Return the time of a step as text."""
        assert self.rhythm is not None
        return moment_text(self.rhythm.at(int(step)), self.clock.unit)

    def values(self, column: str) -> Floats:
        """Return the numbers of a column, in the order of series and time; NaN where there is none."""
        cells = self.audit.engine.values(column).cast(pl.Float64, strict=False).to_numpy()[self.rows]
        return np.where(np.isfinite(cells), cells, np.nan)

    def rows_of(self, numbers: Ints) -> Ints:
        """Return the positions of all rows of some series, in the order of `numbers`."""
        return rows_in(self, self.starts[numbers], self.lengths[numbers])


def series_of(audit: Context) -> Series:
    """Return the series of a table that is to be forecast.

    Raises
    ------
    NotApplicable
        Where it is not, or nothing names its series.
    """
    found = audit.once(_read)
    if isinstance(found, str):
        raise NotApplicable(found)
    return found


def measures_of(audit: Context) -> list[str]:
    """Return the columns whose course over time counts: the target where it is a number, else all numbers."""
    target = audit.task.target
    if target is not None:
        return [target] if audit.profile.columns[target].kind == "number" else []
    keys = audit.task.series
    return [
        column.name
        for column, part in audit.profiles("numeric")
        if column.kind == "number" and column.name not in keys and not part.clock
    ]


def _read(audit: Context) -> Series | str:
    if audit.task.kind != "forecasting":
        return "the rows are no series to be forecast"
    time = next((name for name in audit.task.having("time") if audit.task.columns[name].clock), None)
    if time is None:
        return "no column says when a row is from"
    keys = audit.task.series
    clock = clock_of(audit, time)
    frame = audit.engine.table.frame
    code = (pl.struct(*keys).rank("dense") if keys else pl.lit(1)).cast(pl.Int64).alias("of")
    table = frame.select(clock.moment.cast(pl.Datetime("us")).alias("at"), code).with_row_index("row").drop_nulls("at")
    # of rows with one time the order is that of their cells: the order of the rows changes nothing
    ties = audit.engine.hashes(frame.columns)
    table = table.with_columns(pl.Series("tie", ties[table.get_column("row").to_numpy()])).sort("of", "at", "tie")
    repeated = table.height - table.select("of", "at").n_unique()
    if table.height < 2 or repeated > _REPEATED * table.height:
        return "several rows share one time, and no column names series" if table.height > 1 else "fewer than two rows have a time"
    at, of = table.get_column("at"), table.get_column("of").to_numpy()
    of = (np.cumsum(np.diff(of, prepend=of[:1]) != 0)).astype(np.int64)
    times = at.unique().sort()
    rhythm = rhythm_of(times, np.ones(len(times)), clock.unit, {**parameters_of("rhythm"), **_RAGGED})
    return Series(
        audit=audit,
        clock=clock,
        keys=keys,
        rows=table.get_column("row").cast(pl.Int64).to_numpy(),
        of=of,
        at=at,
        rhythm=rhythm,
        step=_steps(at, rhythm),
    )


def _steps(at: pl.Series, rhythm: Rhythm | None) -> Ints:
    if rhythm is None:
        return np.full(len(at), -1, dtype=np.int64)
    start = pl.Series([rhythm.start])
    if rhythm.monthly:
        moments = at.dt.year().cast(pl.Int64).to_numpy() * 12 + at.dt.month().cast(pl.Int64).to_numpy()
        first = int(start.dt.year()[0]) * 12 + int(start.dt.month()[0])
    else:
        moments, first = at.dt.epoch("us").to_numpy(), int(start.dt.epoch("us")[0])
    off = moments.astype(np.int64) - first
    return np.where(off % rhythm.step == 0, off // rhythm.step, -1).astype(np.int64)


FINEST, _WRITTEN = 7, 0.9
"""Decimal places that are looked at; share of values that must have no more."""
_SEASONS = {"quarter": 4, "month": 12, "week": 52, "day": 7, "hour": 24, "half-hour": 48, "quarter-hour": 96, "minute": 60}


def season_of(rhythm: Rhythm) -> int:
    """Return the steps of the season that a rhythm commonly has: 12 months, 7 days, 24 hours; 1 where none is known."""
    return _SEASONS.get(rhythm.word, 1)


def neighbours(series: Series, values: Floats, lag: int) -> Floats:
    """Return the value of each row's series so many steps earlier (later where negative); NaN where it has none.

    Rows are looked up by their steps, so that a gap moves nothing.
    """
    width = int(series.step.max()) + 1 + 2 * abs(lag)
    own = series.of.astype(np.int64) * width + series.step + abs(lag)
    on = series.step >= 0
    known, place = np.unique(own[on], return_index=True)
    if not len(known):
        return np.full(len(values), np.nan)
    asked = own - lag
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(on & (known[at] == asked), values[on][place[at]], np.nan)


def last_place(values: Floats) -> float:
    """Return the last place in which nearly all values are written: 1, 0.1, 0.01 …; 0 where they have all digits."""
    seen = values[np.isfinite(values)]
    for digits in range(FINEST):
        if (np.abs(np.round(seen, digits) - seen) <= 1e-9 * np.maximum(1.0, np.abs(seen))).mean() >= _WRITTEN:
            return float(10.0**-digits)
    return 0.0


def runs_of(flags: Bools, of: Ints) -> tuple[Ints, Ints]:
    """Return where runs of true begin, and how long they are; a run ends with its series."""
    begins = flags & ~(np.append(False, flags[:-1]) & (np.diff(of, prepend=-1) == 0))
    ends = flags & ~(np.append(flags[1:], False) & (np.diff(of, append=-1) == 0))
    first = np.flatnonzero(begins).astype(np.int64)
    return first, (np.flatnonzero(ends) - first + 1).astype(np.int64)


def rows_in(series: Series, first: Ints, lengths: Ints) -> Ints:
    """Return the positions of the rows of some runs, one run after the other."""
    return series.rows[places_in(first, lengths)]


def places_in(first: Ints, lengths: Ints) -> Ints:
    """Return the places of some runs, one run after the other."""
    moved: Ints = np.repeat(first + lengths - np.cumsum(lengths), lengths)
    return moved + np.arange(len(moved))
