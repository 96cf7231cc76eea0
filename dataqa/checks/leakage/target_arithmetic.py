"""Columns from which the target can be computed."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_sums import target_sum
from dataqa.model import Measurement


@check(needs=("numeric target", "two values", "features"), reads=("target", "numeric", "categorical:number"))
def target_arithmetic(audit: Context) -> Iterator[Measurement]:
    """R² of the target as a weighted sum or a product of a few number columns, in the rows that agree best with it.

    Forward selection by trimmed least squares (Rousseeuw 1984), on the row sample: a few rows that do not add up do not hide the
    formula.
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
            kind="single" if len(found.columns) == 1 else "product" if found.form == "a product" else "",
            details={"rows_used": found.rows, "agreeing": found.agreeing},
        )
