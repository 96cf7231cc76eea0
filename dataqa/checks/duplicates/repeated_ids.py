"""Ids that appear in more than one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import shown
from dataqa.checks.duplicates._copies import exact_copies
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson
from dataqa.task import Column

_BARS = 8


class Parameters(CheckParameters):
    """Which columns are ids and not groups."""

    least_distinct: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of different values; below it the column says which entity a row belongs to."""


@check(reads=("id",), parameters=Parameters)
def repeated_ids(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose id appears in another, different row as well, with its Wilson interval (Wilson 1927).

    Columns are measured that are given or inferred as ids and in which nearly every value differs: a column with more repeats says
    which entity a row belongs to. Ids in exact copies of a row are measured separately, because `exact-duplicates` reports them in
    more detail.
    """
    for column, part in audit.profiles("id"):
        if not column.present or (column.exact and column.distinct == column.present):
            continue
        if column.distinct * (1 + 3 * column.distinct_error) < audit.parameters.least_distinct * column.present:
            continue
        copies = exact_copies(audit).rows
        rows = np.setdiff1d(np.arange(audit.rows), copies, assume_unique=True)
        cells = audit.engine.take(rows, [column.name]).get_column(column.name).alias("id")
        every = pl.DataFrame([pl.Series("row", rows), cells]).drop_nulls("id")
        several = every.with_columns(pl.len().over("id").alias("n"), pl.col("row").min().over("id").alias("first"))
        several = several.filter(pl.col("n") > 1).sort(["n", "first", "row"], descending=[True, False, False])
        if every.get_column("id").n_unique() < audit.parameters.least_distinct * every.height:
            continue
        if several.height:
            yield _measured(audit, column.name, part, several)
        again = audit.engine.take(copies, [column.name]).select(pl.col(column.name).alias("id"), pl.Series("row", copies))
        again = again.drop_nulls("id").with_columns(
            (pl.len().over("id") + 1).alias("n"), pl.col("row").min().over("id").alias("first")
        )
        if again.height:
            again = again.sort(["n", "first", "row"], descending=[True, False, False])
            yield replace(_measured(audit, column.name, part, again), about="copies", covered_by=("exact-duplicates",))


def _measured(audit: Context, name: str, part: Column, several: pl.DataFrame) -> Measurement:
    ids = several.group_by("id").agg(pl.col("n").first()).sort(["n", "id"], descending=[True, False])
    worst = [shown(value) for value in ids.get_column("id").head(_BARS)]
    return Measurement(
        value=several.height / audit.rows,
        unit="share of rows",
        interval=wilson(several.height, audit.rows),
        columns=(name,),
        rows=Rows(positions=several.get_column("row").to_numpy().astype(np.int64)),
        details={
            "ids": ids.height,
            "most_repeated": worst[:3],
            "declared": float(part.reason == "told"),
        },
        evidence=(
            Evidence(
                title=f"Rows of one {name}",
                unit="rows",
                labels=tuple(worst),
                values=tuple(map(float, ids.get_column("n").head(_BARS))),
            ),
        ),
    )
