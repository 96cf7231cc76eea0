"""When rows are from: the time column, made finer by columns of months, days and hours beside it, and words for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.roles.names import TIMES, YEARS, words_of

Unit = Literal["year", "month", "day", "hour", "time"]
_RANGE = {"month": (1, 1, 12, 12), "day": (1, 1, 28, 31), "hour": (0, 1, 12, 24)}
"""Least and greatest value that the least and the greatest number of such a column may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """When each row is from.

    Attributes
    ----------
    moment : polars.Expr
        As datetimes; a year counts from its last day.
    columns : tuple of str
        That say so: the time column first.
    unit : str
        How fine: ``"year"``, ``"month"``, ``"day"``, ``"hour"``, or ``"time"`` where the cells say more.
    """

    moment: pl.Expr
    columns: tuple[str, ...]
    unit: Unit


def clock_of(audit: Context, name: str) -> Clock:
    """Return when rows are from by the time column `name` and the columns that say it more finely.

    Parameters
    ----------
    audit : Context
        The audit.
    name : str
        A column of times.
    """
    words = parameters_of("clock")["parts"]
    found = {unit: _part(audit, name, unit, words[unit]) for unit in _RANGE}
    month, day, hour = found["month"], found["day"], found["hour"]
    moment, used = audit.moments(name), [name]
    match audit.task.columns[name].clock:
        case "year" if month is not None:
            years, months = pl.col(name).cast(pl.Int32, strict=False), pl.col(month).cast(pl.Int8, strict=False)
            moment, unit = pl.datetime(years, months, 1), "month"
            used.append(month)
            if day is not None:
                moment, unit = moment + pl.duration(days=pl.col(day).cast(pl.Int64, strict=False) - 1), "day"
                used.append(day)
        case "year":
            unit = "year"
        case "yyyymm":
            unit = "month"
        case "yyyymmdd":
            unit = "day"
        case _:
            whole = audit.engine.aggregate((moment.dt.truncate("1d") == moment).all().alias("whole"))
            unit = "day" if whole["whole"] else "time"
    if unit == "day" and hour is not None:
        moment, unit = moment + pl.duration(hours=pl.col(hour).cast(pl.Int64, strict=False)), "hour"
        used.append(hour)
    return Clock(moment=moment, columns=tuple(used), unit=unit)  # type: ignore[arg-type]


def _part(audit: Context, name: str, unit: str, words: Collection[str]) -> str | None:
    """Return the column of whole months, days or hours that goes with a time column: "Mo Sold" with "Yr Sold"."""
    of_what = set(words_of(name)) - YEARS - TIMES
    least, least_end, most_start, most = _RANGE[unit]
    for column, _ in audit.profiles("numeric", "categorical", "datetime"):
        own = set(words_of(column.name))
        rest = own - set(words)
        if column.name == name or own == rest or (rest and rest != of_what) or column.kind != "number" or not column.integral:
            continue
        if column.nulls == 0 and least <= column.minimum <= least_end and most_start <= column.maximum <= most:
            return column.name
    return None


def moment_text(moment: datetime, unit: Unit) -> str:
    """Return a moment as text, as fine as it is known."""
    if unit == "time":
        return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:{({'year': '%Y', 'month': '%Y-%m', 'day': '%Y-%m-%d', 'hour': '%Y-%m-%d %H:00'})[unit]}}"


def length(days: float) -> str:
    """Return a stretch of time in words: ``"13.9 years"``, ``"5 months"``, ``"12 days"``, ``"3 hours"``."""
    if days >= 730:
        return f"{days / 365.2425:.1f} years"
    if days >= 61:
        return f"{days / 30.436875:.0f} months"
    size, word = next(((size, word) for size, word in ((1.0, "day"), (24.0, "hour")) if days * size >= 2), (1440.0, "minute"))
    number = round(days * size)
    return f"{number:,} {word}{'' if number == 1 else 's'}"
