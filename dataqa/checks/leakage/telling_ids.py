"""Identifiers that predict the target."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase


@check(needs=("target", "two values"), reads=("target", "id:number"))
def telling_ids(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of a numeric identifier, in bins of its order, from the row sample."""
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for column, _ in audit.profiles("id"):
        if column.kind != "number":
            continue
        skill = probe.single(column.name)
        if skill.interval[0] > 0:
            yield Measurement(
                value=skill.value,
                unit="skill",
                interval=skill.interval,
                columns=(column.name,),
                details={"metric": Phrase(skill.metric), "raw": skill.raw},
            )
