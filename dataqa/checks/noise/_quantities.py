"""Columns of numbers and dates as plain numbers, with the step in which each is written, and how usual each value is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Ints
from dataqa.checks.distribution import sentinels_of
from dataqa.context import Context

_DAY = 86_400_000_000
_DECIMALS = 6
_LOOK = 4_000
_BINS = 64
_CLOCKS = ("datetime", "seconds", "milliseconds", "yyyymmdd", "day number")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One column.

    Attributes
    ----------
    name : str
        Its name.
    dated : bool
        True for dates, which count in days since 1970.
    look : ndarray of float64
        Some of the cells, of the same rows in every column, whatever the order of the rows.
    step : float
        The unit of the last decimal in which nearly all cells are written; 0 where they are written in full.
    audit : Context
        All rows.
    codes : tuple of float
        Codes for "missing".
    of : str
        The column whose cells these are.
    make : callable or None
        Gives all cells, where they are not those of the column itself.
    labels : mapping of float to str
        What stands in the column for a number, where it is not that.
    """

    name: str
    dated: bool
    look: Floats
    step: float
    audit: Context
    codes: tuple[float, ...] = ()
    of: str = ""
    make: Callable[[], Floats] | None = None
    labels: Mapping[float, str] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The column whose cells these are."""
        return self.of or self.name

    @cached_property
    def values(self) -> Floats:
        """All cells; NaN where there is none, or a code for "missing"."""
        if self.make is not None:
            return self.make()
        cells: Floats = self.audit.engine.table.frame.select(_number(self.audit, self.name)).to_series().to_numpy()
        return np.where(np.isin(cells, self.codes), np.nan, cells) if self.codes else cells

    @property
    def whole(self) -> bool:
        """True for whole numbers."""
        return self.step >= 1 and not self.dated

    @cached_property
    def _seen(self) -> tuple[Floats, Ints, Floats]:
        there = self.look[np.isfinite(self.look)]
        values, counts = np.unique(there, return_counts=True)
        return values, counts.astype(np.int64), np.unique(np.quantile(there, np.linspace(0, 1, _BINS + 1)))

    @property
    def distinct(self) -> int:
        """Different values among those looked at."""
        return len(self._seen[0])

    def usual(self, values: Floats) -> Floats:
        """Return the logarithm of how often a value like each of these is seen; far lower outside of all that was seen."""
        known, counts, edges = self._seen
        total = counts.sum()
        span = float(known[-1] - known[0]) or 1.0
        step = max(self.step, span / 10_000)
        place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, max(len(edges) - 2, 0))
        width = np.maximum(np.diff(edges), step) if len(edges) > 1 else np.array([step])
        density = np.full(len(values), 1 / _BINS) / width[place] * step
        at = np.clip(np.searchsorted(known, values), 0, len(known) - 1)
        same = np.isclose(known[at], values, rtol=1e-9, atol=0)
        often = np.where(same, counts[at], 0)
        if len(known) <= _BINS:
            density = np.full(len(values), 0.3 / total)
        outside = (values < known[0] - 0.02 * span) | (values > known[-1] + 0.02 * span) | ~np.isfinite(values)
        return np.asarray(np.log(np.where(outside, 1e-3 / total, np.maximum(density, np.where(often >= 3, often, 0) / total))))


def quantities(audit: Context, names: Sequence[str]) -> list[Quantity]:
    """Return these columns, dates in days, codes for "missing" as missing.

    Parameters
    ----------
    audit : Context
        The rows.
    names : sequence of str
        Columns of numbers or of dates.
    """
    found: list[Quantity] = []
    sample = audit.profile.sample.head(_LOOK).select(_number(audit, name) for name in names)
    for name in names:
        column = audit.profile.columns[name]
        look = sample.get_column(name).to_numpy()
        codes = tuple(one.value / (_DAY if column.kind == "datetime" else 1) for one in sentinels_of(audit, column)[0])
        look = np.where(np.isin(look, codes), np.nan, look) if codes else look
        if np.isfinite(look).any():
            dated = is_dated(audit, name)
            found.append(Quantity(name=name, dated=dated, look=look, step=_step(look, dated), audit=audit, codes=codes))
    return found


def is_dated(audit: Context, name: str) -> bool:
    """Return whether a column holds moments."""
    return audit.task.columns[name].clock in _CLOCKS


def _number(audit: Context, name: str) -> pl.Expr:
    if is_dated(audit, name):
        moment = audit.moments(name)
        return (moment.dt.epoch("us") / _DAY).cast(pl.Float64).fill_null(float("nan")).alias(name)
    cell = pl.col(name).cast(pl.Float64)
    return pl.when(cell.is_finite()).then(cell).otherwise(float("nan")).alias(name)


def _step(values: Floats, dated: bool) -> float:
    there = values[np.isfinite(values)]
    if dated:
        return next((unit for unit in (1.0, 1 / 24, 1 / 1440, 1 / 86_400) if _on_grid(there, unit)), 0.0)
    return next((10.0**-places for places in range(_DECIMALS + 1) if _on_grid(there, 10.0**-places)), 0.0)


def _on_grid(values: Floats, unit: float) -> bool:
    scaled = values / unit
    return bool((np.abs(scaled - np.round(scaled)) <= 1e-6 * np.maximum(1.0, np.abs(scaled) * 1e-6)).mean() >= 0.98)
