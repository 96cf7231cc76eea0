"""Why quick models cannot be trained, in words."""

from __future__ import annotations

from dataqa.context import Context


def cannot_learn(audit: Context) -> str:
    """Return why a check that needs quick models is not applicable to this audit."""
    if not audit.probe.usable:
        return "too few rows, or too few different targets, to train quick models"
    if audit.task.kind in ("recommendation", "forecasting"):
        return f"quick models are not suited to {audit.task.kind}"
    return "no feature is left that does not leak the target"
