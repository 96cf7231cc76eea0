"""Months, weekdays and hours without rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Floats
from dataqa.checks.clock import Clock, clock_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cycle:
    """Expected and observed days (or hours of days) in each part of a year, week or day."""

    about: str
    names: tuple[str, ...]
    due: Floats
    there: Floats


class Parameters(CheckParameters):
    """Parameters of `uncovered-times`."""

    due: Annotated[float, Field(gt=0)]
    """Expected days (for hours: hours of days) of a part, spread evenly, from which none at all is no chance."""
    few: Annotated[float, Field(ge=0, le=1)]
    """Share of the expected days below which a part has few."""
    many: Annotated[float, Field(gt=0)]
    """Expected days from which a part can have few."""


@check(needs=("time",), reads=("time",), parameters=Parameters)
def uncovered_times(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the months of the year, the weekdays and the hours of the day with no rows, or with few.

    Days with rows are counted (for hours: hours of days), so that busy times weigh no more than quiet ones. A part is missing if
    at least `due` days were expected with an even spread, and has few rows if it has less than a share `few` of at least `many`
    expected days. If the rows span less than a year, all months without rows are missing. Times that are recorded by month, quarter
    or year show nothing about weekdays.
    """
    p = audit.parameters
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        hours = _hours(audit, clock)
        days = hours.get_column("day").unique().sort()
        monthly = days.dt.day().n_unique() <= 2 or clock.unit == "month" or _one_a_month(days)
        first, last = _span(hours)
        for cycle in _cycles(days, hours, first, last, monthly=monthly, fine=clock.unit in ("hour", "time")):
            missing = (cycle.there == 0) & (cycle.due >= p.due)
            few = (cycle.there < p.few * cycle.due) & (cycle.due >= p.many) & ~missing
            beyond = cycle.about == "months" and (last - first).days < _YEAR
            if beyond:
                missing = cycle.there == 0
            if missing.any() or few.any():
                yield _measured(clock, cycle, missing, few, first, last)


def _hours(audit: Context, clock: Clock) -> pl.DataFrame:
    """Return the hours in which there are rows: ``day``, ``hour`` and how many ``rows``."""
    moment = clock.moment
    counted = audit.engine.counts(moment.dt.truncate("1h").alias("at"), where=moment.is_not_null())
    at = pl.col("at")
    return counted.select(at.dt.date().alias("day"), at.dt.hour().cast(pl.Int64).alias("hour"), pl.col("len").alias("rows"))


def _one_a_month(days: pl.Series) -> bool:
    """Return whether there is at most one day a month, such as the last one on which an exchange is open."""
    return len(days) >= len(_MONTHS) and days.dt.truncate("1mo").n_unique() == len(days)


def _span(hours: pl.DataFrame) -> tuple[date, date]:
    """Return the first and last day without the outermost 0.5 % of the rows on each side."""
    rows = hours.get_column("rows").cum_sum()
    inside = hours.filter((rows >= 0.005 * rows[-1]) & (rows.shift(1, fill_value=0) <= 0.995 * rows[-1]))
    return inside.row(0)[0], inside.row(-1)[0]


def _cycles(days: pl.Series, hours: pl.DataFrame, first: date, last: date, *, monthly: bool, fine: bool) -> Iterator[_Cycle]:
    span = (last - first).days + 1
    months = np.bincount(days.dt.month().to_numpy() - 1, minlength=12).astype(np.float64)
    calendar = pl.date_range(first, last, "1d", eager=True).dt.month().to_numpy() - 1
    exposed = np.bincount(calendar, minlength=12) / span
    quarterly = monthly and len(np.unique(np.diff(np.flatnonzero(months), append=np.flatnonzero(months)[0] + 12))) == 1
    if not (quarterly and (months > 0).sum() < 12):
        yield _Cycle(about="months", names=_MONTHS, due=exposed * len(days), there=months)
    if monthly or span < 28:
        return
    weekdays = np.bincount(days.dt.weekday().to_numpy() - 1, minlength=7).astype(np.float64)
    if (weekdays > 0).sum() >= 3:
        yield _Cycle(about="weekdays", names=_WEEKDAYS, due=np.full(7, len(days) / 7), there=weekdays)
    if fine:
        clock = np.bincount(hours.get_column("hour").to_numpy(), minlength=24).astype(np.float64)
        if (clock > 0).sum() >= 8:
            names = tuple(f"{hour}:00" for hour in range(24))
            yield _Cycle(about="hours", names=names, due=np.full(24, hours.height / 24), there=clock)


def _measured(clock: Clock, cycle: _Cycle, missing: Bools, few: Bools, first: date, last: date) -> Measurement:
    bars = [name[:3] if cycle.about != "hours" else name for name in cycle.names]
    return Measurement(
        value=float((missing | few).mean()),
        unit=f"share of {cycle.about}",
        columns=clock.columns,
        about=cycle.about,
        kind="" if not few.any() else "both" if missing.any() else "few",
        details={
            "missing_parts": _runs(cycle.names, missing),
            "few_parts": _runs(cycle.names, few),
            "missing_count": int(missing.sum()),
            "few_count": int(few.sum()),
            "parts": len(cycle.names),
            "first": first.isoformat(),
            "last": last.isoformat(),
            "season": int(cycle.about == "months"),
            "missing": [name for name, out in zip(cycle.names, missing, strict=True) if out],
            "few_rows": [name for name, out in zip(cycle.names, few, strict=True) if out],
        },
        evidence=(
            Evidence(
                title=f"{'Hours of days' if cycle.about == 'hours' else 'Days'} with rows, by {cycle.about}",
                unit="hours" if cycle.about == "hours" else "days",
                labels=tuple(bars),
                values=tuple(cycle.there.tolist()),
                marked=tuple(np.flatnonzero(missing | few).tolist()),
                ordered=True,
            ),
        ),
    )


def _runs(names: Sequence[str], places: Bools) -> tuple[str, ...]:
    """Return the names, runs of three and more as ``"first to last"``; the last is followed by the first."""
    count = len(names)
    if places.all():
        return (f"{names[0]} to {names[-1]}",)
    start = int(np.flatnonzero(~places)[0]) + 1
    found: list[list[int]] = []
    for place in ((start + step) % count for step in range(count)):
        if places[place]:
            if found and found[-1][-1] == (place - 1) % count:
                found[-1].append(place)
            else:
                found.append([place])
    runs = ([f"{names[run[0]]} to {names[run[-1]]}"] if len(run) > 2 else [names[place] for place in run] for run in found)
    return tuple(name for run in runs for name in run)
