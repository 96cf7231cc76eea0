"""Columns that hold a group's mean target, the row's own included."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_means import target_means
from dataqa.model import Measurement, Phrase


@check(needs=("target", "two values", "features"), reads=("target", "numeric", "categorical", "text", "boolean", "group"))
def target_aggregate(audit: Context) -> Iterator[Measurement]:
    """R² between a number column and the target's mean over a group of rows, with the row itself or with all but it.

    Means, rates and other target encodings made before the split carry the answers of the test rows (Kaufman et al. 2012).
    Of all rows; the columns that go most with the target are held against the columns that group rows.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for mean in target_means(audit):
        yield Measurement(
            value=mean.r2,
            unit="R²",
            columns=(mean.name,),
            about=mean.group,
            details={"group": mean.group, "how": Phrase(mean.how), "rows": audit.rows},
        )
