"""The classes of a target: how often each stands there, and which of them are one class under several spellings."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.probe.folded import folded_names
from dataqa.roles.several import separator_of


def spellings(audit: Context) -> pl.DataFrame:
    """Count the rows of each value of the target.

    Returns
    -------
    polars.DataFrame
        ``value`` as it stands in the data, ``name`` for people, ``folded`` (equal for spellings that mean one class) and ``rows``;
        the most frequent first, ties by name.
    """
    counted = audit.engine.counts(pl.col(audit.target).alias("value"), where=pl.col(audit.target).is_not_null())
    name = pl.col("value").cast(pl.String)
    if counted.schema["value"].is_float():  # 1.0 is "1", as it is where the column has no gap
        whole = pl.col("value").is_finite() & (pl.col("value") == pl.col("value").round()) & (pl.col("value").abs() < 1e15)
        name = pl.when(whole).then(pl.col("value").cast(pl.Int64, strict=False).cast(pl.String)).otherwise(name)
    named = counted.select("value", name.alias("name"), pl.col("len").cast(pl.Int64).alias("rows"))
    texts = named.get_column("name")
    named = named.with_columns((folded_names(texts) if named.schema["value"] == pl.String else texts).alias("folded"))
    return named.sort(["rows", "name"], descending=[True, False])


def classes(audit: Context) -> pl.DataFrame:
    """Count the rows of each class, its spellings taken together.

    Returns
    -------
    polars.DataFrame
        ``name`` (the commonest spelling), ``values`` (all of them) and ``rows``; the most frequent first, ties by name.
    """
    grouped = spellings(audit).group_by("folded", maintain_order=True)
    whole = grouped.agg(pl.col("name").first(), pl.col("value").alias("values"), pl.col("rows").sum())
    return whole.select("name", "values", "rows").sort(["rows", "name"], descending=[True, False])


def labels(audit: Context) -> pl.DataFrame:
    """Count the rows of each class; where cells hold several labels, such as ``"sql|python"``, of each label.

    Returns
    -------
    polars.DataFrame
        As of `classes`; ``values`` are all cells with the label.
    """
    whole, source = classes(audit), audit.table.source(audit.target)
    separator = None if source.nested else separator_of(audit.profile.sample.get_column(audit.target))
    if separator is None:
        return whole
    parts = whole.explode("values").with_columns(pl.col("values").str.split(separator).alias("label"))
    parts = parts.explode("label").with_columns(pl.col("label").str.strip_chars()).filter(pl.col("label") != "")
    counts = audit.engine.counts(pl.col(audit.target).alias("values"), where=pl.col(audit.target).is_not_null())
    rows = parts.unique(["values", "label"]).drop("rows").join(counts, on="values", how="left")
    found = rows.group_by("label").agg(pl.col("values"), pl.col("len").sum().cast(pl.Int64).alias("rows"))
    return found.select(pl.col("label").alias("name"), "values", "rows").sort(["rows", "name"], descending=[True, False])


def rows_of(audit: Context, values: pl.Series) -> Positions:
    """Return the rows whose target is one of some values: those of the first value first, each value's in row order."""
    wanted = pl.DataFrame({"value": values, "place": np.arange(len(values))})
    target = pl.DataFrame({"value": audit.engine.values(audit.target)}).with_row_index("row")
    found = target.join(wanted, on="value", how="inner").sort("place", "row")
    return found.get_column("row").to_numpy().astype(np.int64)
