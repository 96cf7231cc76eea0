"""Labels that are the odd one among rows that are alike."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.classes import spellings
from dataqa.context import Context

APART = 0.2
"""Of ranks, 0 to 1: numbers further apart contradict each other."""


def odd_labels(grouped: pl.DataFrame, *, discrete: bool) -> pl.DataFrame:
    """Return the rows of groups that disagree in their labels, each with whether its own is the odd one.

    Parameters
    ----------
    grouped : polars.DataFrame
        ``row``, ``group`` and ``label`` (see `label_places`).
    discrete : bool
        True where labels are classes.

    Returns
    -------
    polars.DataFrame
        The same with ``off`` (not its group's most frequent class, or a number further than a fifth of all rows from its median),
        ``doubt`` (0 to 1) and ``size`` (rows of the group).
    """
    off, doubt = (pl.col("mode") != pl.col("label"), 1 - pl.col("same") / pl.len().over("group"))
    if not discrete:
        off = (pl.col("label") - pl.col("middle")).abs() > APART
        doubt = (pl.col("label") - pl.col("label").mean().over("group")).abs()
    odd = grouped.with_columns(
        pl.len().over("group", "label").alias("same"),
        pl.len().over("group").alias("size"),
        pl.col("label").quantile(0.5, "lower").over("group").alias("middle"),
    )
    odd = odd.with_columns(pl.col("label").sort_by(-pl.col("same").cast(pl.Int64), "label").first().over("group").alias("mode"))
    return odd.with_columns(off.alias("off"), doubt.alias("doubt")).filter(pl.col("off").any().over("group"))


def label_places(audit: Context, rows: Positions) -> pl.Series:
    """Return labels as numbers: the place of a class, its spellings taken together, or the share of rows with a smaller number."""
    target = audit.engine.take(rows, [audit.target]).to_series().alias("value")
    if not audit.task.discrete:
        return (target.rank("average") - 0.5) / len(target)
    known = spellings(audit).select("value", pl.col("folded").rank("dense").cast(pl.Float64).alias("place"))
    return target.to_frame().join(known, on="value", how="left", maintain_order="left").get_column("place")


def confirmed(frame: pl.DataFrame, split: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows that equal the first row of their group in the cells themselves, and not in a hash alone."""
    first = split.select(pl.col("row").min().over("group")).to_series().to_numpy()
    rows: Positions = split.get_column("row").to_numpy()
    ours, theirs = frame[rows], frame[first]
    same = np.ones(len(rows), dtype=np.bool_)
    for name in frame.columns:
        same &= ours.get_column(name).eq_missing(theirs.get_column(name)).to_numpy()
    return split.filter(same)
