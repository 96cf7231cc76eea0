"""Columns with more empty cells for one group of people than for another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.bias._groups import ComparedGroups, groups_of, surest_gaps
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement


class Parameters(ComparedGroups):
    """Which groups are compared, and how many columns are reported."""

    most: Annotated[int, Field(ge=1)]
    """Columns reported, at most: those that differ most certainly."""


@check(needs=("protected",), reads=("protected", "cells"), parameters=Parameters)
def group_missing(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference in the share of empty cells between two groups of a protected column (Newcombe 1998, Bonferroni).

    All columns with empty cells are compared over all pairs of groups; those that differ most certainly are reported.
    """
    columns = [column.name for column, _ in audit.profiles() if 0 < column.nulls < column.rows]
    protected = audit.task.protected
    found: list[tuple[float, str, str, Measurement]] = []
    pattern: dict[str, bytes] = {}
    for by in protected:
        empty = [name for name in columns if name != by]
        if not empty:
            continue
        missing = [pl.col(name).is_null().alias(f"{at}") for at, name in enumerate(empty)]
        frame = audit.table.frame.select(groups_of(audit, by), pl.col(by).alias("cell"), *missing)
        table = (
            frame.filter(pl.col("group").is_not_null())
            .group_by("group")
            .agg(pl.len(), pl.col("cell").min(), *(pl.col(f"{at}").sum() for at in range(len(empty))))
        )
        table = table.filter(pl.col("len") >= audit.parameters.smallest).sort(["len", "group"], descending=[True, False])
        table = table.head(audit.parameters.most_groups).sort("cell", "group")
        if table.height < 2:
            continue
        rows = table.get_column("len").cast(pl.Float64).to_numpy()
        hits = table.select(f"{at}" for at in range(len(empty))).cast(pl.Float64).to_numpy()
        names = table.get_column("group").to_list()
        for at, name in enumerate(empty):
            pattern.setdefault(name, hits[:, at].tobytes())
        for at, gap in enumerate(surest_gaps(hits, rows, len(empty) * len(protected))):
            if gap.interval[0] <= 0:
                continue
            name, rates = empty[at], hits[:, at] / rows
            measured = Measurement(
                value=gap.value,
                unit="difference of shares",
                interval=gap.interval,
                columns=(name, by),
                rows=audit.where(pl.col(name).is_null() & (groups_of(audit, by) == names[gap.high])),
                details={
                    "column": name, "by": by, "more": names[gap.high], "less": names[gap.low],
                    "more_rate": float(rates[gap.high]), "less_rate": float(rates[gap.low]),
                },
                evidence=(
                    Evidence(
                        title=f"{name} is empty, by {by}",
                        unit="share of rows",
                        labels=tuple(names),
                        values=tuple(rates.tolist()),
                        marked=tuple(sorted((gap.high, gap.low))),
                    ),
                ),
            )  # fmt: skip
            found.append((-gap.interval[0], name, by, measured))
    reported: set[bytes] = set()
    for _, name, _, measured in sorted(found, key=lambda entry: entry[:3]):
        # columns that are empty in the same rows are one finding
        if pattern[name] not in reported and len(reported) < audit.parameters.most:
            reported.add(pattern[name])
            yield measured
