"""Identifier columns, and texts that nearly every row has its own of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

# 2024-01-31, 31.1.24, 1/31/2024 10:00, 31 Jan 2024, January 31, 2024
_DATE = (
    r"(?i)^\s*(?:\d{1,4}([-/.])\d{1,2}([-/.])\d{1,4}|\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4})"
    r"(?:[T ,]+[\d:.]+\s*(?:[ap]m|Z|[+-][\d:]+)?)?\s*$"
)
_NAMES_NONE = ("amount", "geometry", "list", "postcode", "record")
"""Neither an amount, a place, a combination of labels nor a date identifies a row, however many differ."""


class Parameters(CheckParameters):
    """Which columns of short texts have too many different values."""

    least: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of different values."""
    rows: Annotated[int, Field(ge=1)]
    """Fewest filled cells."""
    dates: Annotated[float, Field(ge=0, le=1)]
    """Share of texts that look like dates from which the column holds dates, not all of which can be read."""


@check(reads=("id", "categorical:text"), parameters=Parameters)
def id_columns(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of different values in row counters and keys, and in columns of short texts that few rows share.

    A column given as the id is known to be one, and is not measured; neither are tables of one column, nor texts from which
    language is learned. The share is exact up to some thousand values, and otherwise an estimate from a sketch.
    """
    if audit.task.kind == "language" or len(audit.task.columns) < 2:
        raise NotApplicable(
            "there is a single column" if len(audit.task.columns) < 2 else "language is learned from the texts themselves"
        )
    for column, part in audit.profiles("id", "categorical"):
        if not column.present or part.reason == "told" or (part.role == "categorical" and column.kind != "text"):
            continue
        if part.meaning in _NAMES_NONE or (column.kind == "text" and _dates(audit, column.name) >= audit.parameters.dates):
            continue
        share = column.distinct / column.present
        if part.role != "id" and (share < audit.parameters.least or column.present < audit.parameters.rows):
            continue
        spread = 1.96 * column.distinct_error
        yield Measurement(
            value=share,
            unit="share of different values",
            interval=wilson(column.distinct, column.present)
            if column.exact
            else (share * max(0.0, 1 - spread), min(1.0, share * (1 + spread))),
            columns=(column.name,),
            kind="" if part.role == "id" else "text",
            notes=("reason",) if part.role == "id" else (),
            details={
                "reason": Phrase(part.reason),
                "distinct": column.distinct if column.exact else min(column.present, int(float(f"{column.distinct:.3g}"))),
                "present": column.present,
                "estimated": not column.exact,
            },
        )


def _dates(audit: Context, name: str) -> float:
    """Return the share of a column's texts, in the row sample, that look like dates, readable or not."""
    texts = audit.profile.sample.get_column(name).drop_nulls()
    return float(texts.cast(pl.String).str.contains(_DATE).mean() or 0.0) if len(texts) else 0.0  # type: ignore[arg-type]
