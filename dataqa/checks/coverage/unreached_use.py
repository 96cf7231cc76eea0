"""Real use that lies outside what the data covers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.coverage._reach import beyond
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson

_SHOWN = 5


@check(needs=("reference", "features"), reads=("features",))
def unreached_use(audit: Context) -> Iterator[Measurement]:
    """Share of the reference rows whose value a column of the data never holds: another category, or a number beyond its range.

    With the Wilson interval (Wilson 1927). A column is compared where both sides hold the same kind of cells, and where its
    categories repeat, so that a new one says something.
    """
    reference = audit.reference
    if reference is None or not reference.rows or not audit.rows:
        raise NotApplicable("the reference has no rows")
    for name in audit.task.features:
        column = audit.profile.columns[name]
        if name not in reference.table.frame.columns or not column.present:
            continue
        outside_of = beyond(audit, reference, column)
        if outside_of is None:
            continue
        cells = reference.values(name)
        outside = cells.filter(outside_of.fill_null(False))
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


def _picture(name: str, inside: int, outside: int) -> Evidence:
    return Evidence(
        title=f"Rows of real use, by {name}",
        unit="rows",
        labels=("covered by the data", "not covered"),
        values=(float(inside), float(outside)),
        marked=(1,),
    )
