"""Times, however a column keeps them, as one kind of moment."""

from __future__ import annotations

import polars as pl

from dataqa.roles.columns import SERIAL_EPOCH
from dataqa.task import Column


def moment_of(column: Column) -> pl.Expr:
    """Return the expression that turns a column's cells into datetimes of microseconds, null where they are none.

    Parameters
    ----------
    column : Column
        With a clock.

    Returns
    -------
    polars.Expr
        A year counts from its last day, a month from its first: a row of "2024" may be as young as 2024-12-31.
    """
    cell = pl.col(column.name)
    match column.clock:
        case "datetime":
            return cell
        case "seconds":
            return (cell * 1_000_000).cast(pl.Int64).cast(pl.Datetime("us"))
        case "milliseconds":
            return (cell * 1_000).cast(pl.Int64).cast(pl.Datetime("us"))
        case "microseconds":
            return cell.cast(pl.Int64).cast(pl.Datetime("us"))
        case "nanoseconds":
            return (cell.cast(pl.Int64) // 1_000).cast(pl.Datetime("us"))
        case "yyyymmddhhmmss":
            return cell.cast(pl.Int64, strict=False).cast(pl.String).str.to_datetime("%Y%m%d%H%M%S", strict=False, time_unit="us")
        case "day number":
            return ((cell - SERIAL_EPOCH) * 86_400_000_000).round().cast(pl.Int64).cast(pl.Datetime("us"))
        case "year":
            return pl.datetime(cell.cast(pl.Int32, strict=False), 12, 31)
        case "yyyymm":
            whole = cell.cast(pl.Int64, strict=False)
            return (whole.cast(pl.String) + "01").str.to_datetime("%Y%m%d", strict=False, time_unit="us")
        case "yyyymmdd":
            return cell.cast(pl.Int64, strict=False).cast(pl.String).str.to_datetime("%Y%m%d", strict=False, time_unit="us")
    raise ValueError(f"the column {column.name!r} holds no times")
