"""Groups of people with few rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.bias._groups import GroupParameters, groups_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement

_BARS = 30


class Parameters(GroupParameters):
    """What counts as few rows."""

    few: Annotated[int, Field(ge=1)]
    """Rows of a group; fewer are few."""
    rare: Annotated[float, Field(gt=0, le=1)]
    """Share of all rows; only groups below it are reported."""


@check(needs=("protected",), reads=("protected",), parameters=Parameters)
def group_sizes(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Rows of the smallest group of a protected column, with all groups of few rows and a small share of all rows.

    From 100 rows a share is known to within 10 percentage points (Wilson 1927), from 30 to within 17.
    """
    few, rare = audit.parameters.few, audit.parameters.rare
    for column in audit.task.protected:
        group = groups_of(audit, column)
        counts = audit.engine.counts(group, where=group.is_not_null()).sort(["len", "group"])
        small = counts.filter((pl.col("len") < few) & (pl.col("len") < rare * audit.rows))
        if not small.height or small.height == counts.height:
            continue
        names, rows = small.get_column("group").to_list(), small.get_column("len").to_list()
        sizes = pl.DataFrame({"group": names, "len": rows}, schema_overrides={"group": pl.String})
        numbered = audit.table.frame.select(group, pl.int_range(pl.len()).alias("at"))
        where = numbered.join(sizes, on="group").sort("len", "group", "at")
        shown = counts.sort(["len", "group"], descending=[True, False]).tail(_BARS)
        yield Measurement(
            value=float(rows[0]),
            unit="rows",
            columns=(column,),
            rows=audit.rows_at(where.get_column("at").to_numpy().astype(np.int64)),
            details={
                "groups": len(names),
                "listed": tuple(f"{name} ({size})" for name, size in zip(names, rows, strict=True)),
                "few": few,
                "together": sum(rows) / audit.rows,
            },
            evidence=(
                Evidence(
                    title=f"Rows by {column}",
                    unit="rows",
                    labels=tuple(shown.get_column("group").to_list()),
                    values=tuple(shown.get_column("len").cast(pl.Float64).to_list()),
                    marked=tuple(np.flatnonzero(shown.get_column("group").is_in(names).to_numpy()).tolist()),
                ),
            ),
        )
