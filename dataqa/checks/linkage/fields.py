"""The columns by which records are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Codes, Floats
from dataqa.checks.near_texts import plain_texts
from dataqa.context import Context

_NAMING = 5.0
"""Bits from which a field names things rather than sorts them."""
_LONGEST, _FIELDS = 80, 20
"""Mean characters above which a text is no field of a record; fields that are compared, those with the most bits first."""
_LETTERS, _SEEN = 0.5, 500


@dataclass(frozen=True, slots=True)
class Field:
    """One column of records.

    Attributes
    ----------
    name : str
        Of the column.
    texts : polars.Series
        The different values, in lower case and without punctuation.
    codes : ndarray of int64, shape (rows,)
        For each row the place of its value among them; negative where it has none.
    shares : ndarray of float64
        The share of the rows with each value, of those that have any.
    words : bool
        Whether most values have letters.
    numbered : bool
        Whether it may number the rows, so that copies have different values: it identifies nothing.
    slips : bool
        Whether a value that differs little may be a slip: not of a measured number or a moment.
    """

    name: str
    texts: pl.Series
    codes: Codes
    shares: Floats
    words: bool
    numbered: bool
    slips: bool

    @property
    def names(self) -> bool:
        """Whether it names things rather than sorts them."""
        return self.bits >= _NAMING

    @property
    def unique(self) -> bool:
        """Whether no value comes twice."""
        return len(self.shares) == int((self.codes >= 0).sum())

    @property
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
            found.append(_field(name, frame.get_column(name), role == "id"))
    return sorted(
        (field for field in found if len(field.shares) > 1 and not (field.numbered and field.unique)),
        key=lambda field: (-field.bits, field.name),
    )[:_FIELDS]


def _field(name: str, cells: pl.Series, unique: bool) -> Field:
    texts = plain_texts(cells) if cells.dtype == pl.String else cells.cast(pl.String)
    rows = pl.DataFrame({"text": texts}).select(pl.when(pl.col("text") != "").then("text"))
    counts = rows.drop_nulls().group_by("text").len().sort("text").with_row_index("code")
    codes = rows.join(counts, on="text", how="left", maintain_order="left").get_column("code")
    different = counts.get_column("text")
    number = counts.get_column("len").to_numpy().astype(np.float64)
    seen = different.gather_every(max(1, len(different) // _SEEN))
    words = cells.dtype == pl.String and bool(len(seen)) and float(seen.str.contains(r"\p{L}").mean() or 0) >= _LETTERS  # type: ignore[arg-type]
    spaced = bool(len(seen)) and float(seen.str.contains(r"\S\s+\S").mean() or 0) >= _LETTERS  # type: ignore[arg-type]
    places = codes.cast(pl.Int64).fill_null(-1).to_numpy()
    numbered, slips = unique and not (words and spaced), cells.dtype in (pl.String, pl.Date) or cells.dtype.is_integer()
    return Field(name, different, places, number / max(1.0, number.sum()), words, numbered, slips)
