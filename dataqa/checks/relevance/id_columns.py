"""Columns that name rows and do not describe them."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement, Phrase
from dataqa.statistics import wilson


@check()
def id_columns(audit: Context) -> Iterator[Measurement]:
    """Share of different values among the cells of row counters and keys, and of short texts that nearly every row has its own of.

    A column that was told to be the id is known to be one, and not measured; neither are single columns without others, nor text to
    learn language from. The share is exact up to some thousand values, else an estimate from a sketch.
    """
    if audit.task.kind == "language" or len(audit.task.columns) < 2:
        return
    for column, part in audit.profiles("id", "categorical"):
        if not column.present or part.reason == "told" or (part.role == "categorical" and column.kind != "text"):
            continue
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
