"""Production values that never occur in the data."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.coverage._reach import beyond
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson

_EXAMPLES = 3


@check(needs=("reference", "features"), reads=("features",))
def unreached_use(audit: Context) -> Iterator[Measurement]:
    """Share of production rows with an unseen category, or a number outside the range of the data, per column.

    With the Wilson interval (Wilson 1927). A column is compared if both sides have the same type of cells and if its categories
    repeat, so that an unseen one is informative.
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
        ranged = column.kind in ("number", "datetime")
        present = len(cells) - cells.null_count()
        yield Measurement(
            value=len(outside) / present,
            unit="share of production rows",
            interval=wilson(len(outside), present),
            columns=(name,),
            kind="" if ranged else "categories",
            details={
                "outside": len(outside),
                "compared": present,
                "least": shown(column.minimum) if ranged else "",
                "most": shown(column.maximum) if ranged else "",
                "examples": tuple(f"{shown(value)} ({count:,})" for value, count in counts.head(_EXAMPLES).iter_rows()),
            },
            evidence=(_picture(name, present - len(outside), len(outside)),),
        )


def _picture(name: str, inside: int, outside: int) -> Evidence:
    return Evidence(
        title=f"Production rows, by {name}",
        unit="rows",
        labels=("value seen in the data", "not seen"),
        values=(float(inside), float(outside)),
        marked=(1,),
    )
