"""What each issue costs beside all others, and what mending it alone brings back, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dataqa.model import Issue, Step
from dataqa.record import Record

_LEAST = 0.05
"""Points below which nothing is said to come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What is said of one issue.

    Attributes
    ----------
    costs : str
        One sentence on what it takes and what mending it brings back; empty where it takes nothing.
    brings : str
        One sentence on what mending it brings back.
    other : str
        Id of the issue with which its cost is counted, where that is one and known; `costs` then ends before its name.
    """

    costs: str
    brings: str
    other: str = ""


def gains(record: Record) -> dict[str, Gain]:
    """Return what is said of each issue, by its id.

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
    told = {}
    for issue in record.issues:
        step = steps.get(issue.id)
        told[issue.id] = _uncounted(issue, counted, steps, record) if step is None else _step(issue, step, record.score.value)
    return told


def _step(issue: Issue, step: Step, value: float) -> Gain:
    costs = f"It costs {_points(step.points)}"
    if abs(issue.cost - step.points) >= 2 * _LEAST:
        costs = f"It costs {_points(issue.cost)} taken alone, {_number(step.points)} beside the dearer ones"
    brings, shared = _brings(step, value)
    same = not shared and abs(step.restores - step.points) < 2 * _LEAST
    return Gain(
        costs=f"{costs}, which mending it brings back." if same else f"{costs}; mending it {brings}.",
        brings=f"Mending it {brings}.",
    )


def _brings(step: Step, value: float) -> tuple[str, bool]:
    """Return what mending an issue alone brings back, and whether another issue's loss would count in its place."""
    whole = _whole(step, value)
    if whole - step.restores <= max(_LEAST, 0.05 * whole):
        return f"brings back {_points(step.restores)}", False
    alone = _points(step.restores) if step.restores >= _LEAST else "nothing alone"
    return f"brings back {alone}, and {_number(whole)} with all issues of the same cause", True


def _whole(step: Step, value: float) -> float:
    """Return what would come back, were its loss gone with nothing in its place."""
    return value * step.points / step.left if step.left > 0 else step.restores


def _uncounted(issue: Issue, counted: list[Issue], steps: dict[str, Step], record: Record) -> Gain:
    if not issue.cost > 0 or not math.isfinite(record.score.value):
        return Gain(costs="", brings="It costs no points, but blocks." if issue.blocking else "It costs no points.")
    # whatever counts in its place takes from the same; only where that is one issue is it known which
    near = [one for one in counted if one.takes_from & issue.takes_from]
    if len(near) != 1:
        return Gain(
            costs="Its cost is counted with a dearer issue.", brings="Mending it brings back nothing alone: a dearer issue counts."
        )
    if set[str]() < set(near[0].columns) <= set(issue.columns):  # mended together
        brings = f"Mending it brings back {_points(steps[near[0].id].restores)}."
        return Gain(costs="Its cost is counted with", brings=brings, other=near[0].id)
    whole = _number(_whole(steps[near[0].id], record.score.value))
    brings = f"Mending it brings back nothing alone, and {whole} with all issues of the same cause."
    return Gain(costs="Its cost is counted with", brings=brings, other=near[0].id)


def _number(points: float) -> str:
    return f"{points:.1f}" if points >= _LEAST else "less than 0.1"


def _points(points: float) -> str:
    return f"{_number(points)} points"
