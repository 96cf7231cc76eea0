"""Columns that can be counted with: numbers, flags and dates."""

from __future__ import annotations

import polars as pl

from dataqa.context import Context
from dataqa.task import Role


def as_number(audit: Context, name: str) -> pl.Expr:
    """Return the expression that makes a column's cells numbers; dates become days since 1970."""
    cell = pl.col(name)
    if audit.profile.columns[name].kind == "datetime":
        return cell.cast(pl.Datetime("us")).dt.epoch("us").cast(pl.Float64) / 86_400_000_000
    return cell.cast(pl.Float64)


def countable(audit: Context) -> list[str]:
    """Return the features that are numbers, numbers for codes, flags or dates."""
    roles: tuple[Role, ...] = ("numeric", "categorical", "boolean", "datetime", "time")
    return [column.name for column, _ in audit.profiles(*roles) if column.kind in ("number", "boolean", "datetime")]
