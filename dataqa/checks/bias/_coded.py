"""The groups of a protected column, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.arrays import Ints
from dataqa.checks.bias._groups import ComparedGroups, groups_of
from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.probe.scored import Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Groups of people.

    Attributes
    ----------
    names : tuple of str
        Of the groups, in the order of their values.
    codes : ndarray of int64, shape (rows,)
        Which of them each row belongs to; −1 where that is not known, or the group has too few rows.
    """

    names: tuple[str, ...]
    codes: Ints


def coded_groups(audit: Context[ComparedGroups], column: str) -> Coded:
    """Return the largest groups of a column, as many and as large as the rule says."""
    cells = audit.table.frame.select(groups_of(audit, column), pl.col(column).alias("cell"))
    sizes = cells.filter(pl.col("group").is_not_null()).group_by("group").agg(pl.len(), pl.col("cell").min())
    sizes = sizes.filter(pl.col("len") >= audit.parameters.smallest).sort(["len", "group"], descending=[True, False])
    names = sizes.head(audit.parameters.most_groups).sort("cell", "group").get_column("group").to_list()
    places = pl.DataFrame({"group": names, "code": range(len(names))}, schema={"group": pl.String, "code": pl.Int64})
    codes = cells.select("group").join(places, on="group", how="left", maintain_order="left").get_column("code")
    return Coded(names=tuple(names), codes=codes.fill_null(-1).to_numpy())


def predictions(audit: Context) -> Scored | None:
    """Return out-of-fold predictions of all rows; None if quick models cannot be used.

    Columns that certainly leak are left out. In ratings and forecasts a group's errors are those of the items, or of the time.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting") or not set(probe.learnable) - leaks_of(audit):
        return None
    return probe.scored(audit.engine, leaks_of(audit))
