"""Columns that say the same in every row, or in nearly every one."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.profile.column import ColumnProfile


@check(reads=("numeric", "categorical", "text", "datetime", "boolean", "constant", "group", "time", "image", "nested"))
def constant_columns(audit: Context) -> Iterator[Measurement]:
    """Share of the commonest value among the cells that hold one, per column; 1 where there is no value at all.

    Where a column holds a single value and is empty elsewhere, being empty is its second value. The share is exact, the named
    rows are those that differ. Measured from the rule's ``least`` on.
    """
    for column, part in audit.profiles():
        if part.role in ("target", "id", "split") or not column.rows:
            continue
        found = _commonest(audit, column, float(audit.parameters["least"]))
        if found is None:
            continue
        of, others, text, differing = found
        rows = None if differing is None or not others else audit.where(differing)
        if part.role == "nested" and column.present:
            text = "the same cell"
        if not others:
            says = "holds no value at all" if not column.present else f"holds {text} in all {of:,} rows"
        else:
            says = f"holds {text} in all but {others:,} of {of:,} rows"
        yield Measurement(
            value=(of - others) / of,
            unit="share of rows",
            columns=(column.name,),
            rows=rows,
            details={"says": says, "others": others, "of": of},
            evidence=_picture(column, text, of, others, rows),
        )


def _commonest(audit: Context, column: ColumnProfile, least: float) -> tuple[int, int, str, pl.Expr | None] | None:
    """Return how many cells count, how many of them differ from the commonest, its text, and which rows differ."""
    cell = pl.col(column.name)
    if not column.present:
        return column.rows, 0, "nothing", None
    value, count = column.top[0]
    if column.exact and column.distinct == 1 and column.nulls:
        fuller = column.present >= column.nulls
        others = min(column.present, column.nulls)
        text = shown(value) if fuller else "nothing"
        kept = column.rows - others >= least * column.rows
        return (column.rows, others, text, cell.is_null() if fuller else cell.is_not_null()) if kept else None
    # the count may come from the sample: look twice before a column near the bound is left out
    if count < (least if column.exact else least - 0.02) * column.present:
        return None
    differs = cell.is_not_null() & (cell != value)
    others = column.present - count if column.exact else len(audit.engine.where(differs))
    return (column.present, others, shown(value), differs) if others <= (1 - least) * column.present else None


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
