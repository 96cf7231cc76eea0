"""pandas frames and series: every dtype, and the index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from dataqa.arrays import Array
from dataqa.sources.canonical import from_datetime64, from_nested, from_series, from_timedelta64
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import ZONE_NOTE, without_surrogates
from dataqa.sources.objects import from_objects

if TYPE_CHECKING:
    import pandas as pd


def from_pandas(frame: pd.DataFrame, name: str) -> Intake:
    """Read a frame; an index that says something becomes labels, and a column where it has a name or holds dates."""
    labels, levels, notes = _index(frame)
    columns = [from_pandas_series(frame.columns[i], frame.iloc[:, i]) for i in range(frame.shape[1])]
    return Intake(columns=(*levels, *columns), name=name, origin="frame", labels=labels, notes=tuple(notes))


def from_pandas_series(name: object, series: pd.Series[Any]) -> Incoming:
    """Read one pandas series of any dtype."""
    import pandas as pd

    dtype: Any = series.dtype
    stored = str(dtype)
    if isinstance(dtype, pd.CategoricalDtype):
        return _categories(name, series)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return from_datetime64(name, series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(), stored, (ZONE_NOTE,))
    if isinstance(dtype, pd.PeriodDtype):
        try:
            return from_datetime64(name, series.dt.to_timestamp().to_numpy(), stored)
        except pd.errors.OutOfBoundsDatetime:  # a year that no time stamp holds: as text
            return from_objects(name, [None if cell is pd.NaT else str(cell) for cell in series], stored)
    if isinstance(dtype, pd.IntervalDtype):
        return from_objects(name, series.tolist(), stored)
    if isinstance(dtype, pd.SparseDtype):
        return _plain(name, np.asarray(series), stored)
    if isinstance(dtype, np.dtype):
        return _plain(name, series.to_numpy(), stored)
    return _extension(name, series, stored)


def from_numpy(name: object, values: Array) -> Incoming:
    """Read a NumPy array: one cell a row, whatever the shape of a row."""
    if values.ndim > 1:
        return from_objects(name, list(values), str(values.dtype))
    return _plain(name, values, str(values.dtype))


def _plain(name: object, values: Array, stored: str) -> Incoming:
    kind = values.dtype.kind
    if kind == "M":
        return from_datetime64(name, values, stored)
    if kind == "m":
        return from_timedelta64(name, values, stored)
    if kind == "f" and values.dtype.itemsize > 8:
        values = values.astype(np.float64)
    if kind in "biuf":
        return from_series(name, pl.Series(values.astype(values.dtype.newbyteorder("="), copy=False)), stored)
    if kind == "c":
        return from_nested(name, np.column_stack((values.real, values.imag)).tolist(), stored)
    return from_objects(name, values.tolist(), stored)


def _categories(name: object, series: pd.Series[Any]) -> Incoming:
    labels = pl.Series([without_surrogates(str(each)) for each in series.cat.categories], dtype=pl.String)
    codes = pl.Series(series.cat.codes.to_numpy()).cast(pl.Int64)
    cells = labels.gather(codes.set(codes < 0, None)) if len(labels) else pl.repeat(None, len(codes), eager=True)
    return Incoming(
        name=name,
        cells=cells.cast(pl.String),
        stored="category",
        reading="markers",
        levels=tuple(labels.to_list()),
        ordered=bool(series.cat.ordered),
    )


def _extension(name: object, series: pd.Series[Any], stored: str) -> Incoming:
    import pyarrow as pa

    from dataqa.sources.arrow import from_arrow_array

    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, NotImplementedError):  # a dtype that Arrow does not know
        return from_objects(name, series.tolist(), stored)
    return from_arrow_array(name, array, stored)


def _index(frame: pd.DataFrame) -> tuple[Array | None, list[Incoming], list[str]]:
    import pandas as pd

    index = frame.index
    if isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1:
        return None, [], []
    if index.name is None and index.dtype.kind in "iu" and np.array_equal(index.to_numpy(), np.arange(len(index))):
        return None, [], []
    levels: list[Incoming] = []
    notes: list[str] = []
    for position, key in enumerate(index.names):
        values: Any = index.get_level_values(position)
        dated = isinstance(values, pd.DatetimeIndex)
        if (key is None and not dated) or key in frame.columns:
            continue
        column = "index" if key is None else key
        levels.append(replace(from_pandas_series(column, values.to_series()), index=True))
        notes.append(f"the index is read as the column {column!r}, too")
    return index.to_numpy(), levels, notes
