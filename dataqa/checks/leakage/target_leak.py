"""A single column that tells too much about the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataqa.checks.context import Context
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.probe import Skill

_SHOWN = 8


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True)
def target_leak(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of one column alone, and how far it stands above all that others tell (Kaufman et al. 2012).

    Strong is no leak: where the next best columns are nearly as good, or all others together as good, the target is easy.
    `gap` is the skill beyond the next best column that is not nearly as good; `excess` the skill beyond all such columns together.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    skills = {name: probe.single(name) for name in audit.task.features}
    order = sorted(skills, key=lambda name: (-skills[name].value, name))
    least = float(audit.parameters["least"])
    for name in order:
        skill = skills[name]
        if skill.value < least:
            return
        company = _company(order, skills, name, float(audit.parameters["company"]))
        rest = [other for other in order if other not in company]
        # nothing to compare it with, or so many that the target is easy: measured, and no leak
        easy = not rest or len(company) > max(1.0, float(audit.parameters["most_in_company"]) * len(order))
        following = skill.value if easy else skills[rest[0]].value
        gap = skill.value - following
        # the costly question only where the cheap one leaves it open
        together = probe.joint_without(company).skill.value if gap >= float(audit.parameters["least_gap"]) else following
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            details={
                "metric": Phrase(skill.metric),
                "raw": skill.raw,
                "gap": gap,
                "excess": skill.value - together,
                "next": rest[0] if rest else "",
                "together": together,
            },
            evidence=(_picture(order, skills, company),),
        )


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


def _picture(order: Sequence[str], skills: dict[str, Skill], company: Sequence[str]) -> Evidence:
    shown = order[:_SHOWN]
    return Evidence(
        title="Skill of each column alone",
        unit="skill",
        labels=tuple(shown),
        values=tuple(skills[name].value for name in shown),
        marked=tuple(place for place, name in enumerate(shown) if name in company),
    )
