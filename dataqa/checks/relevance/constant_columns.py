"""Columns with one value in every row, or in nearly every row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks._words import shown
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile


class Parameters(CheckParameters):
    """Which columns are measured."""

    least: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of the commonest value."""


@check(
    reads=("numeric", "categorical", "text", "datetime", "boolean", "constant", "group", "time", "image", "nested"),
    parameters=Parameters,
)
def constant_columns(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the commonest value among the filled cells, per column; 1 if a column has no value at all.

    If a column holds a single value and is empty elsewhere, empty counts as its second value. The share is exact, and the rows
    reported are those that differ.
    """
    for column, part in audit.profiles():
        if part.role in ("target", "id", "split") or not column.rows:
            continue
        found = _commonest(audit, column, audit.parameters.least)
        if found is None:
            continue
        kind, of, others, differing = found
        rows = None if differing is None or not others else audit.where(differing)
        if part.role == "nested" and column.present:
            kind = "nested"
        constant = shown(column.top[0][0]) if column.present and kind != "nested" else ""
        yield Measurement(
            value=(of - others) / of,
            unit="share of rows",
            columns=(column.name,),
            rows=rows,
            kind=kind,
            details={"constant": constant, "same": of - others, "others": others, "of": of},
            evidence=_picture(column, "empty" if kind == "nearly-empty" else constant or "same content", of, others, rows),
        )


def _commonest(audit: Context, column: ColumnProfile, least: float) -> tuple[str, int, int, pl.Expr | None] | None:
    """Return the kind of message, how many cells count, how many of them differ from the commonest, and which rows differ."""
    cell = pl.col(column.name)
    if not column.present:
        return "empty", column.rows, 0, None
    value, count = column.top[0]
    if column.exact and column.distinct == 1 and column.nulls:
        fuller = column.present >= column.nulls
        others = min(column.present, column.nulls)
        if column.rows - others < least * column.rows:
            return None
        return "one-value" if fuller else "nearly-empty", column.rows, others, cell.is_null() if fuller else cell.is_not_null()
    # the count may come from the sample: count exactly before a column near the bound is left out
    if count < (least if column.exact else least - 0.02) * column.present:
        return None
    differs = cell.is_not_null() & (cell != value)
    others = column.present - count if column.exact else len(audit.engine.where(differs))
    return ("nearly" if others else "", column.present, others, differs) if others <= (1 - least) * column.present else None


def _picture(column: ColumnProfile, text: str, of: int, others: int, rows: Rows | None) -> tuple[Evidence, ...]:
    if rows is None:
        return ()
    return (
        Evidence(
            title=f"Cells of {column.name}",
            unit="rows",
            labels=(text, "all others"),
            values=(float(of - others), float(others)),
            marked=(1,),
        ),
    )
