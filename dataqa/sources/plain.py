"""Plain Python and NumPy: a dict of lists, a list of dicts, arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array
from dataqa.errors import SourceError
from dataqa.sources.canonical import from_series
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.objects import from_objects
from dataqa.sources.pandas_frames import from_numpy, from_pandas_series


def from_records(records: Sequence[Mapping[Any, Any]], name: str, stored: str = "list") -> Intake:
    """Read a list of dicts; a key that a row lacks is missing there."""
    keys = dict.fromkeys(key for record in records for key in record)
    columns = [from_objects(key, [record.get(key) for record in records], stored) for key in keys]
    return Intake(columns=tuple(columns), name=name, origin="frame")


def from_mapping(data: Mapping[Any, Any], name: str, stored: str = "list") -> Intake:
    """Read a dict of columns, each a list, an array or a series."""
    columns = [_column(key, values, stored) for key, values in data.items()]
    lengths = {str(column.name): column.cells.len() for column in columns}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{key!r} has {length:,}" for key, length in list(lengths.items())[:5])
        raise SourceError(f"The columns differ in length: {told}.")
    return Intake(columns=tuple(columns), name=name, origin="frame")


def from_array(data: Array, name: str) -> Intake:
    """Read a structured array (its fields are the columns) or one of two dimensions."""
    if data.dtype.names:
        columns = [from_numpy(field, data[field]) for field in data.dtype.names]
    elif data.ndim in (3, 4):  # one image a row
        columns = [from_numpy("image", data)]
    elif data.ndim == 2:
        columns = [from_numpy(str(position), data[:, position]) for position in range(data.shape[1])]
    else:
        raise SourceError(
            f"An array of {data.ndim} dimensions is no table; give one of 2, a structured one, or one of 3 or 4 that holds images."
        )
    return Intake(columns=tuple(columns), name=name, origin="frame")


def from_sparse(data: Any, name: str) -> Intake:
    """Read a sparse matrix of SciPy: each value that it stores is a row, with its row and its column."""
    stored = data.tocoo()
    cells = {"row": stored.row, "column": stored.col, "value": stored.data}
    note = f"a sparse matrix of {data.shape[0]:,} × {data.shape[1]:,}; each of its {stored.nnz:,} values is a row"
    columns = tuple(from_numpy(key, np.asarray(values)) for key, values in cells.items())
    return Intake(columns=columns, name=name, origin="frame", notes=(note,))


def _column(name: object, values: Any, stored: str) -> Incoming:
    if isinstance(values, pl.Series):
        return from_polars_series(name, values)
    if isinstance(values, np.ndarray) and values.ndim:
        return from_numpy(name, values)
    if type(values).__module__.split(".")[0] == "pandas":
        import pandas as pd

        return from_pandas_series(name, pd.Series(values))
    if isinstance(values, str | bytes) or not isinstance(values, Sequence):
        raise SourceError(f"Column {name!r} is of type {type(values).__name__}; a list with one cell a row is needed.")
    return from_objects(name, values, stored)


def from_polars_series(name: object, series: pl.Series) -> Incoming:
    """Read one Polars series of any dtype."""
    if series.dtype == pl.Object:
        return from_objects(name, series.to_list(), "Object")
    return from_series(name, series, str(series.dtype))
