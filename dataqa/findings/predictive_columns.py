"""Columns that alone tell much about the target, and how far each stands above all that others tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataqa.context import Context
from dataqa.findings.families import family_of
from dataqa.findings.parameters import parameters_of
from dataqa.findings.target_copies import target_copies
from dataqa.probe import Skill
from dataqa.roles.codes import set_before


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictiveColumn:
    """One column.

    Attributes
    ----------
    name : str
        Which.
    skill : Skill
        What it tells alone.
    gap : float
        Its skill beyond the next best column that is not nearly as good.
    excess : float
        Its skill beyond all such columns together.
    next : str
        That column; empty where there is nothing to compare it with, or so many that the target is easy.
    together : float
        The skill of all such columns together.
    company : tuple of str
        The column and all that are nearly as good; of a skill too good to be true, also what says the same.
    unasked : bool
        True if an audit without models leaves open how well the others predict together: `excess` is then 0.
    """

    name: str
    skill: Skill
    gap: float
    excess: float
    next: str
    together: float
    company: tuple[str, ...]
    unasked: bool = False


def predictive_columns(audit: Context) -> list[PredictiveColumn]:
    """Return the features that alone reach a skill, the best first.

    Strong is no leak: where the next best columns are nearly as good, or all others together as good, the target is easy. So it is
    where a time, or what somebody has set, is nearly as good: an animal that grows has eaten the more the older it is.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[PredictiveColumn]:
    probe, limits = audit.probe, parameters_of("predictive-columns")
    if not probe.usable:
        return []
    skills = {name: probe.single(name) for name in audit.task.features}
    order = best_first(audit)
    copies = {copy.name for copy in target_copies(audit)}  # as often as each other only where the classes are
    found = []
    for name in order:
        skill = skills[name]
        if skill.value < float(limits["least"]):
            break
        company = _company(order, skills, name, float(limits["company"]))
        easy = len(company) > max(1.0, float(limits["most_in_company"]) * len(order))
        # columns that say the same are one: a coarser copy of a leak does not make the target easy. Where natural measures of one
        # thing are that alike, they hardly tell a target without error
        if easy and skill.raw >= float(limits["too_good"][skill.metric]):
            family = family_of(audit, name)
            near = [other for other in company if other not in family]
            easy = 1 + len(near) > max(1.0, float(limits["most_in_company"]) * (len(order) - len(family) + 1))
            company = tuple(other for other in order if other in company or other in family)
        known = [other for other in company if other != name and other not in copies and _known_before(audit, other)]
        easy = easy or bool(known)
        rest = [other for other in order if other not in company]
        # nothing to compare it with, or so many that the target is easy: measured, and no leak
        easy = easy or not rest
        following = skill.value if easy else skills[rest[0]].value
        gap = skill.value - following
        # the costly question only where the cheap one leaves it open
        costly = gap >= float(limits["least_gap"])
        unasked = costly and audit.quick
        together = skill.value if unasked else probe.joint_without(company).skill.value if costly else following
        found.append(
            PredictiveColumn(
                name=name,
                skill=skill,
                gap=gap,
                excess=skill.value - together,
                next=rest[0] if rest else "",
                together=together,
                company=company,
                unasked=unasked,
            )
        )
    return found


def _known_before(audit: Context, name: str) -> bool:
    """Return whether a column says when a row is from, or was set by design: no outcome has written it."""
    part = audit.task.columns[name]
    return part.role == "time" or bool(part.clock) or set_before(audit.profile.columns[name])


def best_first(audit: Context) -> list[str]:
    """Return the features by what each tells alone."""
    return sorted(audit.task.features, key=lambda name: (-audit.probe.single(name).value, name))


def _company(order: Sequence[str], skills: dict[str, Skill], name: str, step: float) -> tuple[str, ...]:
    """Return the column and all that are as good or nearly so: several columns can hold one leak."""
    kept: list[str] = []
    floor = skills[name].value
    for other in order:
        if skills[other].value < floor - step:
            break
        kept.append(other)
        floor = min(floor, skills[other].value)
    return tuple(kept)
