"""Why quick models cannot be asked, in words."""

from __future__ import annotations

from dataqa.context import Context


def cannot_learn(audit: Context) -> str:
    """Return why a check that asks quick models cannot look at this audit."""
    if not audit.probe.usable:
        return "too few rows with different targets for quick models"
    if audit.task.kind in ("recommendation", "forecasting"):
        return f"quick models do not fit a task of {audit.task.kind}"
    return "no column is left that does not leak"
