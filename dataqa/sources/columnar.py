"""Parquet and Arrow files: columns with types of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.arrow import from_arrow_table
from dataqa.sources.intake import Intake
from dataqa.sources.messages import first_line

# What pandas calls an index without a name in a file.
_INDEX = re.compile(r"^__index_level_\d+__$")


def from_parquet(path: Path) -> Intake:
    """Read a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path).read()
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{str(path)!r} cannot be read as Parquet: {first_line(error)}.") from error
    return without_index(from_arrow_table(table, path.name))


def from_arrow_file(path: Path) -> Intake:
    """Read an Arrow IPC file (Feather) or stream."""
    import pyarrow as pa

    try:
        with pa.OSFile(str(path)) as source:
            try:
                table = pa.ipc.open_file(source).read_all()
            except pa.ArrowInvalid:
                source.seek(0)
                table = pa.ipc.open_stream(source).read_all()
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{str(path)!r} cannot be read as an Arrow file: {first_line(error)}.") from error
    return without_index(from_arrow_table(table, path.name))


def without_index(intake: Intake) -> Intake:
    """Take pandas' nameless index out of the columns: it labels rows, unless it tells their time."""
    index = [column for column in intake.columns if _INDEX.match(str(column.name))]
    if not index:
        return intake
    rest = [column for column in intake.columns if not _INDEX.match(str(column.name))]
    dated = [replace(column, name="index", index=True) for column in index if isinstance(column.cells.dtype, pl.Datetime)]
    labels = index[0].cells.to_numpy() if len(index) == 1 else None
    return replace(intake, columns=(*dated, *rest), labels=labels, notes=(*intake.notes, "pandas' index is read as row labels"))
