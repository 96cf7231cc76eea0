"""Rows per hour, day, week, month or year, whichever holds enough of them to be counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Ints
from dataqa.checks.clock import Clock
from dataqa.context import Context
from dataqa.parameters import CheckParameters

_UNITS = (("1h", "hour", 1 / 24), ("1d", "day", 1.0), ("1w", "week", 7.0), ("1mo", "month", 30.4), ("1y", "year", 365.0))
_FINEST = {"year": 4, "month": 3, "day": 1, "hour": 0, "time": 0}


class PeriodParameters(CheckParameters):
    """Which periods are fine enough, and hold enough rows to be counted."""

    least_rows: Annotated[int, Field(ge=1)]
    """Fewest rows of the median period."""
    least_periods: Annotated[int, Field(ge=2)]
    """Fewest periods with rows."""
    present: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of all periods that have rows."""
    same_count: Annotated[float, Field(ge=0, le=1)]
    """Share of periods with equally many rows from which the rows are a series and not events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCounts:
    """How many rows each period has that has any.

    Attributes
    ----------
    every, word : str
        The period: ``"1d"``, ``"day"``.
    days : float
        Its length.
    starts : polars.Series of Datetime("us")
        Ascending.
    rows : ndarray of int64
        Of each.
    """

    every: str
    word: str
    days: float
    starts: pl.Series
    rows: Ints

    def shown(self, place: int) -> str:
        """Return a period as text."""
        pattern = {"1y": "%Y", "1mo": "%Y-%m", "1h": "%Y-%m-%d %H:00"}.get(self.every, "%Y-%m-%d")
        return ("the week of " if self.every == "1w" else "") + format(self.starts[place], pattern)


def period_counts(audit: Context, clock: Clock, parameters: PeriodParameters) -> PeriodCounts | None:
    """Return the finest periods that usually hold enough rows, or None: if all have equally many it is a series, not events.

    Parameters
    ----------
    audit, clock
        The audit, and when its rows are from; rows from after the day of the audit are left out.
    parameters : PeriodParameters
        Of the check that asks.
    """
    end = datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day) + timedelta(days=366 if clock.unit == "year" else 1)
    moments = audit.engine.table.frame.select(clock.moment.cast(pl.Datetime("us")).alias("at")).drop_nulls()
    moments = moments.filter(pl.col("at") < end)
    for every, word, days in _UNITS[_FINEST[clock.unit] :]:
        counts = moments.group_by(pl.col("at").dt.truncate(every)).len().sort("at")
        rows = counts.get_column("len").cast(pl.Int64).to_numpy()
        if len(rows) < parameters.least_periods:
            return None
        span = (counts.get_column("at")[-1] - counts.get_column("at")[0]) / timedelta(days=1) / days + 1
        if np.median(rows) < parameters.least_rows or len(rows) < parameters.present * span:
            continue
        if np.unique(rows, return_counts=True)[1].max() >= parameters.same_count * len(rows):
            return None
        return PeriodCounts(every=every, word=word, days=days, starts=counts.get_column("at"), rows=rows)
    return None
