"""All rows held to a schema, lazily: every check runs, and each that fails is told once."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from dataqa.schemas.failures import Failure, failures_of
from dataqa.schemas.frames import is_pandas, pandas_frame
from dataqa.schemas.given import GivenSchema
from dataqa.schemas.types import settle
from dataqa.sources.table import Table

if TYPE_CHECKING:
    import pandas as pd


def hold(given: GivenSchema, table: Table) -> list[Failure]:
    """Return every check of a schema that fails on these rows; the data is not changed.

    Parameters
    ----------
    given : GivenSchema
        The schema, and the data as it was handed in.
    table : Table
        The same data, as dataqa read it.
    """
    if given.library == "polars":
        data = given.data.collect() if isinstance(given.data, pl.LazyFrame) else given.data
        own = isinstance(data, pl.DataFrame) and data.width == table.frame.width
        frame = data if own else table.frame
        named = dict(zip(frame.columns, table.frame.columns, strict=True))
        found = failures_of(_errors(_whole(given.schema), frame), named, None, table.rows) or []
        return [_filled(one, frame, named) for one in found]
    rows, called = pandas_frame(given, table)
    return [*_of_rows(given, rows, called), *_of_index(given, table)]


def _filled(one: Failure, frame: pl.DataFrame, named: Mapping[str, str]) -> Failure:
    """Leave out the empty cells, which Polars tells among those that could not be converted."""
    if one.check != "coerce_dtype" or one.rows is None or not one.columns:
        return one
    label = next(label for label, name in named.items() if name == one.columns[0])
    present = frame.get_column(label).is_not_null().to_numpy()
    return replace(one, rows=one.rows[present[one.rows]])


def _whole(schema: Any) -> Any:
    """Return a copy of a schema that reports rows and drops none, and leaves the index aside."""
    made = _copied(schema)
    made.index = None
    made.drop_invalid_rows = False
    made.columns = {name: _copied(column) for name, column in schema.columns.items()}
    for column in made.columns.values():
        column.drop_invalid_rows = False
    return made


def _copied(part: Any) -> Any:
    made = copy.copy(part)
    made.__dict__ = dict(part.__dict__)  # older versions of pandera share it between copies
    return made


def _errors(schema: Any, frame: Any) -> list[Any]:
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaError, SchemaErrors

    # an environment may have switched validation off: then nothing would have been looked at
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # checks that only warn are asked to fail nothing
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as error:
            return list(error.schema_errors)
        except SchemaError as error:
            return [error]
    return []


def _of_rows(given: GivenSchema, frame: pd.DataFrame, called: Mapping[Any, str]) -> list[Failure]:
    import pandas as pd

    schema = _whole(given.schema)
    frame, settled = settle(schema, frame, called, own=is_pandas(given.data))
    index = frame.index
    by_place = isinstance(index, pd.RangeIndex) and index.equals(pd.RangeIndex(len(frame)))
    if not by_place and index.nlevels == 1 and index.is_unique:
        # checks may look at the index, so it is kept where its labels tell the rows
        found = _checked(schema, frame, called, settled, index)
        if found is not None:
            return found
    return _checked(schema, frame.reset_index(drop=True), called, settled, None) or settled


def _checked(
    schema: Any, frame: pd.DataFrame, called: Mapping[Any, str], settled: list[Failure], index: Any
) -> list[Failure] | None:
    """Return what fails; hold the other cells of a column to its checks where some cannot be converted, which stops them all."""
    untyped = {one.columns for one in settled if one.kind == "dtype"}
    found = failures_of(_errors(schema, frame), called, index, len(frame), untyped)
    spoilt = [one for one in found or () if one.check == "coerce_dtype" and one.rows is not None and one.columns]
    if found is None or not spoilt or not frame.columns.is_unique:
        return None if found is None else [*settled, *found]
    labels = {name: label for label, name in called.items()}
    frame = frame.copy()
    for one in spoilt:
        label, failed = labels[one.columns[0]], np.zeros(len(frame), dtype=np.bool_)
        failed[one.rows] = True
        frame[label] = frame[label].astype(object).mask(failed, None)
        for name, asked in schema.columns.items():
            asked.nullable |= name == label or asked.regex
    hurt = {one.columns for one in spoilt}
    empty = [one for one in found if one.columns in hurt and one.check == "not_nullable"]
    again = failures_of(_errors(schema, frame), called, index, len(frame), untyped)
    return None if again is None else [*settled, *spoilt, *empty, *again]


def _of_index(given: GivenSchema, table: Table) -> list[Failure]:
    """Hold the index to what a schema asks of it, level by level, as columns: so that labels may repeat."""
    index = getattr(given.schema, "index", None)
    if index is None:
        return []
    import pandera.pandas as pa

    levels = getattr(index, "indexes", [index])
    held = _index_frame(given, table, [level.name for level in levels])
    columns = {
        place: pa.Column(
            level.dtype, level.checks, nullable=level.nullable, unique=level.unique, coerce=level.coerce, title=level.title
        )
        for place, level in enumerate(levels)
    }
    names = [str(level.name) for level in levels if level.name is not None]
    called = {place: str(level.name) for place, level in enumerate(levels) if str(level.name) in table.frame.columns}
    found = failures_of(_errors(pa.DataFrameSchema(columns), held), called, None, len(held)) or []
    of = f" of the index{' ' + ', '.join(names) if names else ''}"
    return [replace(one, check=f"index {one.check}", says=one.says + of) for one in found]


def _index_frame(given: GivenSchema, table: Table, names: list[Any]) -> pd.DataFrame:
    import pandas as pd

    if is_pandas(given.data):
        index = given.data.index
        frame = pd.DataFrame({place: index.get_level_values(place) for place in range(index.nlevels)})
    elif all(name in table.frame.columns for name in names):
        frame = pandas_frame(given, table)[0][names].copy()
    else:
        frame = pd.DataFrame({0: range(table.rows)})
    frame.columns = pd.RangeIndex(frame.shape[1])
    return frame
