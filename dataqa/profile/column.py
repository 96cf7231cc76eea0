"""What is known of one column, and of the table, when all rows have been seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

Kind = Literal["number", "text", "boolean", "datetime"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """Statistics of one column over all rows.

    Attributes
    ----------
    name : str
        Its name.
    kind : {"number", "text", "boolean", "datetime"}
        What its cells are.
    stored : str
        The dtype as it came in, for people.
    rows, nulls : int
        All rows; rows without a value (cells read as missing included).
    distinct : int
        Different values, nulls not counted; an estimate where `exact` is False.
    distinct_error : float
        Relative standard error of `distinct`; 0 where exact.
    exact : bool
        True where `distinct` and `top` count every value of the column.
    top : tuple of (value, int)
        The most frequent values and their counts, ties in the order of the values; where not `exact` scaled up from the
        row sample.
    minimum, maximum : float, datetime or None
        Extremes of numbers (infinities left out) and of dates.
    mean, deviation : float or None
        Of numbers, infinities left out; `deviation` is the standard deviation with n in the denominator.
    zeros, negatives, infinite : int
        Counts, of numbers.
    integral : bool
        True where all numbers are whole.
    quantiles : mapping of float to float
        Of numbers: keys 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99.
    histogram : tuple of (float, float, int)
        Of numbers and dates (seconds since 1970): lower edge, upper edge, count; scaled up from the sample where rows were sampled.
    lengths : tuple of (int, float, int) or None
        Of text: shortest, mean, longest, in characters.
    blanks : int
        Of text: cells of white space only.
    shapes : tuple of (str, float)
        Of text: the commonest shapes ("A9-99") and their shares, from the sample.
    buckets : mapping of datetime to int
        Of dates: rows per `bucket_unit`.
    bucket_unit : str
        ``"1m"``, ``"1h"``, ``"1d"``, ``"1mo"`` or ``"1y"``.
    """

    name: str
    kind: Kind
    stored: str
    rows: int
    nulls: int
    distinct: int
    distinct_error: float = 0.0
    exact: bool = True
    top: tuple[tuple[Any, int], ...] = ()
    minimum: Any = None
    maximum: Any = None
    mean: float | None = None
    deviation: float | None = None
    zeros: int = 0
    negatives: int = 0
    infinite: int = 0
    integral: bool = False
    quantiles: Mapping[float, float] = field(default_factory=dict)
    histogram: tuple[tuple[float, float, int], ...] = ()
    lengths: tuple[int, float, int] | None = None
    blanks: int = 0
    shapes: tuple[tuple[str, float], ...] = ()
    buckets: Mapping[Any, int] = field(default_factory=dict)
    bucket_unit: str = ""

    @property
    def present(self) -> int:
        """Rows with a value."""
        return self.rows - self.nulls


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Statistics of all columns over all rows, and a sample of whole rows.

    Attributes
    ----------
    rows : int
        All rows.
    columns : mapping of str to ColumnProfile
        In the order of the data.
    sample : polars.DataFrame
        Whole rows, those whose content hashes lowest: the same whatever the order of the rows. All rows where there are few.
    """

    rows: int
    columns: Mapping[str, ColumnProfile]
    sample: pl.DataFrame

    @property
    def sampled(self) -> bool:
        """True where `sample` is not all rows."""
        return self.sample.height < self.rows
