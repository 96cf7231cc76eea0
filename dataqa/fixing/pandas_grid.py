"""pandas frames: index, dtypes and repeated names stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from dataqa.arrays import Positions
from dataqa.fixing.grid import Grid, sources_of
from dataqa.fixing.putting import blanked, put


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
        self.changed[place] = blanked(taken, rows[sources < 0])

    def holding(self, place: int, cells: Sequence[Any]) -> int:
        """Return how many rows hold one of the cells."""
        try:
            return int(self.column(place).isin(list(cells)).sum())
        except TypeError:  # lists, dicts
            return -1

    def copies(self) -> Positions | None:
        """Return the later copies of rows."""
        try:
            return np.flatnonzero(self.frame.duplicated()).astype(np.int64)
        except TypeError:
            return None

    def put(self, place: int, rows: Positions, values: Sequence[Any]) -> None:
        """Put values."""
        self.changed[place] = put(self.column(place), rows, list(values))

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
