"""What a spreadsheet does to values when it opens a file: names and ranges become dates, long numbers lose their last digits."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Positions
from dataqa.context import Context
from dataqa.model import no_positions
from dataqa.profile.column import ColumnProfile

_MONTH = "(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = rf"^(?:[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2}})?|{_MONTH}-[0-9]{{2}})$"
_LEAST, _MOST = 2, 0.2
"""Rows of such dates at least, and their share at most: more of them are a column of dates."""
_DIGITS, _LONG = 6, 12
"""Digits that scientific notation keeps, and digits of a whole number from which on a spreadsheet writes it so."""
_ALIKE, _DIFFERENT = 0.95, 20


def became_dates(audit: Context, column: ColumnProfile) -> Positions:
    """Return the rows of a text column that hold dates such as ``2-Sep`` where all others hold something else."""
    rows = audit.engine.where(pl.col(column.name).str.contains(_DATE))
    return rows if _LEAST <= len(rows) <= _MOST * column.present else no_positions()


def kept_digits(audit: Context, column: ColumnProfile) -> tuple[int, int] | None:
    """Return how many digits long whole numbers have, and how many of them are not cut to zero; None where nothing was cut.

    Amounts spread over several powers of ten, and codes of one length do not.
    """
    if not column.integral or column.distinct < _DIFFERENT or column.minimum < 10 ** (_LONG - 1):
        return None
    values: Floats = audit.engine.values(column.name).drop_nulls().cast(pl.Float64).to_numpy()
    values = values[np.isfinite(values)]
    powers, counts = np.unique(np.floor(np.log10(values)).astype(np.int64), return_counts=True)
    power = int(powers[counts.argmax()])
    if counts.max() < _ALIKE * len(values):
        return None
    rounded = values / 10.0 ** (power - _DIGITS + 1)
    return (power + 1, _DIGITS) if bool(np.isclose(rounded, np.round(rounded), rtol=0, atol=1e-6).all()) else None
