"""The types that a schema asks for, settled before pandera looks: it tries each cell by itself, a millisecond a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dataqa.schemas.failures import Failure, listed_values

if TYPE_CHECKING:
    import pandas as pd


def settle(schema: Any, frame: pd.DataFrame, called: Mapping[Any, str], *, own: bool) -> tuple[pd.DataFrame, list[Failure]]:
    """Return the frame with its text read as dates where the schema asks for it, and what fails by its type.

    Parameters
    ----------
    schema : pandera.pandas.DataFrameSchema
        A copy: columns whose type was settled ask for none any more.
    frame : pandas.DataFrame
        The rows, told by their place; a copy.
    called : mapping
        What the Table calls the columns.
    own : bool
        True of the frame that was handed in: of another, truth values with gaps are what the schema calls ``bool``.
    """
    found: list[Failure] = []
    if schema.dtype is not None or schema.parsers:
        return frame, found
    counted = Counter(frame.columns)
    for label, column in schema.columns.items():
        if column.regex or column.parsers or column.dtype is None or counted[label] != 1:
            continue
        coerced = column.coerce or schema.coerce
        name = called.get(label, str(label))
        if not own and str(column.dtype) == "bool" and str(frame[label].dtype) == "boolean":
            column.dtype = "boolean"
        if not coerced and not _fits(column.dtype, frame[label]):
            says = f"dtype('{column.dtype}')"
            found.append(Failure((name,), "dtype", says, "dtype", None, str(frame[label].dtype)))
            column.dtype = None
        elif column.coerce and frame[label].dtype == getattr(column.dtype, "type", None):
            column.coerce = schema.coerce  # nothing to convert, one copy less
        elif coerced and _dates(column.dtype, frame[label]):
            cells, failed = _read(column.dtype, frame[label], name)
            if failed and not column.nullable and frame[label].isna().any():
                empty = np.flatnonzero(frame[label].isna().to_numpy()).astype(np.int64)
                found.append(Failure((name,), "not_nullable", "not_nullable", "rows", empty, ""))
            frame[label] = cells
            found += failed
            column.nullable |= bool(failed)
    return frame, found


def _fits(dtype: Any, cells: Any) -> bool:
    from pandera.engines.pandas_engine import Engine

    try:
        own = Engine.dtype(cells.dtype)
    except TypeError:  # a dtype that pandera does not know
        return True
    return bool(np.all(dtype.check(own, cells)))


def _dates(dtype: Any, cells: Any) -> bool:
    return hasattr(dtype, "to_datetime_kwargs") and cells.dtype.kind not in "iufbmM"


def _read(dtype: Any, cells: Any, name: str) -> tuple[Any, list[Failure]]:
    import pandas as pd

    read = pd.to_datetime(cells, **{**dtype.to_datetime_kwargs, "errors": "coerce"})
    failed = read.isna() & cells.notna()
    if not failed.any():
        return cells, []
    shown = listed_values(cells[failed].unique().tolist())
    says = f"coerce_dtype('{dtype}')"
    made = Failure((name,), "coerce_dtype", says, "rows", np.flatnonzero(failed.to_numpy()).astype(np.int64), shown)
    return cells.mask(failed), [made]
