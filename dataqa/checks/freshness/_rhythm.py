"""The rhythm of a series of times: its step, and which steps it should have and has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Ints

_DAY = 86_400_000_000
_WORDS = {
    7 * _DAY: "week", _DAY: "day", 3_600_000_000: "hour", 1_800_000_000: "half-hour", 900_000_000: "quarter-hour",
    60_000_000: "minute", 1_000_000: "second",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The steps of a regular series.

    Attributes
    ----------
    start : datetime
        Of step 0.
    step : int
        Microseconds, or months where `monthly`.
    monthly : bool
        True where the steps are calendar months.
    word : str
        The step's name: ``"hour"``, ``"day"``, ``"month"``, ``"15-minute step"``.
    expected, missing : ndarray of int64
        Numbers of the steps that the rhythm has, and of those without a row; ascending.
    """

    start: datetime
    step: int
    monthly: bool
    word: str
    expected: Ints
    missing: Ints

    def at(self, number: int) -> datetime:
        """Return the time of a step."""
        return self.times(np.array([number]))[0]  # type: ignore[no-any-return]

    def times(self, numbers: Ints) -> pl.Series:
        """Return the times of steps."""
        counted = pl.DataFrame({"n": numbers.astype(np.int64) * self.step})
        moved = (
            pl.lit(self.start).dt.offset_by(pl.format("{}mo", "n"))
            if self.monthly
            else pl.lit(self.start) + pl.duration(microseconds="n")
        )
        return counted.select(moved.cast(pl.Datetime("us")).alias("at")).to_series()


def rhythm_of(times: pl.Series, rows: Array, unit: str, parameters: Mapping[str, Any]) -> Rhythm | None:
    """Return the rhythm of a series, or None where it has none that is clear.

    Parameters
    ----------
    times : polars.Series of Datetime("us")
        Different times, ascending, no nulls.
    rows : ndarray of int
        How many rows each has.
    unit : str
        How fine the times are.
    parameters : mapping
        ``least_times``; shares that must be reached: ``same_step``, ``same_count``, ``on_grid``, ``present``; ``never``: the share
        below which a weekday or an hour of the week does not belong to the rhythm; ``most_steps``.
    """
    if len(times) < parameters["least_times" if unit != "year" else "least_years"]:
        return None
    if np.unique(rows, return_counts=True)[1].max() < parameters["same_count"] * len(rows):
        return None
    monthly = unit in ("year", "month") or _calendar_months(times)
    moments = times.dt.year().to_numpy() * 12 + times.dt.month().to_numpy() if monthly else times.dt.epoch("us").to_numpy()
    moments = moments.astype(np.int64)
    steps, how_often = np.unique(np.diff(moments), return_counts=True)
    step = int(steps[how_often.argmax()])
    span = int(moments[-1] - moments[0]) // step + 1
    if how_often.max() < parameters["same_step"] * (len(moments) - 1) or span > parameters["most_steps"]:
        return None
    off = moments - moments[0]
    numbers = off[off % step == 0] // step
    if len(numbers) < parameters["on_grid"] * len(off):
        return None
    there = np.zeros(span, dtype=bool)
    there[numbers] = True
    belongs = np.ones(span, dtype=bool) if monthly else _of_the_week(there, moments[0], step, parameters["never"])
    expected = np.flatnonzero(belongs)
    missing = np.flatnonzero(belongs & ~there)
    if len(missing) > (1 - parameters["present"]) * len(expected):
        return None
    return Rhythm(start=times[0], step=step, monthly=monthly, word=_word(step, monthly), expected=expected, missing=missing)


def _calendar_months(times: pl.Series) -> bool:
    """Return True where all times stand on the same day and hour of their months, or on their last days."""
    clocks = times.dt.epoch("us") % _DAY
    if clocks.n_unique() > 1 or len(times) < 2:
        return False
    return times.dt.day().n_unique() == 1 or bool(((times + timedelta(days=1)).dt.day() == 1).all())


def _of_the_week(there: Bools, start: int, step: int, never: float) -> Bools:
    """Which steps belong to the rhythm: those at hours of the week (days, where the step is a day) that are there often enough."""
    week = 7 * _DAY
    if week % step or step >= week or len(there) * step < 3 * week:
        return np.ones(len(there), dtype=bool)
    slot = np.arange(len(there)) % (week // step)
    often = np.bincount(slot, weights=there) / np.bincount(slot)
    return np.asarray((often >= never)[slot], dtype=np.bool_)


def _word(step: int, monthly: bool) -> str:
    if monthly:
        return {1: "month", 3: "quarter", 12: "year"}.get(step, f"{step}-month step")
    if step in _WORDS:
        return _WORDS[step]
    for size, word in ((_DAY, "day"), (3_600_000_000, "hour"), (60_000_000, "minute"), (1_000_000, "second")):
        if step % size == 0:
            return f"{step // size}-{word} step"
    return "step"
