"""A copy of the data in its own kind, whose cells, columns and rows can be edited by place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Ints, Positions


class Grid(ABC):
    """Rows and columns by place; what is not edited stays as it came, to the dtype.

    Parameters
    ----------
    frame : frame
        Never changed.
    """

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.changed: dict[int, Any] = {}

    @property
    @abstractmethod
    def names(self) -> list[Any]:
        """Names of the columns, as they came."""

    @property
    @abstractmethod
    def height(self) -> int:
        """Number of rows."""

    @abstractmethod
    def column(self, place: int) -> Any:
        """Return a column with the edits made so far."""

    @abstractmethod
    def cells(self, place: int, rows: Positions) -> list[Any]:
        """Return some cells as Python objects, None where missing."""

    @abstractmethod
    def copy(self, place: int, rows: Positions, sources: Positions) -> None:
        """Put into each of some cells what stands in another row of the column; from row -1 comes a missing value."""

    @abstractmethod
    def put(self, place: int, rows: Positions, values: Sequence[Any]) -> None:
        """Put values that need not stand in the column yet, None for missing."""

    @abstractmethod
    def holding(self, place: int, cells: Sequence[Any]) -> int:
        """Return how many rows of a column hold one of some cells; -1 where that cannot be told."""

    @abstractmethod
    def copies(self) -> Positions | None:
        """Return the rows that equal an earlier one in all cells as they came; None where that cannot be told."""

    @abstractmethod
    def convert(self, place: int, cells: pl.Series) -> None:
        """Replace a column by one of another type."""

    @abstractmethod
    def taken(self, columns: Sequence[int], rows: Positions) -> Any:
        """Return the frame of some columns and rows, with the edits."""

    @abstractmethod
    def labels(self, rows: Positions) -> list[Any]:
        """Return the index labels of some rows, or their positions where there is no index."""

    def marked(self, rows: Positions, marks: dict[str, list[Any]]) -> Any:
        """Return some rows as they came, behind columns that say more about them."""
        return self._beside(type(self)(self.frame).taken(range(len(self.names)), rows), marks)

    @abstractmethod
    def _beside(self, frame: Any, marks: dict[str, list[Any]]) -> Any: ...


def sources_of(height: int, rows: Positions, sources: Positions) -> Ints:
    """Return for each row of a column the row that its cell comes from."""
    index = np.arange(height, dtype=np.int64)
    index[rows] = sources
    return index


def in_pandas(cells: pl.Series) -> str:
    """Return how pandas calls the dtype of a column that was converted."""
    empty = cells.null_count() > 0
    if cells.dtype == pl.Boolean:
        return "boolean" if empty else "bool"
    if cells.dtype.is_temporal():
        return "datetime64[us]"
    return "int64" if cells.dtype.is_integer() and not empty else "float64"
