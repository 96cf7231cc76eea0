"""A target with a single value: there is nothing to learn."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import shown
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement


@check(needs=("target",), reads=("target",))
def constant_target(audit: Context) -> Iterator[Measurement]:
    """Number of different values of the target; from one or none, a model learns nothing."""
    target = audit.profile.columns[audit.target]
    if target.distinct >= 2:
        return
    yield Measurement(
        value=float(target.distinct),
        unit="different values",
        columns=(audit.target,),
        kind="" if target.present else "empty",
        details={"only": shown(target.top[0][0]), "present": target.present} if target.present else {},
    )
