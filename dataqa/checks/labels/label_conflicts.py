"""Rows with the same features and different labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.classes import spellings
from dataqa.checks.coincidence import twins_by_chance
from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement, Positions, Rows
from dataqa.statistics import wilson
from dataqa.task import FEATURE_ROLES

_APART = 0.2


@check(needs=("target",))
def label_conflicts(audit: Context) -> Iterator[Measurement]:
    """Least share of rows whose label must be wrong, since rows with the same features have another; beyond chance (Wilson 1927).

    In each group of rows with equal features those count that do not have its commonest label, or whose number is further than a
    fifth of all rows away from the group's median. On a few coarse columns unlike cases look alike by chance: a group counts by
    that part of it which chance does not explain (see `twins_by_chance`).
    """
    compared = [name for name, column in audit.task.columns.items() if column.role in FEATURE_ROLES | {"image", "nested"}]
    labelled = audit.engine.where(pl.col(audit.target).is_not_null())
    if not compared or not len(labelled):
        return
    hashed = pl.DataFrame({"row": labelled, "group": audit.engine.hashes(compared)[labelled]}).with_columns(
        _places(audit, labelled).alias("label")
    )
    split = hashed.filter((pl.col("label").min() != pl.col("label").max()).over("group"))
    split = _confirmed(audit, split, compared)
    if not split.height:
        return
    off, doubt = (pl.col("mode") != pl.col("label"), 1 - pl.col("same") / pl.len().over("group"))
    if not audit.task.discrete:
        off = (pl.col("label") - pl.col("middle")).abs() > _APART
        doubt = (pl.col("label") - pl.col("label").mean().over("group")).abs()
    named = split.with_columns(
        pl.len().over("group", "label").alias("same"),
        pl.len().over("group").alias("size"),
        pl.col("label").quantile(0.5, "lower").over("group").alias("middle"),
    )
    named = named.with_columns(pl.col("label").sort_by(-pl.col("same").cast(pl.Int64), "label").first().over("group").alias("mode"))
    named = named.with_columns(off.alias("off"), doubt.alias("doubt")).filter(pl.col("off").any().over("group"))
    wrong = int(named.get_column("off").sum())
    if not wrong:
        return
    twins = twins_by_chance(audit, compared)[1][named.get_column("row").to_numpy()]
    beyond = np.clip(1 - twins / (named.get_column("size").to_numpy() - 1), 0, 1)
    surprising = float(beyond[named.get_column("off").to_numpy()].sum())
    low, high = wilson(surprising, len(labelled))
    named = named.sort(["doubt", "row"], descending=[True, False])
    yield Measurement(
        value=surprising / len(labelled),
        unit="share of rows",
        interval=(low, high),
        columns=(audit.target,),
        rows=Rows(positions=named.get_column("row").to_numpy().astype(np.int64), scores=named.get_column("doubt").to_numpy()),
        details={
            "groups": named.get_column("group").n_unique(),
            "wrong": wrong,
            "share": wrong / len(labelled),
            "largest": int(named.get_column("size").max()),  # type: ignore[arg-type]
            "surprising": round(surprising, 1),
        },
    )


def _places(audit: Context, rows: Positions) -> pl.Series:
    """Return labels as numbers: the place of a class, its spellings taken together, or the share of rows with a smaller number."""
    target = audit.engine.take(rows, [audit.target]).to_series().alias("value")
    if not audit.task.discrete:
        return (target.rank("average") - 0.5) / len(target)
    known = spellings(audit).select("value", pl.col("folded").rank("dense").cast(pl.Float64).alias("place"))
    return target.to_frame().join(known, on="value", how="left", maintain_order="left").get_column("place")


def _confirmed(audit: Context, split: pl.DataFrame, compared: list[str]) -> pl.DataFrame:
    """Keep the rows that equal the first row of their group in the features themselves, and not in a hash alone."""
    first = split.select(pl.col("row").min().over("group")).to_series().to_numpy()
    rows: Positions = split.get_column("row").to_numpy()
    ours, theirs = audit.engine.take(rows, compared), audit.engine.take(first, compared)
    same = np.ones(len(rows), dtype=np.bool_)
    for name in compared:
        same &= ours.get_column(name).eq_missing(theirs.get_column(name)).to_numpy()
    return split.filter(same)
