"""Hours that occur twice, or are missing, because clocks were changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.series import Series, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase, Rows

_HOUR = 3_600_000_000
_NIGHT, _OTHERS = 4, 0.5
"""Hours after midnight within which clocks are changed; repeated hours of other days, for each of these."""


_ZONES = {"Europe": "Europe/Berlin", "North America": "America/New_York", "southern Australia": "Australia/Sydney"}
"""A time zone of each place that changes its clocks."""


@check(needs=("time",), reads=("table",))
def clock_changes(audit: Context) -> Iterator[Measurement]:
    """Nights of a clock change in which an hour occurs twice or is missing, of all such nights of the series.

    Times are then local times without a zone. It takes an hour that occurs twice on each night on which clocks went back, and on no
    other; where no such night is in the data, an hour that is missing on each night on which they went forward.
    """
    series = series_of(audit)
    if series.rhythm is None or series.rhythm.monthly or series.rhythm.step > _HOUR:
        raise NotApplicable("the rows follow no rhythm of hours or less")
    repeated = _repeated(series)
    twice = set(repeated.dt.date().unique().to_list())
    missing = series.rhythm.times(series.rhythm.missing)
    night = missing.filter(missing.dt.hour() < _NIGHT)
    lacking = dict(night.dt.date().value_counts(name="rows").iter_rows())
    days = set(series.at.dt.date().unique().to_list())
    for place, zone in _ZONES.items():
        springs, autumns = ([day for day in changed if _inside(day, days)] for changed in _changes(zone, min(days), max(days)))
        doubled = [day for day in autumns if day in twice]
        skipped = [day for day in springs if lacking.get(day, 0) * series.rhythm.step == _HOUR]
        whole = len(doubled) == len(autumns) and len(skipped) == len(springs)
        if not whole or not (doubled or (skipped and not twice)) or len(twice) - len(doubled) > _OTHERS * len(doubled):
            continue
        on = series.at.dt.date().is_in(doubled) & series.at.is_in(repeated.implode())
        after = series.at.dt.date().is_in(skipped) & (series.at.dt.hour() == _after(night, skipped))
        yield Measurement(
            value=(len(doubled) + len(skipped)) / (len(autumns) + len(springs)),
            unit="share of nights",
            columns=series.clock.columns,
            rows=Rows(positions=series.rows[np.append(np.flatnonzero(on.to_numpy()), np.flatnonzero(after.to_numpy()))]),
            details={
                "doubled": len(doubled),
                "skipped": len(skipped),
                "place": Phrase(place),
                "days": [str(day) for day in sorted([*doubled, *skipped])],
            },
        )
        return


def _changes(zone: str, first: dt.date, last: dt.date) -> tuple[list[dt.date], list[dt.date]]:
    """Return the days of some years on which clocks went forward, and on which they went back, by the time zone database."""
    days = pl.date_range(first, last, eager=True)
    noons = days.cast(pl.Datetime("us")).dt.offset_by("12h").dt.replace_time_zone(zone)
    moved = (noons.dt.base_utc_offset() + noons.dt.dst_offset()).diff().dt.total_seconds()
    return days.filter(moved > 0).to_list(), days.filter(moved < 0).to_list()


def _repeated(series: Series) -> pl.Series:
    """Return the times that occur twice in one series, within the night."""
    pairs = pl.DataFrame({"of": series.of, "at": series.at})
    return pairs.filter(pl.len().over("of", "at") > 1, pl.col("at").dt.hour() < _NIGHT).get_column("at").unique().sort()


def _inside(day: dt.date, days: set[dt.date]) -> bool:
    return day in days and {day - dt.timedelta(days=1), day + dt.timedelta(days=1)} <= days


def _after(night: pl.Series, skipped: list[dt.date]) -> int:
    """Return the hour that follows the missing one."""
    hours = night.filter(night.dt.date().is_in(skipped)).dt.hour()
    return int(hours.max()) + 1 if len(hours) else -1  # type: ignore[arg-type]
