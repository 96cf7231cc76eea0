"""The columns by which records are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Ints, ShortCodes
from dataqa.checks.near_texts import plain_texts
from dataqa.context import Context

_NAMING = 5.0
"""Bits from which a field names things rather than sorts them."""
_LONGEST, _FIELDS = 80, 20
"""Mean characters above which a text is no field of a record; fields that are compared, those with the most bits first."""
_LETTERS, _SEEN = 0.5, 500
_FEW = 4
"""Rows for each different cell, from which on only the different ones are read."""


@dataclass(frozen=True)
class Field:
    """One column of records.

    Attributes
    ----------
    name : str
        Of the column.
    values : polars.Series
        The different values: texts in lower case and without punctuation, whole numbers and days as texts, others as they are.
    codes : ndarray of int32, shape (rows,)
        For each row the place of its value among them; negative where it has none.
    counts : ndarray of int64
        The rows with each value.
    words : bool
        Whether most values have letters.
    numbered : bool
        Whether it may number the rows, so that copies have different values: it identifies nothing.
    slips : bool
        Whether a value that differs little may be a slip: not of a measured number or a moment.
    """

    name: str
    values: pl.Series
    codes: ShortCodes
    counts: Ints
    words: bool
    numbered: bool
    slips: bool

    @cached_property
    def shares(self) -> Floats:
        """The share of the rows with each value, of those that have any."""
        return np.asarray(self.counts / max(1, self.counts.sum()), dtype=np.float64)

    @property
    def names(self) -> bool:
        """Whether it names things rather than sorts them."""
        return self.bits >= _NAMING

    @property
    def unique(self) -> bool:
        """Whether no value comes twice."""
        return len(self.counts) == int(self.counts.sum())

    @cached_property
    def chance(self) -> float:
        """The chance that two rows agree (Simpson 1949)."""
        return float(np.sum(self.shares**2))

    @property
    def bits(self) -> float:
        """The information of an agreement in bits, on average over two rows that agree by chance."""
        return -float(np.log2(max(self.chance, 1e-12)))


def fields_of(audit: Context) -> list[Field]:
    """Return the columns as fields, those with the most bits first; long texts are none."""
    found = []
    frame = audit.engine.table.frame
    for profile, column in audit.profiles():
        name, role = profile.name, column.role
        long = profile.lengths is not None and profile.lengths[1] > _LONGEST
        if not long and role not in ("nested", "image", "constant", "split") and profile.distinct > 1:
            found.append(_field(name, frame.get_column(name), role == "id", few=_FEW * profile.distinct < profile.present))
    return sorted(
        (field for field in found if len(field.counts) > 1 and not (field.numbered and field.unique)),
        key=lambda field: (-field.bits, field.name),
    )[:_FIELDS]


def _field(name: str, cells: pl.Series, unique: bool, *, few: bool) -> Field:
    values, codes, counts = _coded_texts(cells, few=few) if cells.dtype == pl.String else _coded_numbers(cells)
    words = spaced = False
    if cells.dtype == pl.String and len(values):
        seen = values.gather_every(max(1, len(values) // _SEEN))
        words, spaced = (float(seen.str.contains(form).mean() or 0) >= _LETTERS for form in (r"\p{L}", r"\S\s+\S"))  # type: ignore[arg-type]
    return Field(name, values, codes, counts, words, unique and not (words and spaced), cells.dtype == pl.String or _written(cells))


def _written(cells: pl.Series) -> bool:
    """Return whether a number is written digit by digit, and not measured: a whole number or a day."""
    return cells.dtype == pl.Date or cells.dtype.is_integer()


def _coded_texts(cells: pl.Series, *, few: bool) -> tuple[pl.Series, ShortCodes, Ints]:
    """Return plain texts as codes; of a column of few different cells only these are made plain."""
    rows = cells.alias("cell").to_frame()
    known = rows.group_by("cell").len() if few else rows.with_columns(pl.lit(1, pl.UInt32).alias("len"))
    known = known.with_columns(plain_texts(known.get_column("cell")).alias("text")).select(
        "cell", "len", pl.when(pl.col("text") != "").then("text")
    )
    counts = known.drop_nulls("text").group_by("text").agg(pl.col("len").sum()).sort("text").with_row_index("code")
    known = known.join(counts.select("text", "code"), on="text", how="left", maintain_order="left")
    coded = rows.join(known, on="cell", how="left", maintain_order="left", nulls_equal=True) if few else known
    codes = coded.get_column("code").cast(pl.Int32).fill_null(-1).to_numpy()
    return counts.get_column("text"), codes, counts.get_column("len").to_numpy().astype(np.int64)


def _coded_numbers(cells: pl.Series) -> tuple[pl.Series, ShortCodes, Ints]:
    """Return numbers, days, moments and truth values as codes: by sorting, which takes no texts of those that are measured."""
    there = cells.is_not_null().to_numpy()
    physical = cells.drop_nulls().to_physical()
    found, inverse, counts = np.unique(
        (physical + 0.0 if physical.dtype.is_float() else physical).to_numpy(),
        return_inverse=True,
        return_counts=True,
    )
    values = pl.Series(found).cast(physical.dtype).cast(cells.dtype)
    order = np.arange(len(values))
    if _written(cells):
        values = values.cast(pl.String)
        order = values.arg_sort().to_numpy().astype(np.int64)
    codes, places = np.full(len(cells), -1, dtype=np.int32), np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    codes[there] = places[inverse]
    return values.gather(order), codes, counts[order]
