"""A single column on which nearly all skill hangs."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement

_SHOWN = 6


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True)
def dominant_feature(audit: Context) -> Iterator[Measurement]:
    """Share of the trees' skill that is lost where one column is shuffled, beside which all others hardly count.

    So much is lost in real use if the column holds no clue there (Breiman 2001, permutation importance). `dominance` is the share
    of the skill that the column has alone, times how far the second of all columns lies behind it: what is written after the
    outcome leaves the others nothing to tell, while a strong feature that is known in time still leaves some to them (Kaufman et
    al. 2012). `others` is what models without the column reach of the skill, `excess` the rest.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    joint = probe.joint
    lost = sorted(joint.lost.items(), key=lambda one: (-one[1], one[0]))
    if len(lost) < 2 or joint.skill.value <= 0 or lost[0][1] <= 0:
        raise NotApplicable(
            "there is a single feature" if len(lost) < 2 else "quick models have no skill that could hang on a column"
        )
    (name, most), (second, less) = lost[:2]
    whole = joint.skill.value
    alone = min(1.0, probe.single(name).value / whole)
    dominance = alone * (1 - less / most)
    # the costly question only where the cheap one leaves it open
    asked = dominance >= float(audit.parameters["ask_from"])
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
            "second": second,
            "less": min(1.0, less / whole),
            "skill": whole,
            "features": len(lost),
        },
        evidence=(
            Evidence(
                title="Skill lost where a column is shuffled",
                unit="skill",
                labels=tuple(column for column, _ in lost[:_SHOWN]),
                values=tuple(value for _, value in lost[:_SHOWN]),
                marked=(0,),
            ),
        ),
    )
