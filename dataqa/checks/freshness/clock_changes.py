"""Hours that stand twice, or are missing, because clocks were changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

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


def _sunday(year: int, month: int, which: int) -> dt.date:
    """Return the first, second … Sunday of a month, or the last for -1."""
    if which < 0:
        end = (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return end - dt.timedelta(days=(end.weekday() + 1) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))


_CHANGES: dict[str, tuple[Callable[[int], dt.date], Callable[[int], dt.date]]] = {
    "Europe": (lambda year: _sunday(year, 3, -1), lambda year: _sunday(year, 10, -1)),
    "North America": (lambda year: _sunday(year, 3, 2), lambda year: _sunday(year, 11, 1)),
    "southern Australia": (lambda year: _sunday(year, 10, 1), lambda year: _sunday(year, 4, 1)),
}
"""When clocks go forward and back: Directive 2000/84/EC, the US Energy Policy Act of 2005, and Australian state law."""


@check(needs=("time",), reads=("table",))
def clock_changes(audit: Context) -> Iterator[Measurement]:
    """Nights of a clock change in which an hour stands twice or is missing, of all such nights of the series.

    Times are then local times without a zone. It takes an hour that stands twice on each night on which clocks went back, and on no
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
    years = range(min(days).year, max(days).year + 1)
    for place, (forward, back) in _CHANGES.items():
        springs = [day for day in map(forward, years) if _inside(day, days)]
        autumns = [day for day in map(back, years) if _inside(day, days)]
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


def _repeated(series: Series) -> pl.Series:
    """Return the times that stand twice in one series, within the night."""
    pairs = pl.DataFrame({"of": series.of, "at": series.at})
    return pairs.filter(pl.len().over("of", "at") > 1, pl.col("at").dt.hour() < _NIGHT).get_column("at").unique().sort()


def _inside(day: dt.date, days: set[dt.date]) -> bool:
    return day in days and {day - dt.timedelta(days=1), day + dt.timedelta(days=1)} <= days


def _after(night: pl.Series, skipped: list[dt.date]) -> int:
    """Return the hour that follows the missing one."""
    hours = night.filter(night.dt.date().is_in(skipped)).dt.hour()
    return int(hours.max()) + 1 if len(hours) else -1  # type: ignore[arg-type]
