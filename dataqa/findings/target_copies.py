"""Columns that hold the target under another name or in another coding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of

_LEAST_ORDERED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCopy:
    """One column: in how many of the rows compared it and the target translate into each other one to one, or are in one order."""

    name: str
    share: float
    agreeing: int
    rows: int


def target_copies(audit: Context) -> list[TargetCopy]:
    """Return the columns that nearly translate into the target, of those with about as many different values.

    Of the rows with both values those count that have the commonest partner in both directions.
    Of numbers most of which stand in one row, such as a logarithm of the target, those count that have the same rank in both (or
    the opposite one): so many rows are in one order by no chance. Times and counters prove nothing in this way, nor does any column
    where the target follows one of these, since all that grows is in one order.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[TargetCopy]:
    limits = parameters_of("target-copies")
    target = audit.profile.columns[audit.target]
    found: list[TargetCopy] = []
    if target.distinct < 2:
        return found
    slack = float(limits["slack"])
    for column, part in audit.profiles():
        if (
            part.role in ("target", "split", "constant")
            or column.distinct < 2
            or column.nulls > float(limits["most_empty"]) * column.rows
        ):
            continue
        if not target.distinct / slack <= column.distinct <= target.distinct * slack:
            continue
        numbers = part.role == "numeric" and column.kind == target.kind == "number" and not part.clock
        for compared in (_agreement, _same_order) if numbers else (_agreement,):
            # a sample spares the columns that are plainly something else
            if compared(audit.profile.sample, column.name, audit.target)[0] < float(limits["least"]):
                continue
            if compared is _same_order and _grows(audit, float(limits["grows"])):
                continue
            whole = audit.engine.take(range(audit.rows), [column.name, audit.target])
            share, agreeing, rows = compared(whole, column.name, audit.target)
            found.append(TargetCopy(name=column.name, share=share, agreeing=agreeing, rows=rows))
            break
    return found


def _same_order(frame: pl.DataFrame, column: str, target: str) -> tuple[float, int, int]:
    """Return the share of rows that have the same rank in both columns, or the opposite one, and its parts; 0 of few rows."""
    both = frame.select(pl.col(column).alias("a"), pl.col(target).alias("b")).cast(pl.Float64).drop_nulls()
    rows = both.height
    if rows < _LEAST_ORDERED or min(both.get_column(side).n_unique() for side in "ab") < 0.5 * rows:
        return 0.0, 0, rows
    a, b = (both.get_column(side).rank().to_numpy() for side in "ab")
    agreeing = max(int((np.abs(a - other) < 0.5).sum()) for other in (b, rows + 1 - b))
    return agreeing / rows, agreeing, rows


def _grows(audit: Context, least: float) -> bool:
    """Return whether the target follows a time or a counter of the rows (rank correlation, Spearman 1904)."""
    sample, target = audit.profile.sample, pl.col(audit.target).cast(pl.Float64)
    for name, part in audit.task.columns.items():
        if (part.clock or part.role == "id") and audit.profile.columns[name].kind in ("number", "datetime"):
            rho = sample.select(pl.corr(pl.col(name).rank(), target.rank())).item()
            if rho is not None and abs(rho) >= least:
                return True
    return False


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
