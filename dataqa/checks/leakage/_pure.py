"""Values that stand with one class alone."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.probe.skill import Target
from dataqa.statistics import bonferroni, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Purity:
    """What is asked of a value that stands with one class.

    Attributes
    ----------
    least_rows : int
        Rows that it stands in.
    purity : float
        Share of them with one class: the lower bound of its interval, corrected for all values that are tried.
    elsewhere : float
        Share of all other rows with that class, which it must not reach.
    """

    least_rows: int
    purity: float
    elsewhere: float


def pure_values(cells: pl.DataFrame, target: Target, asked: Purity) -> pl.DataFrame:
    """Return the values that stand with one class, and how often.

    Parameters
    ----------
    cells : polars.DataFrame
        ``row`` (its place in `target`) and ``value``; a row may have several values, each once.
    target : Target
        Of classes.
    asked : Purity
        What makes a value pure.

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
    sure = [wilson(hits, rows, z)[0] >= asked.purity for hits, rows in counts.select("hits", "rows").iter_rows()]
    return counts.filter(pl.Series(sure, dtype=pl.Boolean)).sort(["recall", "value"], descending=[True, False])
