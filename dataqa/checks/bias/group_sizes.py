"""Groups of people of whom there are few rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.bias._groups import groups_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement

_NAMED, _BARS = 4, 30


@check(needs=("protected",), reads=("protected",))
def group_sizes(audit: Context) -> Iterator[Measurement]:
    """Rows of the smallest group of a protected column, with all groups of few rows and a small share of the whole.

    From 100 rows a share is known to within 10 percentage points (Wilson 1927), from 30 to within 17.
    """
    few, rare = audit.parameters["few"], audit.parameters["rare"]
    for column in audit.task.protected:
        group = groups_of(audit, column)
        counts = audit.engine.counts(group, where=group.is_not_null()).sort(["len", "group"])
        small = counts.filter((pl.col("len") < few) & (pl.col("len") < rare * audit.rows))
        if not small.height or small.height == counts.height:
            continue
        names, rows = small.get_column("group").to_list(), small.get_column("len").to_list()
        listed = ", ".join(f"{name} ({size})" for name, size in zip(names[:_NAMED], rows[:_NAMED], strict=True))
        listed += f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
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
                "groups": "1 group" if len(names) == 1 else f"{len(names)} groups",
                "have": "has" if len(names) == 1 else "have",
                "listed": listed,
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
