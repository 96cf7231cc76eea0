"""Columns from which the target can be computed."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_sums import TargetSum, target_sum
from dataqa.model import Measurement


@check(needs=("target", "two values", "features"), reads=("target", "numeric", "categorical", "boolean", "dates"))
def target_arithmetic(audit: Context) -> Iterator[Measurement]:
    """R² of the target as a weighted sum or a product of a few columns, in the rows that agree best with it.

    Trimmed least squares (Rousseeuw 1984), columns selected forwards and backwards, on the row sample: a few rows that do not add
    up do not hide the formula. Flags count as 0 and 1, dates as days, and each class of a target of classes as 0 and 1. Residuals
    of at most half the unit that the target is rounded to count as none.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    found = target_sum(audit)
    if found is not None:
        yield Measurement(
            value=found.r2,
            unit="R²",
            columns=found.columns,
            about=found.form,
            kind=_kind(found),
            details={"rows_used": found.rows, "agreeing": found.agreeing, **({"label": shown(found.label)} if found.label else {})},
        )


def _kind(found: TargetSum) -> str:
    if found.label:
        return "classes"
    return "single" if len(found.columns) == 1 else "product" if found.form == "a product" else ""
