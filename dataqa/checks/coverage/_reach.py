"""Which production cells are outside the values of a column of the data."""

from __future__ import annotations

import polars as pl

from dataqa.context import Context
from dataqa.engine.local import LocalEngine
from dataqa.findings.parameters import parameters_of
from dataqa.profile.column import ColumnProfile


def beyond(audit: Context, reference: LocalEngine, column: ColumnProfile) -> pl.Series | None:
    """Return which reference cells are outside the values of the data, or None if the two cannot be compared.

    Parameters
    ----------
    audit : Context
        The audit.
    reference : LocalEngine
        Production rows.
    column : ColumnProfile
        Of the data.
    """
    cells = reference.values(column.name)
    dtype = audit.engine.table.frame.get_column(column.name).dtype
    if column.kind in ("number", "datetime"):
        alike = cells.dtype.is_numeric() if column.kind == "number" else cells.dtype.is_temporal()
        return (cells < column.minimum) | (cells > column.maximum) if alike and column.minimum is not None else None
    if cells.dtype != dtype or column.distinct > parameters_of("reach")["most_distinct"] * column.present:
        return None
    return ~cells.is_in(audit.engine.values(column.name).drop_nulls().unique().implode())
