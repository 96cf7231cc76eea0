"""Identifiers that stand in more than one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.duplicates._copies import exact_copies
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.statistics import wilson
from dataqa.task import Column

_BARS = 8


@check(reads=("id",))
def repeated_ids(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose id stands in another, different row as well, with its Wilson interval (Wilson 1927).

    Looked at are columns that were told or taken to be ids and of which nearly every value differs: what repeats more often says
    which entity a row belongs to. Ids that stand in exact copies of a row are measured apart: `exact-duplicates` tells them better.
    """
    for column, part in audit.profiles("id"):
        if not column.present or (column.exact and column.distinct == column.present):
            continue
        if column.distinct * (1 + 3 * column.distinct_error) < float(audit.parameters["least_distinct"]) * column.present:
            continue
        copies = exact_copies(audit).rows
        rows = np.setdiff1d(np.arange(audit.rows), copies, assume_unique=True)
        cells = audit.engine.take(rows, [column.name]).get_column(column.name).alias("id")
        every = pl.DataFrame([pl.Series("row", rows), cells]).drop_nulls("id")
        several = every.with_columns(pl.len().over("id").alias("n"), pl.col("row").min().over("id").alias("first"))
        several = several.filter(pl.col("n") > 1).sort(["n", "first", "row"], descending=[True, False, False])
        if every.get_column("id").n_unique() < float(audit.parameters["least_distinct"]) * every.height:
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
            "noun": Phrase("value" if ids.height == 1 else "values"),
            "stand": Phrase("stands" if ids.height == 1 else "stand"),
            "shown": ", ".join(worst[:3]) + (" …" if ids.height > 3 else ""),
            "told": float(part.reason == "told"),
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
