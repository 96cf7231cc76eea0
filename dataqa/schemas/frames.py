"""The frame that a schema is held to: the very one that was handed in, or the Table's rows as pandas has them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from dataqa.schemas.given import GivenSchema
from dataqa.sources.table import Table

if TYPE_CHECKING:
    import pandas as pd

_COSTLY = 10_000_000
_WHOLE, _TYPED = "iu", "iufcbmM"


def is_pandas(data: Any) -> bool:
    """Return True of a pandas frame or series."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame | pandas.Series)


def pandas_frame(given: GivenSchema, table: Table) -> tuple[pd.DataFrame, Mapping[Any, str]]:
    """Return a frame to be validated, and what the Table calls its columns.

    A pandas frame is copied, with its own dtypes; levels of its index that the schema asks for as columns become such. Of all
    other data the Table's rows are converted, without a change that could fail by itself: whole numbers with gaps become
    ``Int64``, and a column takes the dtype that the schema asks for where no value changes by it.
    """
    schema = given.schema
    if not is_pandas(given.data):
        return _converted(table, schema), {name: name for name in table.frame.columns}
    import pandas as pd

    frame = given.data.copy()
    if isinstance(frame, pd.Series):
        frame = frame.to_frame("value" if frame.name is None else frame.name)
    names = table.frame.columns[-frame.shape[1] :] if frame.shape[1] else []
    wanted = [name for name, column in schema.columns.items() if not column.regex]
    if sum(name in names for name in wanted) > sum(name in frame.columns for name in wanted):
        frame.columns = pd.Index(names)
    called: dict[Any, str] = {}
    for label, name in zip(frame.columns, names, strict=True):
        called.setdefault(label, name)
    levels = [name for name in table.frame.columns[: -frame.shape[1] or None] if table.source(name).index]
    for name in levels:
        label = name if name in frame.index.names else None
        if name in wanted and name not in frame.columns:
            frame.insert(0, name, frame.index.get_level_values(frame.index.names.index(label)))
            called[name] = name
    return frame, called


def conversion_note(given: GivenSchema | None, table: Table) -> tuple[str, ...]:
    """Return a note where holding the rows to the schema takes a second copy of much data."""
    costly = given is not None and given.library == "pandas" and table.rows * len(table.columns) >= _COSTLY
    if not costly or given is None:
        return ()
    how = "copied" if is_pandas(given.data) else "turned into a pandas frame"
    return (f"for the schema all rows were {how}",)


def _converted(table: Table, schema: Any) -> pd.DataFrame:
    import pandas as pd

    columns = {series.name: _as_asked(_series(series), schema, table, series.name) for series in table.frame}
    return pd.DataFrame(columns)


def _series(series: pl.Series) -> pd.Series[Any]:
    """Return a column as pandas has it; whole numbers and truth values with gaps keep their type."""
    import pandas as pd

    if series.null_count() and series.dtype in (pl.Int64, pl.Boolean):
        gaps = series.is_null().to_numpy()
        array: Any = pd.arrays.IntegerArray if series.dtype == pl.Int64 else pd.arrays.BooleanArray
        return pd.Series(array(series.fill_null(strategy="zero").to_numpy(writable=True), gaps.copy()))
    return series.to_pandas()


def _as_asked(made: pd.Series[Any], schema: Any, table: Table, name: str) -> pd.Series[Any]:
    """Return a column with the dtype that a schema asks for, where the conversion changes no value."""
    column = schema.columns.get(name)
    asked: Any = getattr(schema.dtype or (column.dtype if column is not None else None), "type", None)
    if asked is None or made.dtype == asked:
        return made
    kind, wanted = made.dtype.kind, getattr(asked, "kind", "O")
    if kind in _WHOLE and wanted in _WHOLE and made.hasnans and isinstance(asked, np.dtype):
        asked = str(asked).replace("uint", "UInt").replace("int", "Int")  # what pandas calls the same with gaps
    whole = kind in _WHOLE and wanted in "iuf"
    # a file has no types: digits without a leading zero are the same as text
    digits = kind in _WHOLE and wanted not in _TYPED and table.origin == "file"
    text = kind not in _TYPED and wanted not in _TYPED
    if not (whole or digits or text or (kind == wanted and kind in "fMb")):
        return made
    try:
        found = made.astype(asked)
    except (TypeError, ValueError, OverflowError):
        return made  # pandera then says what does not fit
    return found if found.isna().sum() == made.isna().sum() else made
