"""The century of years that are written with two digits."""

from __future__ import annotations

import numpy as np
import polars as pl

_CENTURY, _PIVOT, _GAP = 100, 69, 5
"""Years from 69 on are read as of the last century (POSIX), and years without a date at least where the dates of a column begin."""


def in_one_century(moments: pl.Series) -> tuple[pl.Series, str]:
    """Move dates by a century so that those of a column follow each other; and say so, in words for people.

    The years 35 to 99 and 00 to 04 are 1935 to 2004, and not 1969 to 2068: a run of years ends at its widest gap, and not in 1969.

    Parameters
    ----------
    moments : polars.Series of Datetime
        Dates whose years of two digits were read as 1969 to 2068.
    """
    years = moments.dt.year().drop_nulls().unique().to_numpy()
    if not len(years) or years.min() >= 1900 + _CENTURY or years.max() < 1900 + _CENTURY:
        return moments, ""
    places = np.sort(years % _CENTURY)
    gaps = np.diff(places, append=places[0] + _CENTURY)
    widest = int(gaps.argmax())
    first = int(places[(widest + 1) % len(places)])
    if gaps[widest] <= _GAP or first >= _PIVOT:
        return moments, ""
    late = (moments.dt.year() >= 1900 + _CENTURY + first).fill_null(False)
    if not late.any():
        return moments, ""
    return (
        moments.zip_with(~late, moments.dt.offset_by(f"-{_CENTURY}y")),
        f"years of two digits were read as {1900 + first} to {1900 + first + _CENTURY - 1}",
    )
