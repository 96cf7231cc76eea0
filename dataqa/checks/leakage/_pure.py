"""Values that occur with one class almost alone."""

from __future__ import annotations

from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.parameters import CheckParameters
from dataqa.probe.skill import Target
from dataqa.statistics import bonferroni, wilson


class Purity(CheckParameters):
    """When a value occurs with one class almost alone."""

    least_rows: Annotated[int, Field(ge=1)]
    """Rows with the value."""
    purity: Annotated[float, Field(ge=0, le=1)]
    """Share of them with one class: the lower bound of its interval, corrected for all values that are tried."""
    nearly: Annotated[float, Field(ge=0, le=1)]
    """The same where most rows of the class have the value: few rows alone must not hide what marks a class."""
    most: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows of the class that are most."""
    elsewhere: Annotated[float, Field(ge=0, le=1)]
    """Share of all other rows with that class, which it must stay below."""


def pure_values(cells: pl.DataFrame, target: Target, asked: Purity, *, words: bool = False) -> pl.DataFrame:
    """Return the values that occur with one class almost alone, and how often.

    Parameters
    ----------
    cells : polars.DataFrame
        ``row`` (its place in `target`) and ``value``; a row may have several values, each once.
    target : Target
        Of classes.
    asked : Purity
        When a value is pure.
    words : bool
        Whether values are words: so many are tried that one in most rows of a class needs less proof.

    Returns
    -------
    polars.DataFrame
        ``value``, ``class`` (its place), ``rows``, ``hits``, ``elsewhere`` (share of the class among the other rows) and ``recall``
        (share of the rows of the class that have the value); the largest recall first, ties by the value.
    """
    labels = pl.DataFrame({"class": target.values}).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    totals = labels.group_by("class").len(name="total")
    counts = (
        cells.with_columns(pl.col("row").cast(pl.Int64))
        .drop_nulls()
        .join(labels, on="row")
        .group_by("value", "class")
        .len(name="hits")
    )
    counts = counts.with_columns(pl.col("hits").sum().over("value").alias("rows")).filter(pl.col("rows") >= asked.least_rows)
    z = bonferroni(counts.get_column("value").n_unique())
    counts = counts.filter(pl.col("hits") >= asked.purity * pl.col("rows")).join(totals, on="class")
    counts = counts.with_columns(
        ((pl.col("total") - pl.col("hits")) / (len(target) - pl.col("rows")).clip(lower_bound=1)).alias("elsewhere"),
        (pl.col("hits") / pl.col("total")).alias("recall"),
    ).filter(pl.col("elsewhere") < asked.elsewhere)
    sure = [
        wilson(hits, rows, z)[0] >= (asked.nearly if words and recall >= asked.most else asked.purity)
        for hits, rows, recall in counts.select("hits", "rows", "recall").iter_rows()
    ]
    return counts.filter(pl.Series(sure, dtype=pl.Boolean)).sort(["recall", "value"], descending=[True, False])
