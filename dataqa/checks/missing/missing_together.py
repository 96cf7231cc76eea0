"""Columns that are empty in the same rows."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.empty_together import blocks_of
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson

_SHOWN = 12


@check(reads=("cells",), fewest=2)
def missing_together(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which all columns of a group are empty; a group is columns that are empty in the same rows.

    Two columns belong together if nearly all rows that are empty in either are empty in both (Jaccard 1901), more than chance
    explains for columns that are hardly ever filled; in the row sample. Rows and shares are of all rows.
    """
    for block in blocks_of(audit):
        # cells that hold something else than a number are set aside, and are not empty
        members = [name for name in block if 2 * len(audit.table.source(name).unparsed) <= audit.profile.columns[name].nulls]
        if len(members) < 2:
            continue
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
