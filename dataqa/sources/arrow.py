"""Arrow tables, batches, arrays and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.canonical import from_series
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import first_line
from dataqa.sources.objects import from_objects

if TYPE_CHECKING:
    import pyarrow as pa


def from_arrow_table(table: pa.Table, name: str) -> Intake:
    """Read an Arrow table; names may repeat."""
    columns = [from_arrow_array(key, column) for key, column in zip(table.column_names, table.columns, strict=True)]
    return Intake(columns=tuple(columns), name=name, origin="frame")


def from_arrow_array(name: object, array: pa.ChunkedArray | pa.Array, stored: str | None = None) -> Incoming:
    """Read one Arrow array of any type.

    Parameters
    ----------
    name : object
        The column's name.
    array : pyarrow.Array or pyarrow.ChunkedArray
        Its cells.
    stored : str, optional
        The dtype for people; the Arrow type where it is not told.
    """
    import pyarrow as pa

    if isinstance(array.type, pa.ExtensionType):
        stored = stored or str(array.type)
        chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
        array = pa.chunked_array([chunk.storage for chunk in chunks], type=array.type.storage_type)
    stored = stored or str(array.type)
    types = pa.types
    if types.is_decimal(array.type):
        array = array.cast(pa.float64())
    # What Polars does not know goes cell by cell.
    if types.is_union(array.type) or types.is_interval(array.type) or types.is_run_end_encoded(array.type):
        return from_objects(name, array.to_pylist(), stored)
    try:
        series = pl.Series(array)
    except pl.exceptions.PolarsError:  # a type that is newer than this Polars
        return from_objects(name, array.to_pylist(), stored)
    return from_series(name, series, stored)


def table_of(data: Any) -> pa.Table:
    """Read an Arrow stream to its end."""
    import pyarrow as pa

    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    try:
        reader = data if isinstance(data, pa.RecordBatchReader) else pa.RecordBatchReader.from_stream(data)
        return reader.read_all()
    except pa.ArrowException as error:
        raise SourceError(f"The Arrow stream of {type(data).__name__} cannot be read: {first_line(error)}.") from error
