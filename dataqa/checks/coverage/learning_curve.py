"""Whether more rows would help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Parameters of `learning-curve`."""

    least_skill: Annotated[float, Field(ge=0, le=1)]
    """Skill (0 is guessing, 1 is perfect) of quick models below which there is nothing to extrapolate."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), needs_words=True, parameters=Parameters)
def learning_curve(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Relative gain in skill from twice as many rows, extrapolated from how skill grows with the rows of the sample.

    Quick models learn from one, two and four of five folds and are tested on the others (Cortes et al. 1993). What the folds say is
    drawn towards what a doubling brings on public tables of as many rows and such a skill; the interval is how far off this was
    there. Columns that leak are left out, because a leak is learned from few rows.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting"):
        raise NotApplicable(cannot_learn(audit))
    guessing = probe.joint.skill.interval[0] <= 0
    curve = None if guessing else probe.curve_without(leaks_of(audit), audit.parameters.least_skill)
    rows = audit.profile.columns[audit.target].present
    if curve is None:
        raise NotApplicable("quick models hardly beat guessing, so there is no learning curve")
    value, low, high = curve.next_gain(rows)
    yield Measurement(
        value=value,
        unit="share of skill",
        interval=(low, high),
        details={
            "of": rows,
            "twice": 2 * rows,
            "surely": low,
            "learned_from": curve.rows[-1],
            "skill": curve.skill[-1],
            "half": curve.skill[-2],
            "half_rows": curve.rows[-2],
        },
        evidence=(
            Evidence(
                title="Skill by number of training rows",
                unit="skill",
                labels=tuple(f"{count:,}" for count in curve.rows),
                values=curve.skill,
                ordered=True,
            ),
        ),
    )
