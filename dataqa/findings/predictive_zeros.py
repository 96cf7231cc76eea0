"""Counts that are above zero for one class and zero for the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.probe import Skill
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictiveZeros:
    """One column, the class in which it is above zero, the skill of knowing whether it is, and the share of cells that are 0."""

    name: str
    label: str
    skill: Skill
    zeros: float


def predictive_zeros(audit: Context) -> list[PredictiveZeros]:
    """Return the counts that are above zero in one class and hardly elsewhere; from the row sample.

    Follow-up calls, refunds or days in hospital that happen only after the outcome look so. Where a count is merely larger in one
    class, or zero in many rows of it, it may be a cause.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[PredictiveZeros]:
    probe = audit.probe
    if not probe.usable or not probe.target.discrete:
        return []
    found = []
    for column, _ in audit.profiles("numeric", "categorical"):
        if column.kind == "number" and column.minimum == 0:
            one = _of(audit, column.name)
            if one is not None:
                found.append(one)
    return found


def _of(audit: Context, name: str) -> PredictiveZeros | None:
    limits, target = parameters_of("predictive-zeros"), audit.probe.target
    cells = audit.probe.rows.get_column(name).fill_null(0)
    above = (cells > 0).to_numpy()
    if cells.filter(above).n_unique() < int(limits["amounts"]):
        return None  # a flag, or a few kinds
    for place, label in enumerate(target.classes):
        mine = target.values == place
        if not mine.any() or mine.all():
            continue
        if above[mine].mean() < float(limits["inside"]) or above[~mine].mean() > float(limits["outside"]):
            continue
        versus = Target(values=mine.astype(np.int64), classes=("", label))
        skill = skill_of(out_of_fold(above.astype(np.int64), versus, audit.probe.folds), versus)
        if skill.interval[0] >= float(limits["least"]):
            return PredictiveZeros(name=name, label=label, skill=skill, zeros=float(1 - above.mean()))
    return None
