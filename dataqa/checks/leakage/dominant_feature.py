"""A single column that the model relies on for most of its skill."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import named
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters

_SHOWN = 6


class Parameters(CheckParameters):
    """When the costly comparison is worth its time."""

    ask_from: float
    """Dominance from which a model is trained without the column."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True, parameters=Parameters)
def dominant_feature(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the trees' skill that is lost when the most important column is shuffled (Breiman 2001, permutation importance).

    This much is lost in production if the column carries no information there. `dominance` is the share of the skill that the
    column reaches alone, times how far the second most important column is behind it: a column that is written after the outcome
    leaves nothing for the others to explain, while a strong feature that is known in time leaves something (Kaufman et al. 2012).
    `others` is the share of the skill that a model without the column reaches, `excess` the rest.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    joint = probe.joint
    lost = sorted(joint.lost.items(), key=lambda one: (-one[1], one[0]))
    if len(lost) < 2 or joint.skill.value <= 0 or lost[0][1] <= 0:
        raise NotApplicable("there is only one feature" if len(lost) < 2 else "quick models predict no better than guessing")
    (name, most), (second, less) = lost[:2]
    whole = joint.skill.value
    alone = min(1.0, probe.single(name).value / whole)
    dominance = alone * (1 - less / most)
    # the costly question only where the cheap one leaves it open
    asked = dominance >= audit.parameters.ask_from
    others = probe.joint_without((name,)).skill.value if asked else whole
    yield Measurement(
        value=min(1.0, most / whole),
        unit="share of skill",
        columns=(name,),
        details={
            "dominance": dominance,
            "excess": max(0.0, 1 - others / whole),
            "others": min(1.0, others / whole),
            "alone": alone,
            "second": named(second),
            "less": min(1.0, less / whole),
            "skill": whole,
            "metric": Phrase(joint.skill.metric),
            "raw": joint.skill.raw,
            # skill of classes is 2·AUC − 1
            "shuffled": joint.skill.raw - min(most, whole) / (2 if joint.skill.metric == "AUC" else 1),
            "features": len(lost),
        },
        evidence=(
            Evidence(
                title="Skill lost when a column is shuffled",
                unit="skill",
                labels=tuple(column for column, _ in lost[:_SHOWN]),
                values=tuple(value for _, value in lost[:_SHOWN]),
                marked=(0,),
            ),
        ),
    )
