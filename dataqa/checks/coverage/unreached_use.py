"""Real use that lies outside what the data covers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.engine.local import LocalEngine
from dataqa.model import Evidence, Measurement
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_SHOWN = 5


@check(needs=("reference", "features"))
def unreached_use(audit: Context) -> Iterator[Measurement]:
    """Share of the reference rows whose value a column of the data never holds: another category, or a number beyond its range.

    With the Wilson interval (Wilson 1927). A column is compared where both sides hold the same kind of cells, and where its
    categories repeat, so that a new one says something.
    """
    reference = audit.reference
    if reference is None or not reference.rows or not audit.rows:
        return
    for name in audit.task.features:
        column = audit.profile.columns[name]
        if name not in reference.table.frame.columns or not column.present:
            continue
        beyond = _beyond(column, audit, reference)
        if beyond is None:
            continue
        cells = reference.values(name)
        outside = cells.filter(beyond.fill_null(False))
        if not len(outside):
            continue
        counts = pl.DataFrame({"value": outside}).group_by("value").len().sort(["len", "value"], descending=[True, False])
        shown = [f"{value} ({count})" for value, count in counts.head(_SHOWN).iter_rows()]
        present = len(cells) - cells.null_count()
        yield Measurement(
            value=len(outside) / present,
            unit="share of rows of real use",
            interval=wilson(len(outside), present),
            columns=(name,),
            details={
                "outside": len(outside),
                "compared": present,
                "seen": ", ".join(shown) + (" …" if counts.height > _SHOWN else ""),
            },
            evidence=(_picture(name, present - len(outside), len(outside)),),
        )


def _beyond(column: ColumnProfile, audit: Context, reference: LocalEngine) -> pl.Series | None:
    """Return which reference cells the data does not reach, or None where the two cannot be compared."""
    cells = reference.values(column.name)
    dtype = audit.engine.table.frame.schema[column.name]
    if column.kind in ("number", "datetime"):
        alike = cells.dtype.is_numeric() if column.kind == "number" else cells.dtype.is_temporal()
        return (cells < column.minimum) | (cells > column.maximum) if alike and column.minimum is not None else None
    if cells.dtype != dtype or column.distinct > float(audit.parameters["most_distinct"]) * column.present:
        return None
    return ~cells.is_in(audit.engine.values(column.name).drop_nulls().unique().implode())


def _picture(name: str, inside: int, outside: int) -> Evidence:
    return Evidence(
        title=f"Rows of real use, by {name}",
        unit="rows",
        labels=("covered by the data", "not covered"),
        values=(float(inside), float(outside)),
        marked=(1,),
    )
