"""Cells and names as words for a sentence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

_LONGEST = 30


def named(name: str) -> str:
    """Return a column's name on one line."""
    return " ".join(name.split())


def shown(value: Any) -> str:
    """Return a cell as it may stand in a title: on one line, short, texts in quotes.

    Parameters
    ----------
    value : Any
        Of a Table's cell.

    Returns
    -------
    str
        ``"'a text'"``, ``"1"``, ``"2024-01-31"``.
    """
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    if not isinstance(value, str):
        return str(value)
    return repr(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
