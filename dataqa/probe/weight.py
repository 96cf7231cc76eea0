"""How much hangs on some columns, for costs that depend on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache

from dataqa.probe.probe import Probe
from dataqa.task import Task

Share = Callable[[Sequence[str]], float]


def importance_of(task: Task, make_probe: Callable[[], Probe], leaks: Callable[[], Collection[str]] = tuple) -> Share:
    """Return the function that says which share of the skill some columns carry; without a usable target all weigh the same.

    Parameters
    ----------
    task : Task
        Target and roles.
    make_probe : callable
        Gives the probe.
    leaks : callable
        Gives the columns that give the target away; asked only where something hangs on them.

    Returns
    -------
    callable
        From names of columns to a share, 0 to 1.
    """

    @cache  # asked for each of perhaps thousands of columns
    def features() -> frozenset[str]:
        return frozenset(task.features) - set(leaks())

    def share(columns: Sequence[str]) -> float:
        if task.target is not None and task.target in columns:
            return 0.0  # faults of the target are the labels' matter, and cost there
        if task.target is not None:
            probe = make_probe()
            if probe.usable and features():
                return probe.importance(columns, leaks())
        return min(1.0, len(set(columns) & features()) / max(1, len(features())))

    return share


def reliance_of(task: Task, make_probe: Callable[[], Probe]) -> Share:
    """Return the function that says which share of the skill is lost where some columns hold no clue any more.

    Parameters
    ----------
    task : Task
        Target and roles.
    make_probe : callable
        Gives the probe.

    Returns
    -------
    callable
        From names of columns to a share, 0 to 1; 1 for columns that no model was given, of which nothing is known.
    """

    def share(columns: Sequence[str]) -> float:
        probe = make_probe() if task.target is not None else None
        if probe is None or not probe.usable or not set(columns) & set(probe.learnable):
            return 1.0
        return probe.reliance(columns)

    return share
