"""A target of one value: there is nothing to learn."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import shown
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement


@check(needs=("target",), reads=("target",))
def constant_target(audit: Context) -> Iterator[Measurement]:
    """Number of different values of the target; one, or none, teaches a model nothing."""
    target = audit.profile.columns[audit.target]
    if target.distinct >= 2:
        return
    says = "has no value in any row"
    if target.present:
        says = f"is {shown(target.top[0][0])} in all {target.present:,} rows that have one"
    yield Measurement(value=float(target.distinct), unit="different values", columns=(audit.target,), details={"says": says})
