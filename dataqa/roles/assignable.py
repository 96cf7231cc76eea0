"""Roles that a caller may give any column, and what its cells must be for them."""

from __future__ import annotations

from dataqa.profile.column import ColumnProfile
from dataqa.task import Clock

ASSIGNABLE = ("numeric", "categorical", "boolean", "text", "datetime", "id", "group")
"""The roles that ``roles=`` may hold; the others have an argument of their own, or follow from the cells."""


def lacking(role: str, column: ColumnProfile, clock: Clock) -> str:
    """Return what a column lacks for a role that it was given, or an empty string."""
    if role == "numeric" and column.kind not in ("number", "boolean"):
        return "numbers"
    if role == "boolean" and column.distinct > 2:
        return "two values"
    if role == "text" and column.kind != "text":
        return "texts"
    return "dates" if role == "datetime" and not clock else ""
