"""The rows by the period that they are from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import polars as pl

from dataqa.arrays import Ints
from dataqa.checks.clock import Clock, Unit, moment_text

_UNITS: tuple[tuple[str, Unit], ...] = (("1h", "hour"), ("1d", "day"), ("1mo", "month"), ("1q", "month"), ("1y", "year"))


@dataclass(frozen=True, slots=True)
class Periods:
    """Hours, days, months, quarters or years.

    Attributes
    ----------
    codes : ndarray of int64
        The period of each row; −1 where it is not known.
    starts : list of datetime
        When each begins, in order; only those with rows.
    unit : str
        How fine a start is to be shown.
    """

    codes: Ints
    starts: list[datetime]
    unit: Unit

    def label(self, place: int) -> str:
        """Return a period in words."""
        return moment_text(self.starts[place], self.unit)


def periods_of(frame: pl.DataFrame, clock: Clock, as_of: date, most: int) -> Periods | None:
    """Return the finest periods of which there are not more than `most`; None where all rows are from one.

    Rows from after the day of the audit, which cannot be, are from none.
    """
    last = date(as_of.year, 12, 31) if clock.unit == "year" else as_of
    possible = pl.when(clock.moment.dt.date() <= last).then(clock.moment)
    hours = frame.select(possible.dt.truncate("1h").alias("at")).get_column("at")
    known = hours.drop_nulls().unique().sort()
    finest = [unit for _, unit in _UNITS].index(clock.unit if clock.unit != "time" else "hour")
    sizes = iter(_UNITS[finest:])
    truncated, starts, unit = known, known, clock.unit
    while starts.len() > most and (following := next(sizes, None)) is not None:
        size, unit = following
        truncated = known.dt.truncate(size)
        starts = truncated.unique().sort()
    if starts.len() < 2:
        return None
    of_hour = np.searchsorted(starts.to_numpy(), truncated.to_numpy())
    codes = of_hour[np.searchsorted(known.to_numpy(), hours.fill_null(known[0]).to_numpy())]
    return Periods(np.where(hours.is_null().to_numpy(), -1, codes).astype(np.int64), starts.to_list(), unit)
