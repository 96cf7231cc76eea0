"""Columns that hold the mean target of a group of rows."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import named
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_means import target_means
from dataqa.model import Measurement


@check(needs=("target", "two values", "features"), reads=("target", "numeric", "categorical", "text", "boolean", "group"))
def target_aggregate(audit: Context) -> Iterator[Measurement]:
    """R² between a number column and the mean target of a group of rows, with or without the row itself.

    Means, rates and other target encodings made before the split contain the answers of the test rows (Kaufman et al. 2012).
    Over all rows; the number columns that predict the target best are compared with the columns that group rows.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for mean in target_means(audit):
        yield Measurement(
            value=mean.r2,
            unit="R²",
            columns=(mean.name,),
            about=mean.group,
            kind="" if mean.own_row else "others",
            details={"group": named(mean.group)},
        )
