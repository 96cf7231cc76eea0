"""The target under another name or in another coding."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.statistics import wilson


@check(needs=("target", "two values"), reads=("target", "cells"))
def target_copy(audit: Context) -> Iterator[Measurement]:
    """Share of all rows in which a column and the target translate into each other one to one.

    Only columns with about as many different values as the target are held against it. Of the rows with both values those count
    that have the commonest partner in both directions.
    """
    target = audit.profile.columns[audit.target]
    if target.distinct < 2:
        raise NotApplicable("the target has fewer than two different values")
    slack = float(audit.parameters["slack"])
    for column, part in audit.profiles():
        if (
            part.role in ("target", "split", "constant")
            or column.distinct < 2
            or column.nulls > float(audit.parameters["most_empty"]) * column.rows
        ):
            continue
        if not target.distinct / slack <= column.distinct <= target.distinct * slack:
            continue
        # a sample spares the columns that are plainly something else
        if _agreement(audit.profile.sample, column.name, audit.target)[0] < float(audit.parameters["least"]):
            continue
        share, agreeing, rows = _agreement(
            audit.engine.take(range(audit.rows), [column.name, audit.target]), column.name, audit.target
        )
        yield Measurement(
            value=share,
            unit="share of rows",
            interval=wilson(agreeing, rows),
            columns=(column.name,),
            details={"values": column.distinct, "rows_compared": rows},
        )


def _agreement(frame: pl.DataFrame, column: str, target: str) -> tuple[float, int, int]:
    """Return the share of rows in which each value has its commonest partner in both directions, and its parts.

    Values that stand in one row alone prove nothing, and are not counted as agreeing.
    """
    pairs = (
        frame.lazy().select(pl.col(column).alias("a"), pl.col(target).alias("b")).drop_nulls().group_by("a", "b").len().collect()
    )
    rows = int(pairs.get_column("len").sum())
    if not rows or pairs.height == rows:
        return 0.0, 0, rows
    # a tie is no partner: as many rows speak for another
    alone = [
        (pl.col("len") == (most := pl.col("len").max().over(side))) & ((pl.col("len") == most).sum().over(side) == 1)
        for side in "ab"
    ]
    best = pairs.filter(alone[0] & alone[1] & (pl.col("len") > 1))
    agreeing = int(best.get_column("len").sum())
    # two classes always have a partner each: only what goes beyond the larger class is agreement
    if best.get_column("b").n_unique() < 2:
        return 0.0, 0, rows
    return agreeing / rows, agreeing, rows
