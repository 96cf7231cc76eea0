"""Columns that name rows and do not describe them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.statistics import wilson

# 2024-01-31, 31.1.24, 1/31/2024 10:00, 31 Jan 2024, January 31, 2024
_DATE = (
    r"(?i)^\s*(?:\d{1,4}([-/.])\d{1,2}([-/.])\d{1,4}|\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4})"
    r"(?:[T ,]+[\d:.]+\s*(?:[ap]m|Z|[+-][\d:]+)?)?\s*$"
)


@check(reads=("id", "categorical:text"))
def id_columns(audit: Context) -> Iterator[Measurement]:
    """Share of different values among the cells of row counters and keys, and of short texts that nearly every row has its own of.

    A column that was told to be the id is known to be one, and not measured; neither are single columns without others, nor text to
    learn language from. The share is exact up to some thousand values, else an estimate from a sketch.
    """
    if audit.task.kind == "language" or len(audit.task.columns) < 2:
        raise NotApplicable(
            "there is a single column" if len(audit.task.columns) < 2 else "language is learned from the texts themselves"
        )
    for column, part in audit.profiles("id", "categorical"):
        if not column.present or part.reason == "told" or (part.role == "categorical" and column.kind != "text"):
            continue
        if column.kind == "text" and _dates(audit, column.name) >= float(audit.parameters["dates"]):
            continue  # a date names no row
        share = column.distinct / column.present
        if part.role == "id":
            says = f"names rows and does not describe them: {part.reason}"
        elif share >= float(audit.parameters["least"]) and column.present >= float(audit.parameters["rows"]):
            says = f"has {column.distinct:,} different values in {column.present:,} rows, too many to learn one by one"
        else:
            continue
        spread = 1.96 * column.distinct_error
        yield Measurement(
            value=share,
            unit="share of different values",
            interval=wilson(column.distinct, column.present)
            if column.exact
            else (share * max(0.0, 1 - spread), min(1.0, share * (1 + spread))),
            columns=(column.name,),
            details={"says": Phrase(says), "reason": Phrase(part.reason), "distinct": column.distinct},
        )


def _dates(audit: Context, name: str) -> float:
    """Return the share of a column's texts, in the row sample, that look like dates, readable or not."""
    texts = audit.profile.sample.get_column(name).drop_nulls()
    return float(texts.cast(pl.String).str.contains(_DATE).mean() or 0.0) if len(texts) else 0.0  # type: ignore[arg-type]
