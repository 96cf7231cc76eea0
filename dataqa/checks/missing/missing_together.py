"""Columns that are empty in the same rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson

_SHOWN = 12


@check()
def missing_together(audit: Context) -> Iterator[Measurement]:
    """Blocks of columns whose empty cells share their rows: share of rows in which all of a block are empty.

    Columns are joined where the rows that are empty in both are nearly all of those empty in either (Jaccard 1901), in the row
    sample; only the columns with most empty cells are compared. Rows and shares are of all rows.
    """
    holed = [column for column, _ in audit.profiles() if 0 < column.nulls < column.rows]
    holed.sort(key=lambda column: (-column.nulls, column.name))
    names = [column.name for column in holed[: int(audit.parameters["most_columns"])]]
    if len(names) < 2:
        return
    empty = audit.profile.sample.select(pl.col(names).is_null()).to_numpy().astype(np.float32)
    both = empty.T @ empty
    single = np.diag(both)
    either = single[:, None] + single[None, :] - both
    alike = (both >= audit.parameters["least_shared"] * either) & (both >= audit.parameters["least_rows"])
    order = {name: place for place, name in enumerate(audit.task.columns)}
    for block in _blocks(alike):
        members = sorted((names[place] for place in block), key=order.__getitem__)
        rows = audit.where(pl.all_horizontal(pl.col(members).is_null()))
        nulls = {name: audit.profile.columns[name].nulls for name in members}
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            interval=wilson(rows.count, audit.rows),
            columns=tuple(members),
            rows=rows,
            details={"together": len(members), "shared": rows.count / max(nulls.values())},
            evidence=(
                Evidence(
                    title="Empty cells",
                    unit="rows",
                    labels=("all of them", *members[:_SHOWN]),
                    values=(float(rows.count), *(float(nulls[name]) for name in members[:_SHOWN])),
                    marked=(0,),
                ),
            ),
        )


def _blocks(alike: np.ndarray) -> Iterator[list[int]]:
    """Yield the groups of two and more columns that hang together, in their order."""
    free = list(range(len(alike)))
    while free:
        # every member is like the first, the emptiest: no chain that ends in columns unlike each other
        block = [place for place in free if place == free[0] or alike[free[0], place]]
        free = [place for place in free if place not in block]
        if len(block) > 1:
            yield block
