"""The parts of a split dealt anew, so that no entity, or no time, is torn apart."""

from __future__ import annotations

import polars as pl

from dataqa.checks.leakage._parts import training_part


def by_group(frame: pl.DataFrame, split: str, group: str) -> pl.Series:
    """Return the parts with every entity whole in one: that with most of its rows, a held-out one where there are equally many.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    split, group : str
        The columns of parts and of entities.
    """
    training = pl.lit(training_part(frame.get_column(split)))
    counts = (
        frame.select(pl.col(group).alias("group"), pl.col(split).alias("part")).drop_nulls().group_by("group", "part").len()
    ).with_columns(training=pl.col("part") == training)
    home = counts.sort(["group", "len", "training", "part"], descending=[False, True, False, False]).unique(
        "group", keep="first", maintain_order=True
    )
    joined = frame.select(pl.col(group).alias("group"), pl.col(split).alias("was")).join(
        home.select("group", "part"), on="group", how="left", maintain_order="left"
    )
    return joined.select(pl.when(pl.col("was").is_not_null()).then(pl.coalesce("part", "was")).alias(split)).to_series()


def by_time(frame: pl.DataFrame, split: str, time: str) -> pl.Series:
    """Return the parts in the order of time: the training part oldest, the others as they follow on average; sizes stay."""
    training = pl.lit(training_part(frame.get_column(split)))
    rows = frame.select(pl.col(split).alias("part"), pl.col(time).to_physical().cast(pl.Float64, strict=False).alias("when"))
    rows = rows.with_row_index("row")
    known = rows.drop_nulls()
    order = known.group_by("part").agg(pl.col("when").mean(), pl.len()).with_columns(later=pl.col("part") != training)
    order = order.sort(["later", "when", "part"])
    dealt = pl.concat(
        [pl.repeat(part, size, dtype=known.schema["part"], eager=True) for part, size in order.select("part", "len").iter_rows()]
    )
    placed = known.sort(["when", "row"]).select("row").with_columns(dealt.alias("new"))
    joined = rows.join(placed, on="row", how="left", maintain_order="left")
    return joined.select(pl.coalesce("new", "part").alias(split)).to_series()
