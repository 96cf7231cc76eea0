"""A single column that the model relies on for most of its skill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.leakage._apart import Chance, apart
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters

_SHOWN = 6


class Parameters(CheckParameters):
    """When a column is looked at, and how likely it was written from the target."""

    ask_from: Annotated[float, Field(ge=0, le=1)]
    """Dominance from which a model is trained without the column."""
    most: Annotated[int, Field(ge=1)]
    """Columns, the most important first, that are looked at."""
    least: Annotated[float, Field(ge=0, le=1)]
    """Share of the skill that is lost where a column after the first is shuffled, for it to be looked at."""
    leak: Chance
    """From what follows how likely a column was written from the target."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True, parameters=Parameters)
def dominant_feature(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the trees' skill that is lost when the most important column is shuffled (Breiman 2001, permutation importance).

    This much is lost in production if the column carries no information there. `dominance` is the share of the skill that the
    column reaches alone, times how far the second most important column is behind it: a column that is written after the outcome
    leaves nothing for the others to explain, while a strong feature that is known in time leaves something (Kaufman et al. 2012).
    `others` is the share of the skill that a model without the column reaches, `excess` the rest. Strength is no evidence of a
    leak; `leak` is how likely it is one: among rows of the same target it is unrelated to all other columns, which these are not
    to each other. Less important columns are measured where `leak` is above 0. `kept` is the share of the skill without the
    column that models keep which relied on it, if it carries no information in production.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    joint = probe.joint
    lost = sorted(joint.lost.items(), key=lambda one: (-one[1], one[0]))
    if len(lost) < 2 or joint.skill.value <= 0 or lost[0][1] <= 0:
        raise NotApplicable("there is only one feature" if len(lost) < 2 else "quick models predict no better than guessing")
    yield _measured(audit, lost, 0)
    for place in range(1, min(len(lost), audit.parameters.most)):
        if lost[place][1] < audit.parameters.least * joint.skill.value:
            break
        if apart(audit, lost[place][0], audit.parameters.leak).chance > 0:
            yield _measured(audit, lost, place)


def _measured(audit: Context[Parameters], lost: Sequence[tuple[str, float]], place: int) -> Measurement:
    probe, (name, most) = audit.probe, lost[place]
    second, less = lost[1 if place == 0 else 0]
    skill = probe.joint.skill
    whole = skill.value
    alone = min(1.0, probe.single(name).value / whole)
    dominance = alone * max(0.0, 1 - less / most)
    evidence = apart(audit, name, audit.parameters.leak)
    # the costly question only where the cheap ones leave it open
    asked = dominance >= audit.parameters.ask_from or evidence.chance > 0
    others = probe.joint_without((name,)).skill.value if asked else whole
    return Measurement(
        value=min(1.0, most / whole),
        unit="share of skill",
        columns=(name,),
        kind="apart" if evidence.chance > 0 else "",
        details={
            "dominance": dominance,
            "excess": max(0.0, 1 - others / whole),
            "others": min(1.0, others / whole),
            "leak": evidence.chance,
            "kept": 1.0 - probe.reliance((name,)) if asked else 1.0,
            "related": evidence.share,
            "usual": evidence.usual,
            "alone": alone,
            "second": named(second),
            "less": min(1.0, less / whole),
            "skill": whole,
            "metric": Phrase(skill.metric),
            "raw": skill.raw,
            # skill of classes is 2·AUC − 1
            "shuffled": skill.raw - min(most, whole) / (2 if skill.metric == "AUC" else 1),
            "features": len(lost),
        },
        evidence=(
            Evidence(
                title="Skill lost when a column is shuffled",
                unit="skill",
                labels=tuple(column for column, _ in lost[:_SHOWN]),
                values=tuple(value for _, value in lost[:_SHOWN]),
                marked=(place,),
            ),
        ),
    )
