"""The data as a grid, and back into a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import polars as pl

from dataqa.errors import CallError
from dataqa.fixing.grid import Grid
from dataqa.fixing.polars_grid import ArrowGrid, PolarsGrid
from dataqa.render.atomic_files import same_file, whole
from dataqa.sources.assemble import assemble
from dataqa.sources.dialect import sniff
from dataqa.sources.encoding import checked, to_utf8
from dataqa.sources.files import (
    ARRAYS,
    ARROW_FILES,
    DELIMITED,
    JSON_LINES,
    STANDARD_INPUT,
    is_pipe,
    kind_of_file,
    read_bytes,
    resolve,
)
from dataqa.sources.intake import Intake
from dataqa.sources.load import take_in
from dataqa.sources.mails import MAILS
from dataqa.sources.table import Table

_WRITTEN = (".csv", ".tsv", *JSON_LINES, ".parquet", *ARROW_FILES)


@dataclass(frozen=True, slots=True)
class Form:
    """How the data came: the file (None of a frame), and the delimiter of its cells."""

    path: Path | None = None
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Opened:
    """The data, ready to be edited: `places` says where each column of the table stands; an index level stands nowhere."""

    grid: Grid
    table: Table
    places: dict[str, int]
    form: Form


def opened(data: Any, encoding: str | None = None, query: str | None = None) -> Opened:
    """Read data as an audit does, and as it is."""
    if isinstance(data, str | Path):
        return _file(data, encoding, query)
    intake = take_in(data)
    table = assemble(intake)
    grid = _grid(data, table)
    before = len(table.columns) - len(grid.names)
    names = [column.name for column in table.columns[before:]]
    return Opened(grid, table, {name: place for place, name in enumerate(names)}, Form())


def _grid(data: Any, table: Table) -> Grid:
    if isinstance(data, pl.LazyFrame):
        data = data.collect()
    if isinstance(data, pl.Series):
        data = data.alias(data.name or "value").to_frame()
    if isinstance(data, pl.DataFrame):
        return PolarsGrid(data)
    from dataqa.fixing.pandas_grid import PandasGrid

    pandas, arrow = sys.modules["pandas"], sys.modules.get("pyarrow")
    if isinstance(data, pandas.Series):
        data = data.to_frame("value" if data.name is None else data.name)
    if isinstance(data, pandas.DataFrame):
        return PandasGrid(data)
    if arrow is not None and isinstance(data, arrow.RecordBatch):
        data = arrow.Table.from_batches([data])
    if arrow is not None and isinstance(data, arrow.Table):
        return ArrowGrid(data)
    if any(column.nested for column in table.columns):
        raise CallError("fix needs a frame where cells hold lists or objects: give pandas, Polars or an Arrow table.")
    return PandasGrid(table.frame.to_pandas())


def _file(data: str | Path, encoding: str | None, query: str | None) -> Opened:
    if str(data) in STANDARD_INPUT or is_pipe(data):
        raise CallError("fix reads the data anew, which a pipe cannot give: name a file.")
    paths = resolve(data)
    if len(paths) > 1:
        raise CallError(f"fix takes one file at a time; {str(data)!r} means {len(paths)}.")
    if paths[0].is_dir():
        raise CallError(f"fix edits tables, and {str(data)!r} is a folder of files: move or edit the files that the issues name.")
    path, kind = paths[0], kind_of_file(paths[0])
    if kind.suffix in (*MAILS, *ARRAYS):
        raise CallError(f"fix cannot write {path.name!r} anew: give its rows as a frame.")
    intake = take_in(path, encoding=encoding, query=query)
    table = assemble(intake)
    if table.boxes:
        raise CallError(f"fix cannot write {path.name!r} anew: its annotations are no table; correct the boxes at their source.")
    places = {column.name: place for place, column in enumerate(table.columns)}
    form = Form(path, _delimiter(path, kind.packing, encoding) if kind.suffix in DELIMITED else ",")
    if kind.suffix == ".parquet" or kind.suffix in ARROW_FILES:
        return Opened(ArrowGrid(_arrow(path, kind.suffix)), table, places, form)
    if any(column.nested for column in table.columns):
        raise CallError(f"fix cannot write {path.name!r} anew: its cells hold lists or objects; give it as a frame.")
    return Opened(PolarsGrid(_as_written(intake, [column.name for column in table.columns])), table, places, form)


def _as_written(intake: Intake, names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame([column.cells.alias(name) for column, name in zip(intake.columns, names, strict=True)])


def _delimiter(path: Path, packing: str, encoding: str | None) -> str:
    text = to_utf8(read_bytes(path, packing), checked(encoding))[0].decode("utf-8")
    found = sniff(text).delimiter
    return found if (len(found.encode()) == 1 and found.isprintable() and found != " ") or found == "\t" else ","


def _arrow(path: Path, suffix: str) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if suffix == ".parquet":
        return pq.ParquetFile(path).read()
    with pa.memory_map(str(path)) as stream:
        try:
            return pa.ipc.open_file(stream).read_all()
        except pa.ArrowInvalid:
            stream.seek(0)
            return pa.ipc.open_stream(stream).read_all()


def write(data: Any, path: str | PathLike[str], form: Form, *, over: bool) -> None:
    """Write a frame to a file, whole or not at all.

    Raises
    ------
    CallError
        Where the suffix is none that can be written, or the file is the one that was fixed.
    """
    goal = Path(path).expanduser()
    suffix = writable(goal, form.path, over=over)
    with whole(goal) as part:
        if suffix in DELIMITED:
            frame = data if isinstance(data, pl.DataFrame) else None
            separator = "\t" if suffix == ".tsv" else form.delimiter
            if frame is not None:
                frame.write_csv(part, separator=separator)
            else:
                _pandas(data).to_csv(part, sep=separator, index=False)
        elif suffix in JSON_LINES:
            _polars(data).write_ndjson(part)
        else:
            _write_arrow(data, part, suffix)


def writable(goal: Path, source: Path | None, *, over: bool) -> str:
    """Return a file's suffix, or raise a CallError that says why it cannot be written."""
    suffix = goal.suffix.lower()
    if suffix not in _WRITTEN:
        raise CallError(f"cannot write {str(goal)!r}: its suffix must be one of {', '.join(_WRITTEN)}.")
    if not over and source is not None and same_file(goal, source):
        raise CallError(f"{str(goal)!r} is the data itself, and would be overwritten.")
    return suffix


def _write_arrow(data: Any, part: Path, suffix: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if isinstance(data, pl.DataFrame):
        data = data.to_arrow()
    table = data if isinstance(data, pa.Table) else pa.Table.from_pandas(data)
    if suffix == ".parquet":
        pq.write_table(table, part)
        return
    with pa.ipc.new_file(str(part), table.schema) as sink:
        sink.write_table(table)


def _pandas(data: Any) -> Any:
    return data.to_pandas() if not hasattr(data, "iloc") else data


def _polars(data: Any) -> pl.DataFrame:
    made = data if isinstance(data, pl.DataFrame) else pl.from_pandas(data) if hasattr(data, "iloc") else pl.from_arrow(data)
    assert isinstance(made, pl.DataFrame)
    return made
