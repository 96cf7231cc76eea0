"""The way in: anything that holds rows becomes a Table."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dataqa.dataset import DataFile
from dataqa.errors import CallError, SourceError
from dataqa.sources.array_files import from_array_file
from dataqa.sources.assemble import assemble
from dataqa.sources.bounded import from_files, from_stream
from dataqa.sources.columnar import from_arrow_file, from_parquet
from dataqa.sources.croissant import described_by
from dataqa.sources.databases import DUCKDB, SQLITE, from_duckdb, from_query, from_sqlite, is_address
from dataqa.sources.delimited import from_delimited
from dataqa.sources.encoding import checked
from dataqa.sources.files import (
    ARRAYS,
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
from dataqa.sources.folders import from_folder
from dataqa.sources.foreign import refuse_pointer
from dataqa.sources.frames import in_memory, in_other_words, is_spark
from dataqa.sources.intake import Intake
from dataqa.sources.json_files import from_json, from_json_lines
from dataqa.sources.mails import MAILS, from_mails
from dataqa.sources.margins import without_margins
from dataqa.sources.messages import first_line
from dataqa.sources.several import concatenate, with_folders
from dataqa.sources.spreadsheets import SHEETS, from_spreadsheet
from dataqa.sources.table import Table

_ACCEPTED = (
    "a pandas or Polars frame or series, anything with an Arrow stream, a dict of lists, a list of dicts, "
    "a NumPy array, a sparse matrix of SciPy, "
    "the path of a file (CSV, TSV, text, JSON, JSON Lines, Parquet, Arrow, Excel, SQLite, DuckDB, NumPy, e-mail), "
    "or that of a folder of texts, e-mails or images"
)


def load(
    data: Any,
    name: str | None = None,
    *,
    encoding: str | None = None,
    query: str | None = None,
    budget: float = math.inf,
    apart: Iterable[str] = (),
) -> Table:
    """Read rows, whatever they come as.

    Parameters
    ----------
    data : frame, series, Arrow stream, dict, list, array, str or Path
        A pandas, Polars, Dask or Ibis frame, a series, a LazyFrame, anything with ``__arrow_c_stream__``, a data set of Hugging
        Face, a dict of lists, a list or generator of dicts or of texts, a NumPy array, or the path or glob of CSV, TSV, text,
        JSON, JSON Lines, Parquet, Arrow, Excel, OpenDocument, SQLite, DuckDB, NumPy or e-mail files, that of Croissant metadata
        beside its files, or a folder of texts, e-mails or images; text also packed with gzip, zstd, bzip2,
        xz or zip; ``"-"`` is CSV from standard input; the address of a database, with `query`. It is never changed.
    name : str, optional
        For reports; the file's name or the kind of frame where it is not given.
    encoding : str, optional
        Of text files; found out if not given.
    query : str, optional
        SQL whose result is read from a database, or the name of one of its tables; or that of a workbook's sheet, or of a record
        set of Croissant.
    budget : float
        Bytes that the rows may take: of text in columns, Parquet, Arrow, a LazyFrame or a stream that is larger a sample is read.
    apart : iterable of str
        Columns that do not count for which rows are in the sample, such as the target.

    Returns
    -------
    Table
        Normalised rows, and how each column came in.

    Raises
    ------
    SourceError
        Where the data cannot be read; the message says why and what would do.
    """
    intake = take_in(data, encoding=encoding, query=query, budget=budget, apart=apart)
    table = assemble(intake if name is None else replace(intake, name=name))
    del intake
    # what Arrow read is held in other memory now
    if (arrow := sys.modules.get("pyarrow")) is not None:
        arrow.default_memory_pool().release_unused()
    return table


def take_in(
    data: Any, *, encoding: str | None = None, query: str | None = None, budget: float = math.inf, apart: Iterable[str] = ()
) -> Intake:
    """Read rows as `load` does, before names are cleaned and text is read."""
    if not isinstance(data, str | Path):
        if query is not None:
            raise CallError(f"query= is for databases and workbooks; data of type {type(data).__name__!r} is none.")
        if is_spark(data):
            from dataqa.sources.spark import from_spark

            return from_spark(data, budget, apart)
        return (from_stream(data, budget, apart) if budget < math.inf else None) or _from_object(data)
    if isinstance(data, str) and is_address(data):
        return from_query(data, query)
    return _from_path(data, checked(encoding), query, budget, apart)


def _from_path(data: str | Path, encoding: str | None, query: str | None, budget: float, apart: Iterable[str]) -> Intake:
    if str(data) in STANDARD_INPUT:
        return without_margins(from_delimited(read_standard_input(), Path("standard input"), ".csv", encoding))
    if is_pipe(data):
        return without_margins(from_delimited(read_bytes(Path(data), ""), Path(data), ".csv", encoding))
    paths = resolve(data)
    if len(paths) == 1 and paths[0].is_dir():
        if query is not None:
            raise CallError(f"query= is for databases and workbooks, and {str(data)!r} is a folder.")
        return from_folder(paths[0], encoding)
    if len(paths) == 1 and (described := described_by(paths[0], query)) is not None:
        return described.applied(_from_files(described.files, described.name, encoding, None, budget, apart))
    return _from_files(paths, str(data), encoding, query, budget, apart)


def _from_files(
    paths: Sequence[Path], name: str, encoding: str | None, query: str | None, budget: float, apart: Iterable[str]
) -> Intake:
    intake = from_files(paths, name, budget, apart, encoding) if query is None and budget < math.inf else None
    if intake is None:
        parts = [_from_file(path, encoding, query) for path in paths]
        intake = parts[0] if len(parts) == 1 else concatenate(with_folders(parts), name)
    return without_margins(intake) if kind_of_file(paths[0]).suffix in (*DELIMITED, *SHEETS) else intake


def _from_file(path: Path, encoding: str | None, query: str | None) -> Intake:
    refuse_pointer(path)
    kind = kind_of_file(path)
    if query is not None and kind.suffix not in (*SQLITE, *DUCKDB, *SHEETS):
        raise CallError(f"query= is for databases and workbooks, and {str(path)!r} is none; its rows are read as they are.")
    intake = _read(path, kind, encoding, query)
    rows = intake.columns[0].cells.len() if intake.columns else 0
    # the lines of a packed text are no lines of the file
    lines = {} if kind.packing else {"header": intake.header, "first_line": intake.first_line}
    return replace(intake, files=(DataFile(path=str(path), rows=rows, **lines),))


def _read(path: Path, kind: Kind, encoding: str | None, query: str | None) -> Intake:
    if kind.suffix == ".parquet":
        return from_parquet(path)
    if kind.suffix in ARROW_FILES:
        return from_arrow_file(path)
    if kind.suffix in SHEETS:
        return from_spreadsheet(path, query)
    if kind.suffix in SQLITE:
        return from_sqlite(path, query)
    if kind.suffix in DUCKDB:
        return from_duckdb(path, query)
    if kind.suffix in ARRAYS:
        return from_array_file(path)
    content = read_bytes(path, kind.packing)
    if kind.suffix in MAILS:
        return from_mails(content, path, kind.suffix)
    if kind.suffix in DELIMITED:
        return from_delimited(content, path, kind.suffix, encoding)
    return from_json_lines(content, path, encoding) if kind.suffix in JSON_LINES else from_json(content, path, encoding)


def _from_object(data: Any) -> Intake:
    data = in_memory(data)
    if isinstance(data, Intake):
        return data
    intake = _from_polars(data) or _from_pandas(data) or _from_arrow(data) or _from_plain(data)
    if intake is None:
        raise SourceError(f"Data of type {type(data).__name__!r} cannot be read; {in_other_words(data) or 'give ' + _ACCEPTED}.")
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
    from dataqa.sources.objects import from_objects
    from dataqa.sources.plain import from_array, from_mapping, from_records, from_sparse

    # who holds a sparse matrix has imported SciPy's; nobody else needs to
    sparse = sys.modules.get("scipy.sparse")
    if sparse is not None and sparse.issparse(data):
        return from_sparse(data, f"SciPy {type(data).__name__}")
    if isinstance(data, np.ndarray):
        return from_array(data, "NumPy array")
    if isinstance(data, Mapping):
        return from_mapping(data, "dict of lists")
    if isinstance(data, Iterator):
        data = list(data)
    if isinstance(data, list | tuple) and all(isinstance(row, Mapping) for row in data):
        return from_records(data, "list of dicts")
    if isinstance(data, list | tuple) and all(isinstance(row, str) for row in data):
        return Intake(columns=(from_objects("text", list(data), "list"),), name="list of texts", origin="frame")
    return None
