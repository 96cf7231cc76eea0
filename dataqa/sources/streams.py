"""Rows of Arrow, a batch at a time, whatever holds them; an empty table with the types comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from dataqa.errors import SourceError
from dataqa.sources.messages import first_line

BATCH = 65_536
"""Rows of a batch."""


def of_parquet(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a Parquet file."""
    with parquet.ParquetFile(path) as file:
        yield file.schema_arrow.empty_table()
        for batch in file.iter_batches(BATCH):
            yield pa.Table.from_batches([batch])


def of_arrow_file(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of an Arrow file (Feather) or stream."""
    with pa.memory_map(str(path)) as source:
        try:
            file = pa.ipc.open_file(source)
            batches: Iterable[pa.RecordBatch] = (file.get_batch(place) for place in range(file.num_record_batches))
        except pa.ArrowInvalid:
            source.seek(0)
            file = batches = pa.ipc.open_stream(source)
        yield _older(file.schema.empty_table())
        for batch in batches:
            yield _older(pa.Table.from_batches([batch]))


def of_lazy_frame(frame: pl.LazyFrame) -> Iterator[pa.Table]:
    """Yield the rows of a query."""
    try:
        yield pl.DataFrame(schema=frame.collect_schema()).to_arrow()
        for batch in frame.collect_batches(chunk_size=BATCH):
            yield batch.to_arrow()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(f"The LazyFrame could not be collected: {first_line(error)}.") from error


def of_stream(data: Any) -> Iterator[pa.Table]:
    """Yield the rows of anything with ``__arrow_c_stream__``."""
    try:
        reader = data if isinstance(data, pa.RecordBatchReader) else pa.RecordBatchReader.from_stream(data)
        yield _older(reader.schema.empty_table())
        for batch in reader:
            yield _older(pa.Table.from_batches([batch]))
    except pa.ArrowException as error:
        raise SourceError(f"The Arrow stream of {type(data).__name__} cannot be read: {first_line(error)}.") from error


def _older(table: pa.Table) -> pa.Table:
    """Return the table without views of text and bytes, from which Arrow cannot take rows."""
    if "_view" not in str(table.schema.types):
        return table
    columns = [
        pl.Series(column).to_arrow(compat_level=pl.CompatLevel.oldest()) if "_view" in str(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def guarded(tables: Iterable[pa.Table], path: Path) -> Iterator[pa.Table]:
    """Yield them; what Arrow or the disk finds wrong is a SourceError that names the file."""
    try:
        yield from tables
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{str(path)!r} cannot be read: {first_line(error)}.") from error
