"""Polars frames, and through them Arrow tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.fixing.grid import Grid, sources_of
from dataqa.fixing.putting import as_text, whole_numbers


class PolarsGrid(Grid):
    """A Polars frame."""

    @property
    def names(self) -> list[Any]:
        """Names of the columns."""
        return list(self.frame.columns)

    @property
    def height(self) -> int:
        """Number of rows."""
        return int(self.frame.height)

    def column(self, place: int) -> Any:
        """Return a column with the edits made so far."""
        return self.changed[place] if place in self.changed else self.frame.to_series(place)

    def cells(self, place: int, rows: Positions) -> list[Any]:
        """Return some cells."""
        return [None if cell != cell else cell for cell in _objects(self.column(place).gather(rows))]

    def copy(self, place: int, rows: Positions, sources: Positions) -> None:
        """Put into cells what stands in other rows."""
        column = self.column(place)
        index = pl.Series(sources_of(len(column), rows, sources))
        self.changed[place] = column.gather(index.set(index < 0, None)).alias(column.name)

    def put(self, place: int, rows: Positions, values: Sequence[Any]) -> None:
        """Put values."""
        self.changed[place] = with_values(self.column(place), rows, values)

    def holding(self, place: int, cells: Sequence[Any]) -> int:
        """Return how many rows hold one of the cells."""
        return holding(self.column(place), cells)

    def copies(self) -> Positions | None:
        """Return the later copies of rows."""
        return copies(self.frame)

    def convert(self, place: int, cells: pl.Series) -> None:
        """Replace a column."""
        self.changed[place] = cells.alias(self.frame.columns[place])

    def taken(self, columns: Sequence[int], rows: Positions) -> Any:
        """Return some columns and rows."""
        kept = pl.DataFrame({self.names[place]: self.column(place) for place in columns})
        return kept if len(rows) == self.height else kept[rows]

    def labels(self, rows: Positions) -> list[Any]:
        """Return positions: there is no index."""
        return [int(row) for row in rows]

    def _beside(self, frame: Any, marks: dict[str, list[Any]]) -> Any:
        return pl.concat([pl.DataFrame(marks), frame], how="horizontal")


class ArrowGrid(Grid):
    """An Arrow table; names may repeat."""

    @property
    def names(self) -> list[Any]:
        """Names of the columns."""
        return list(self.frame.column_names)

    @property
    def height(self) -> int:
        """Number of rows."""
        return int(self.frame.num_rows)

    def column(self, place: int) -> Any:
        """Return a column with the edits made so far."""
        return self.changed[place] if place in self.changed else self.frame.column(place)

    def cells(self, place: int, rows: Positions) -> list[Any]:
        """Return some cells."""
        taken = self.column(place).take(rows)
        try:
            cells = taken.to_pylist()
        except (OverflowError, ValueError):  # a date outside Python's years
            cells = _objects(pl.Series(taken))
        return [None if cell != cell else cell for cell in cells]

    def copy(self, place: int, rows: Positions, sources: Positions) -> None:
        """Put into cells what stands in other rows."""
        import pyarrow as pa

        index = sources_of(self.height, rows, sources)
        self.changed[place] = self.column(place).take(pa.array(index, mask=index < 0))

    def put(self, place: int, rows: Positions, values: Sequence[Any]) -> None:
        """Put values."""
        import pyarrow as pa

        column = self.column(place)
        made = with_values(pl.Series(column), rows, values).to_arrow()
        try:
            self.changed[place] = pa.chunked_array([made.cast(column.type)])
        except pa.ArrowException:  # fractions among whole numbers
            self.changed[place] = pa.chunked_array([made])

    def holding(self, place: int, cells: Sequence[Any]) -> int:
        """Return how many rows hold one of the cells."""
        return holding(pl.Series(self.column(place)), cells)

    def copies(self) -> Positions | None:
        """Return the later copies of rows; names may repeat."""
        return copies(pl.DataFrame([pl.Series(str(place), column) for place, column in enumerate(self.frame.columns)]))

    def convert(self, place: int, cells: pl.Series) -> None:
        """Replace a column."""
        import pyarrow as pa

        self.changed[place] = pa.chunked_array([cells.to_arrow()])

    def taken(self, columns: Sequence[int], rows: Positions) -> Any:
        """Return some columns and rows."""
        import pyarrow as pa

        table = self.frame
        fields = [
            table.schema.field(place)
            if place not in self.changed
            else table.schema.field(place).with_type(self.changed[place].type).with_nullable(True)
            for place in columns
        ]
        retyped = {field.name for field, place in zip(fields, columns, strict=True) if field.type != table.schema.field(place).type}
        schema = pa.schema(fields, metadata=_without(table.schema.metadata, retyped))
        kept = pa.table([self.column(place) for place in columns], schema=schema)
        return kept if len(rows) == self.height else kept.take(rows)

    def labels(self, rows: Positions) -> list[Any]:
        """Return positions: there is no index."""
        return [int(row) for row in rows]

    def _beside(self, frame: Any, marks: dict[str, list[Any]]) -> Any:
        import pyarrow as pa

        told = pa.table(marks)
        return pa.table([*told.columns, *frame.columns], names=[*told.column_names, *frame.column_names])


def with_values(column: pl.Series, rows: Positions, values: Sequence[Any]) -> pl.Series:
    """Return a column with values in some cells; whole numbers become fractions only where they must."""
    dtype = column.dtype
    if isinstance(dtype, pl.Categorical | pl.Enum):
        return with_values(column.cast(pl.String), rows, values).cast(pl.Categorical)
    if dtype == pl.String:
        new = pl.Series([as_text(value) for value in values], dtype=pl.String)
    elif dtype.is_integer() and whole_numbers([value for value in values if value is not None]):
        new = pl.Series([None if value is None else int(value) for value in values], dtype=pl.Int64)
        kept = new.cast(dtype, strict=False)
        if kept.null_count() > new.null_count():
            column = column.cast(pl.Int64)
        else:
            new = kept
    elif dtype.is_numeric():
        column = column if dtype.is_float() else column.cast(pl.Float64)
        new = pl.Series([None if value is None else float(value) for value in values], dtype=column.dtype)
    else:
        new = pl.Series(list(values), strict=False).cast(dtype)
    # scatter edits in place: never the caller's own column
    return column.clone().scatter(np.asarray(rows), new).alias(column.name)


def _objects(column: pl.Series) -> list[Any]:
    """Return cells as Python's objects; dates outside the years 1 to 9999, which have none, as text."""
    if not isinstance(column.dtype, pl.Date | pl.Datetime):
        return column.to_list()
    far = ~column.dt.year().is_between(1, 9999)
    if not far.any():
        return column.to_list()
    cells = column.to_frame("cell").select(pl.when(~far).then("cell")).to_series().to_list()
    texts = column.cast(pl.String).to_list()
    return [text if is_far else cell for cell, text, is_far in zip(cells, texts, far.to_list(), strict=True)]


def holding(column: pl.Series, cells: Sequence[Any]) -> int:
    """Return how many rows of a column hold one of some cells; -1 where that cannot be told."""
    try:
        return int(column.is_in(pl.Series(list(cells), strict=False).cast(column.dtype).to_list()).sum())
    except (TypeError, pl.exceptions.PolarsError):
        return -1


def copies(frame: pl.DataFrame) -> Positions | None:
    """Return the rows that equal an earlier one; None where that cannot be told."""
    if not frame.width:
        return None
    try:
        return np.flatnonzero(~frame.to_struct().is_first_distinct().to_numpy()).astype(np.int64)
    except pl.exceptions.PolarsError:  # cells that have no equality
        return None


def _without(metadata: Any, retyped: set[str]) -> Any:
    """Return the metadata of a schema without what pandas wrote of columns whose type is another now: it would read the old one."""
    if not metadata or b"pandas" not in metadata or not retyped:
        return metadata
    told = json.loads(metadata[b"pandas"])
    told["columns"] = [one for one in told.get("columns", ()) if one.get("field_name", one.get("name")) not in retyped]
    return {**metadata, b"pandas": json.dumps(told).encode()}
