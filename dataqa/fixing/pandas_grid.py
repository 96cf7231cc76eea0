"""pandas frames: index, dtypes and repeated names stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from dataqa.fixing.grid import Grid, as_text, sources_of, whole_numbers
from dataqa.model import Positions


class PandasGrid(Grid):
    """A pandas frame."""

    @property
    def names(self) -> list[Any]:
        """Names of the columns."""
        return list(self.frame.columns)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.frame)

    def column(self, place: int) -> Any:
        """Return a column with the edits made so far."""
        return self.changed[place] if place in self.changed else self.frame.iloc[:, place]

    def cells(self, place: int, rows: Positions) -> list[Any]:
        """Return some cells."""
        some = self.column(place).iloc[rows]
        return [None if gone else cell for cell, gone in zip(some.tolist(), some.isna().tolist(), strict=True)]

    def copy(self, place: int, rows: Positions, sources: Positions) -> None:
        """Put into cells what stands in other rows."""
        column = self.column(place)
        taken = column.take(sources_of(len(column), rows, np.where(sources < 0, rows, sources)))
        taken.index = column.index
        blank = np.zeros(len(column), dtype=np.bool_)
        blank[rows[sources < 0]] = True
        self.changed[place] = _blanked(taken, blank) if blank.any() else taken

    def put(self, place: int, rows: Positions, values: Sequence[Any]) -> None:
        """Put values."""
        column = self.column(place)
        gone = np.array([value is None for value in values], dtype=np.bool_)
        there = [value for value in values if value is not None]
        made = _roomy(column, there)
        if there:
            made.iloc[rows[~gone]] = _fitting(made, there)
        if gone.any():
            blank = np.zeros(len(column), dtype=np.bool_)
            blank[rows[gone]] = True
            made = _blanked(made, blank)
        self.changed[place] = made

    def convert(self, place: int, cells: pl.Series) -> None:
        """Replace a column."""
        column = self.frame.iloc[:, place]
        if cells.dtype == pl.Boolean and cells.null_count():
            self.changed[place] = pd.Series(cells.to_list(), index=column.index, dtype="boolean", name=column.name)
        else:
            self.changed[place] = pd.Series(cells.to_numpy(), index=column.index, name=column.name)

    def taken(self, columns: Sequence[int], rows: Positions) -> Any:
        """Return some columns and rows."""
        made = self.frame.iloc[rows, list(columns)].copy()
        for at, place in enumerate(columns):
            if place in self.changed:
                made.isetitem(at, self.changed[place].iloc[rows])
        return made

    def labels(self, rows: Positions) -> list[Any]:
        """Return index labels."""
        return list(self.frame.index[rows])

    def _beside(self, frame: Any, marks: dict[str, list[Any]]) -> Any:
        for at, (name, values) in enumerate(marks.items()):
            key = (name, *[""] * (frame.columns.nlevels - 1)) if frame.columns.nlevels > 1 else name
            frame.insert(at, key, values, allow_duplicates=True)
        return frame


def _blanked(column: Any, blank: Any) -> Any:
    if column.dtype == np.bool_:
        column = column.astype("boolean")
    elif column.dtype.kind in "iu" and isinstance(column.dtype, np.dtype) and column.abs().max() > 2**53:
        column = column.astype("Int64" if column.dtype.kind == "i" else "UInt64")  # a float would lose digits
    return column.mask(blank)


def _roomy(column: Any, values: Sequence[Any]) -> Any:
    """Return a copy of a column whose dtype has room for some values."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        new = [value for value in dict.fromkeys(values) if value not in dtype.categories]
        return column.cat.add_categories(new) if new else column.copy()
    if pd.api.types.is_integer_dtype(dtype) and not whole_numbers(values):
        return column.astype("Float64" if not isinstance(dtype, np.dtype) else np.float64)
    if pd.api.types.is_bool_dtype(dtype) and not all(isinstance(value, bool) for value in values):
        return column.astype(object)
    return column.copy()


def _fitting(column: Any, values: Sequence[Any]) -> Any:
    dtype = column.dtype
    if pd.api.types.is_integer_dtype(dtype):
        return pd.array([int(value) for value in values], dtype=dtype)
    if pd.api.types.is_float_dtype(dtype):
        return pd.array([float(value) for value in values], dtype=dtype)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return pd.Series(pd.to_datetime(list(values), utc=True)).dt.tz_convert(dtype.tz).array
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pd.Series(pd.to_datetime(list(values))).astype(dtype).array
    if pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype):
        return [as_text(value) for value in values]
    return list(values)
