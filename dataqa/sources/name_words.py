"""The words of a column's name, and those of them that say time."""

from __future__ import annotations

import re

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")

TIMES = frozenset(
    {"date", "time", "timestamp", "datetime", "day", "dt", "ts", "created", "updated", "recorded", "month", "datum", "fecha",
     "period", "unix", "epoch"}
)  # fmt: skip


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column name in lower case: ``"userId"`` → ``("user", "id")``."""
    return tuple(part.lower() for part in _PARTS.findall(name))


def says_time(name: str) -> bool:
    """Return whether a column's name says time."""
    return not TIMES.isdisjoint(words_of(name))
