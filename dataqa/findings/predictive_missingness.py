"""Columns whose empty cells tell the target."""

from __future__ import annotations

from dataqa.context import Context
from dataqa.probe import Skill


def predictive_missingness(audit: Context) -> dict[str, Skill]:
    """Return the columns of which it says something about the target whether a cell is there, and how much; from the row sample."""
    return audit.once(_found)


def _found(audit: Context) -> dict[str, Skill]:
    probe = audit.probe
    if not probe.usable:
        return {}
    holed = [
        column.name for column, part in audit.profiles() if part.role not in ("target", "split") and 0 < column.nulls < column.rows
    ]
    skills = {name: probe.presence(name) for name in holed}
    return {name: skill for name, skill in skills.items() if skill.interval[0] > 0}
