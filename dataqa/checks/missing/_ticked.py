"""Columns in which a cell is filled or not, and says something either way: boxes that are ticked, options that are chosen."""

from __future__ import annotations

import re

from dataqa.context import Context

_TICKS = frozenset("x×✓✔☑✗•●*+")
_NUMBERED = re.compile(r"^(.*?)(?:[_ .\-]*(?:part|option|choice|opt))?[_ .\-]*\d+$", re.IGNORECASE)
_OPTIONS = 3
"""Columns of one question, counted at their end, that hold one value each."""


def ticked(audit: Context) -> frozenset[str]:
    """Return the columns of marks, ``x`` or nothing, and those of the options of one question: ``q5_1`` to ``q5_6``."""
    single = [column for column, _ in audit.profiles() if column.distinct == 1 and column.nulls]
    marks = {column.name for column in single if str(column.top[0][0]).strip().lower() in _TICKS}
    questions: dict[str, list[str]] = {}
    for column in single:
        if (found := _NUMBERED.match(column.name)) is not None:
            questions.setdefault(found[1], []).append(column.name)
    return frozenset(marks.union(*(names for names in questions.values() if len(names) >= _OPTIONS)))
