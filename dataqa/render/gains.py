"""What each issue costs next to all others, and what fixing it alone recovers, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dataqa.judgement import Step
from dataqa.model import Issue
from dataqa.record import Record

_LEAST = 0.05
"""Points below which nothing is said to be recovered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What is said of one issue.

    Attributes
    ----------
    costs : str
        What it takes and what fixing it recovers; empty where it takes nothing.
    brings : str
        One sentence on what fixing it recovers.
    other : str
        Id of the issue with which its cost is counted, where that is one and known; `costs` then ends before its name.
    """

    costs: str
    brings: str
    other: str = ""


def gains(record: Record) -> dict[str, Gain]:
    """Return what is said of each issue, by its id; those of one cause share it.

    Parameters
    ----------
    record : Record
        What was found.

    Returns
    -------
    dict of str to Gain
        Of all issues; no text has anything from the data in it.
    """
    steps = {step.issue: step for step in record.score.steps}
    counted = [issue for issue in record.issues if issue.id in steps]
    told: dict[str, Gain] = {}
    for cause in record.issues:
        step = steps.get(cause.id)
        gain = _uncounted(cause, counted, steps, record) if step is None else _step(cause, step, record.score.value)
        told |= {issue.id: gain for issue in (cause, *cause.also)}
    return told


def _step(issue: Issue, step: Step, value: float) -> Gain:
    costs = f"It costs {_points(step.points)}"
    # the cost of a merged issue is that of the lead alone: it is less than what all of them take, unless others overlap
    if abs(issue.cost - step.points) >= 2 * _LEAST and (not issue.also or issue.cost > step.points):
        costs = f"It costs {_points(issue.cost)} on its own and {_number(step.points)} next to costlier issues"
    recovers, shared = _recovers(step, value)
    same = not shared and abs(step.restores - step.points) < 2 * _LEAST
    return Gain(
        costs=f"{costs}. Fixing it recovers them." if same else f"{costs}. Fixing it {recovers}.",
        brings=f"Fixing it {recovers}.",
    )


def _recovers(step: Step, value: float) -> tuple[str, bool]:
    """Return what fixing a cause alone recovers, and whether another issue's loss would count in its place."""
    whole = _whole(step, value)
    if whole - step.restores <= max(_LEAST, 0.05 * whole):
        return f"recovers {_points(step.restores)}", False
    alone = _points(step.restores) if step.restores >= _LEAST else "nothing"
    return f"alone recovers {alone}; fixing all issues with the same effect recovers {_number(whole)}", True


def _whole(step: Step, value: float) -> float:
    """Return what would be recovered, were its loss gone with nothing in its place."""
    return value * step.points / step.left if step.left > 0 else step.restores


def _uncounted(issue: Issue, counted: list[Issue], steps: dict[str, Step], record: Record) -> Gain:
    if not issue.cost > 0 or not math.isfinite(record.score.value):
        stops = issue.blocking and issue.id in record.score.stops
        return Gain(
            costs="", brings="It does not change the score, but must be resolved first." if stops else "It costs no points."
        )
    # whatever counts in its place takes from the same; only where that is one issue is it known which
    near = [one for one in counted if one.takes_from & issue.takes_from]
    if len(near) != 1:
        return Gain(
            costs="Its cost is counted with a costlier issue.",
            brings="Fixing it alone recovers nothing: a costlier issue has the same effect.",
        )
    if set[str]() < set(near[0].columns) <= set(issue.columns):  # fixed together
        brings = f"Fixing it recovers {_points(steps[near[0].id].restores)}."
        return Gain(costs="Its cost is counted with", brings=brings, other=near[0].id)
    whole = _number(_whole(steps[near[0].id], record.score.value))
    brings = f"Fixing it alone recovers nothing; fixing all issues with the same effect recovers {whole}."
    return Gain(costs="Its cost is counted with", brings=brings, other=near[0].id)


def _number(points: float) -> str:
    return f"{points:.1f}" if points >= _LEAST else "less than 0.1"


def _points(points: float) -> str:
    return f"{_number(points)} points"
