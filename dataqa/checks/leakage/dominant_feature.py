"""A single column that the model relies on for most of its skill."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks._words import named
from dataqa.checks.leakage._given_target import explained_given_target, related_given_target
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe import Probe
from dataqa.probe.codes import codes_of
from dataqa.probe.learn import Joint
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target

_SHOWN = 6
_SURE = 3.0
"""Standard errors of a correlation that is surely there."""


class Parameters(CheckParameters):
    """When the costly comparison is worth its time."""

    ask_from: float
    """Dominance from which a model is trained without the column."""
    apart_from: float
    """From which on a column counts as unrelated to the others, given the target."""
    others_from: float
    """Skill of the others from which they can be related to the column; what predicts nothing is related to nothing."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True, parameters=Parameters)
def dominant_feature(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the trees' skill that is lost when the most important column is shuffled (Breiman 2001, permutation importance).

    This much is lost in production if the column carries no information there. `dominance` is the share of the skill that the
    column reaches alone, times how far the second most important column is behind it: a column that is written after the outcome
    leaves nothing for the others to explain, while a strong feature that is known in time leaves something (Kaufman et al. 2012).
    `others` is the share of the skill that a model without the column reaches, `excess` the rest. Strength is no evidence of a
    leak. `apart` is: 1 less the correlation of the column with what the others predict among rows of the same target, at its upper
    bound; 0 where the others surely predict something of the column itself among these rows, or predict too little to be related
    to anything.
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
    without = probe.joint_without((name,)) if asked else joint
    others = without.skill.value
    related = asked and others >= audit.parameters.others_from
    apart = 1 - _related(probe, name, without, 1 - audit.parameters.apart_from) if related else 0.0
    yield Measurement(
        value=min(1.0, most / whole),
        unit="share of skill",
        columns=(name,),
        notes=("apart",) if apart >= audit.parameters.apart_from else (),
        details={
            "dominance": dominance,
            "excess": max(0.0, 1 - others / whole),
            "others": min(1.0, others / whole),
            "apart": apart,
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


def _related(probe: Probe, name: str, without: Joint, enough: float) -> float:
    """Return how far a column goes with what the others predict of the target among rows of the same target: an upper bound.

    It is 1 where they surely predict something of the column itself: then it was not made from the target alone.
    """
    many = len(without.predicted)
    target = Target(values=probe.target.values[:many], classes=probe.target.classes)
    alone = out_of_fold(codes_of(probe.rows.get_column(name)[:many]), target, probe.folds[:many])
    related = related_given_target(alone, without.predicted, target)[1]
    if related >= enough or explained_given_target(alone, without.sample) <= _SURE / np.sqrt(many):
        return related
    return 1.0
