"""What a spreadsheet does to values when it opens a file: names and ranges become dates, long numbers lose their last digits."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Positions
from dataqa.context import Context
from dataqa.model import no_positions
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import words_of

_MONTH = "(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = rf"^(?:[0-9]{{1,2}}-{_MONTH}(?:-[0-9]{{2}})?|{_MONTH}-[0-9]{{2}})$"
# MARCH1, SEPT2, TP53, and 1-5: what a spreadsheet takes for a date, and its like
_CODE = r"^(?:\p{L}{1,10}[-_ ]?[0-9]{1,4}\p{L}?|[0-9]{1,2} ?[-/–] ?[0-9]{1,2})$"
_RANGE = r"^(?:[<>≤≥]?=?\s?)?[0-9]{1,3}\s?(?:[-–]\s?[0-9]{1,3}|\+)$"


class BecameDates(CheckParameters):
    """When dates among other texts were names or ranges."""

    least: Annotated[int, Field(ge=1)]
    """Rows of such dates."""
    most: Annotated[float, Field(gt=0, le=1)]
    """Share of the cells that they are at most: more of them are a column of dates."""
    codes: Annotated[float, Field(gt=0, le=1)]
    """Share of the other different cells that are codes or ranges, which a spreadsheet takes for dates."""
    ranges: Annotated[float, Field(gt=0, le=1)]
    """Share of the other different cells that are ranges, from which dates may be most of the cells: 20-29 next to Oct-19."""


class Rounded(CheckParameters):
    """When long numbers have lost their last digits."""

    kept: Annotated[int, Field(ge=1, le=15)]
    """Digits that scientific notation keeps."""
    long: Annotated[int, Field(ge=2)]
    """Digits of a whole number from which on a spreadsheet writes it so."""
    alike: Annotated[float, Field(gt=0, le=1)]
    """Share of the numbers with the same number of digits: amounts spread further."""
    different: Annotated[int, Field(ge=2)]
    """Different numbers."""
    names: tuple[str, ...]
    """Words of the name of a column that identifies something: amounts may be rounded."""


def became_dates(audit: Context, column: ColumnProfile, asked: BecameDates) -> Positions:
    """Return the rows of a text column that hold dates such as ``2-Sep`` where most others hold codes or ranges."""
    rows = audit.engine.where(pl.col(column.name).str.contains(_DATE))
    if len(rows) < asked.least or len(rows) == column.present:
        return no_positions()
    others = audit.engine.values(column.name, lambda s: s.drop_nulls().unique())
    others = others.filter(~others.str.contains(_DATE))
    if others.str.contains(_RANGE).sum() >= asked.ranges * len(others):
        return rows
    if len(rows) > asked.most * column.present:
        return no_positions()
    return rows if others.str.contains(_CODE).sum() >= asked.codes * len(others) else no_positions()


def digits_lost(audit: Context, column: ColumnProfile, asked: Rounded) -> int | None:
    """Return how many digits long numbers of a column of identifiers have, all but the first few of which are zero; else None."""
    if not column.integral or column.distinct < asked.different or column.minimum < 10 ** (asked.long - 1):
        return None
    if not set(words_of(column.name)) & set(asked.names):
        return None
    values: Floats = audit.engine.values(column.name).drop_nulls().cast(pl.Float64).to_numpy()
    values = values[np.isfinite(values)]
    powers, counts = np.unique(np.floor(np.log10(values)).astype(np.int64), return_counts=True)
    power = int(powers[counts.argmax()])
    if counts.max() < asked.alike * len(values):
        return None
    rounded = values / 10.0 ** (power - asked.kept + 1)
    return power + 1 if bool(np.isclose(rounded, np.round(rounded), rtol=0, atol=1e-6).all()) else None
