"""Stretches of time of equal length, of whole years where there are several."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Ints
from dataqa.checks.freshness._drift.windows import Windows

_YEAR = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A stretch of time.

    Attributes
    ----------
    first : float
        Day on which it begins.
    places : ndarray of int64
        Places of its rows, ascending.
    days : ndarray of float64
        Of these rows.
    """

    first: float
    places: Ints
    days: Floats


def eras_of(windows: Windows, days: Floats, most: int) -> list[Era]:
    """Cut the time, back from its end; what is left at its beginning belongs to the oldest stretch.

    Parameters
    ----------
    windows : Windows
        The times of the data.
    days : ndarray of float64
        Of the rows that are assigned to a stretch; NaN if not known.
    most : int
        Stretches at most.
    """
    known = np.flatnonzero(~np.isnan(days))
    if len(known) < 2:
        return []
    yearly = windows.clock.unit == "year"
    years = windows.years + (1 if yearly else 0)
    if years >= 1.9:
        length = max(1, math.ceil(round(years) / most)) * _YEAR
        count = max(2, int((years + 0.1) * _YEAR / length))
        begin = windows.end - length * np.arange(count, 0, -1) + (1 if yearly else 0)
    else:  # equally many rows, and all rows of one moment in one stretch
        begin = np.unique(np.quantile(days[known], np.arange(most) / most, method="higher"))
    begin[0] = windows.start
    place = np.searchsorted(begin, days[known], side="right") - 1
    return [
        Era(first=float(first), places=known[place == at], days=days[known[place == at]])
        for at, first in enumerate(begin)
        if (place == at).any()
    ]
