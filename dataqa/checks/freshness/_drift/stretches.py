"""A level over the whole of the time: stretch by stretch, and whether it changed at once or bit by bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.checks.freshness._drift.windows import Windows
from dataqa.context import Context
from dataqa.model import Evidence

_YEAR, _FINE, _FEW = 365.2425, 12, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The mean of something over stretches of time of equal length.

    Attributes
    ----------
    labels : tuple of str
        When each stretch begins.
    values : ndarray of float64
        Means.
    step : str
        When it changed in one step; empty if it did not.
    gradual : bool
        True if it changed gradually.
    """

    labels: tuple[str, ...]
    values: Floats
    step: str
    gradual: bool


def level_of(audit: Context, windows: Windows, column: str, level: pl.Expr) -> Level:
    """Return the level of a column: by years where there are several, so that no season is taken for a change.

    What is left unexplained decides between a step and a trend (least squares: the best single step, or a line; with several
    years, in addition to a level for each month of the year).
    """
    years, of_year = windows.years, windows.clock.unit == "year"
    count = round(years) + of_year if years >= 2.9 else 2 if years >= 1.9 else _FINE
    while count > 2 * _FINE:
        count = -(-count // 2)
    labels, values = _means(audit, windows, level, count)
    step, gradual = "", False
    if not 1.9 <= years < 10 or of_year:
        step, gradual = _change(labels, values, period=1)
    elif (months := round(years * 12)) == round(years) * 12 or years > 3:
        step, gradual = _change(*_means(audit, windows, level, months), period=12)
    return Level(labels=labels, values=values, step=step, gradual=gradual)


def _means(audit: Context, windows: Windows, level: pl.Expr, count: int) -> tuple[tuple[str, ...], Floats]:
    """Return the level in stretches of equal length, each with when it begins."""
    size = (windows.end - windows.start + (_YEAR if windows.clock.unit == "year" else 0)) / count or 1.0
    place = pl.Series("place", ((windows.days - windows.start) / size + 1e-9).clip(-1, count - 1), nan_to_null=True)
    frame = audit.engine.table.frame.select(level.alias("level")).with_columns(place.floor().cast(pl.Int64))
    means = frame.drop_nulls().group_by("place").agg(pl.col("level").mean()).sort("place")
    labels = tuple(windows.at(windows.start + size * at + 1e-6) for at in means.get_column("place").to_list())
    return labels, means.get_column("level").to_numpy().astype(np.float64)


def _change(labels: tuple[str, ...], values: Floats, period: int) -> tuple[str, bool]:
    """Return when the level changed in one step (empty: it did not), and whether it changed gradually."""
    count = len(values)
    if count < max(_FEW, 2 * period):
        return "", False
    season = np.arange(count) % period

    def left(column: Floats) -> float:
        """Return what is left unexplained by the seasons and this column."""
        x, y = (one - (np.bincount(season, weights=one) / np.bincount(season))[season] for one in (column, values))
        return float(y @ y) - (float(x @ y) ** 2 / float(x @ x) if float(x @ x) > 0 else 0.0)

    steps = {
        at: left((np.arange(count) >= at).astype(np.float64)) for at in range(max(2, period // 4), count - max(1, period // 4))
    }
    at = min(steps, key=lambda one: (steps[one], one))
    step, trend, whole = steps[at], left(np.arange(count, dtype=np.float64)), left(np.zeros(count))
    if whole <= 0 or min(step, trend) > 0.5 * whole:
        return "", False
    return (labels[at], False) if step < 0.6 * trend else ("", trend < 0.6 * step)


def picture(level: Level, title: str, unit: str) -> tuple[Evidence, ...]:
    """Return the bars of a level, the newest one marked."""
    if len(level.values) < 2:
        return ()
    return (
        Evidence(
            title=title,
            unit=unit,
            labels=level.labels,
            values=tuple(float(value) for value in level.values),
            marked=(len(level.values) - 1,),
            ordered=True,
        ),
    )
