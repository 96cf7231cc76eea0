"""The way in: anything that holds rows becomes a Table."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dataqa.dataset import DataFile
from dataqa.errors import SourceError
from dataqa.sources.assemble import assemble
from dataqa.sources.columnar import from_arrow_file, from_parquet
from dataqa.sources.delimited import from_delimited
from dataqa.sources.files import (
    ARROW_FILES,
    DELIMITED,
    JSON_LINES,
    STANDARD_INPUT,
    Kind,
    is_pipe,
    kind_of_file,
    read_bytes,
    read_standard_input,
    resolve,
)
from dataqa.sources.intake import Intake
from dataqa.sources.json_files import from_json, from_json_lines
from dataqa.sources.messages import first_line
from dataqa.sources.several import concatenate, with_folders
from dataqa.sources.table import Table

_ACCEPTED = (
    "a pandas or Polars frame or series, anything with an Arrow stream, a dict of lists, a list of dicts, "
    "a NumPy array, or the path of a file (CSV, TSV, text, JSON, JSON Lines, Parquet, Arrow)"
)


def load(data: Any, name: str | None = None) -> Table:
    """Read rows, whatever they come as.

    Parameters
    ----------
    data : frame, series, Arrow stream, dict, list, array, str or Path
        A pandas or Polars frame or series, a Polars LazyFrame, anything with ``__arrow_c_stream__``, a dict of lists, a
        list of dicts, a NumPy array, or the path or glob of CSV, TSV, text, JSON, JSON Lines, Parquet or Arrow files,
        text also packed with gzip or zstd; ``"-"`` is CSV from standard input. It is never changed.
    name : str, optional
        For reports; the file's name or the kind of frame where it is not given.

    Returns
    -------
    Table
        Normalised rows, and how each column came in.

    Raises
    ------
    SourceError
        Where the data cannot be read; the message says why and what would do.
    """
    intake = take_in(data)
    return assemble(intake if name is None else replace(intake, name=name))


def take_in(data: Any) -> Intake:
    """Read rows as `load` does, before names are cleaned and text is read."""
    return _from_path(data) if isinstance(data, str | Path) else _from_object(data)


def _from_path(data: str | Path) -> Intake:
    if str(data) in STANDARD_INPUT:
        return from_delimited(read_standard_input(), Path("standard input"), ".csv")
    if is_pipe(data):
        return from_delimited(read_bytes(Path(data), ""), Path(data), ".csv")
    paths = resolve(data)
    parts = [_from_file(path) for path in paths]
    return parts[0] if len(parts) == 1 else concatenate(with_folders(parts), str(data))


def _from_file(path: Path) -> Intake:
    kind = kind_of_file(path)
    intake = _read(path, kind)
    rows = intake.columns[0].cells.len() if intake.columns else 0
    # the lines of a packed text are no lines of the file
    lines = {} if kind.packing else {"header": intake.header, "first_line": intake.first_line}
    return replace(intake, files=(DataFile(path=str(path), rows=rows, **lines),))


def _read(path: Path, kind: Kind) -> Intake:
    if kind.suffix == ".parquet":
        return from_parquet(path)
    if kind.suffix in ARROW_FILES:
        return from_arrow_file(path)
    content = read_bytes(path, kind.packing)
    if kind.suffix in DELIMITED:
        return from_delimited(content, path, kind.suffix)
    return from_json_lines(content, path) if kind.suffix in JSON_LINES else from_json(content, path)


def _from_object(data: Any) -> Intake:
    intake = _from_polars(data) or _from_pandas(data) or _from_arrow(data) or _from_plain(data)
    if intake is None:
        raise SourceError(f"Data of type {type(data).__name__!r} cannot be read; give {_ACCEPTED}.")
    return intake


def _from_polars(data: Any) -> Intake | None:
    from dataqa.sources.plain import from_polars_series

    kind = type(data).__name__
    if isinstance(data, pl.LazyFrame):
        try:
            data = data.collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise SourceError(f"The LazyFrame could not be collected: {first_line(error)}.") from error
    if isinstance(data, pl.Series):
        data = data.alias(data.name or "value").to_frame()
    if not isinstance(data, pl.DataFrame):
        return None
    columns = tuple(from_polars_series(series.name, series) for series in data.get_columns())
    return Intake(columns=columns, name=f"Polars {kind}", origin="frame")


def _from_pandas(data: Any) -> Intake | None:
    # Who holds a pandas frame has imported pandas; nobody else needs to.
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(data, pandas.DataFrame | pandas.Series):
        return None
    from dataqa.sources.pandas_frames import from_pandas

    frame = data
    if isinstance(data, pandas.Series):
        frame = data.to_frame("value" if data.name is None else data.name)
    return from_pandas(frame, f"pandas {type(data).__name__}")


def _from_arrow(data: Any) -> Intake | None:
    from dataqa.sources.arrow import from_arrow_array, from_arrow_table, table_of

    arrow = sys.modules.get("pyarrow")
    name = type(data).__name__
    if arrow is not None and isinstance(data, arrow.Array | arrow.ChunkedArray):
        return Intake(columns=(from_arrow_array("value", data),), name=f"Arrow {name}", origin="frame")
    streams = hasattr(data, "__arrow_c_stream__") and not isinstance(data, type)
    if not streams and not (arrow is not None and isinstance(data, arrow.RecordBatch | arrow.RecordBatchReader)):
        return None
    return from_arrow_table(table_of(data), f"Arrow {name}")


def _from_plain(data: Any) -> Intake | None:
    from dataqa.sources.plain import from_array, from_mapping, from_records

    if isinstance(data, np.ndarray):
        return from_array(data, "NumPy array")
    if isinstance(data, Mapping):
        return from_mapping(data, "dict of lists")
    if isinstance(data, list | tuple) and all(isinstance(row, Mapping) for row in data):
        return from_records(data, "list of dicts")
    return None
