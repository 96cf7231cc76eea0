"""What was not looked at, what to pass to have it looked at, and what a check read."""

from __future__ import annotations

from collections.abc import Sequence

from dataqa.judgement import Outcome, Unlooked
from dataqa.looked import NOT_CHOSEN, SKIPPED
from dataqa.model import DIMENSIONS
from dataqa.record import Record
from dataqa.render import words

MOST = 6
"""Lines that are shown."""
_NAMED = frozenset({"target", "time", "protected", "reference", "test"})
"""Arguments that are asked for also if only a part of a dimension was not looked at."""


def asked(asks: Sequence[str], *, options: bool = False) -> str:
    """Return arguments as they are passed: ``"test= or split="``, on a command line ``"--test or --split"``."""
    return " or ".join(f"--{name.replace('_', '-')}" if options else f"{name}=" for name in asks)


def said(unlooked: Unlooked, *, options: bool = False) -> str:
    """Return why something was not looked at: ``"not looked at: no dates (time=)"``."""
    how = asked(unlooked.asks, options=options)
    return f"not checked: {words.visible(unlooked.reason, 200)}{f' ({how})' if how else ''}"


def lines_of(record: Record, *, options: bool = False) -> tuple[str, ...]:
    """Return in a few lines what was not looked at and what to pass; what the caller left out is not among it.

    Parameters
    ----------
    record : Record
        What was found.
    options : bool
        Name options of the command line instead of arguments.
    """
    if not record.dataset.rows:
        return ()
    whole: dict[Unlooked, list[str]] = {}
    for name in DIMENSIONS:
        part = record.score.dimensions.get(name)
        if part is not None and part.unlooked is not None and part.unlooked.reason not in (NOT_CHOSEN, SKIPPED):
            whole.setdefault(part.unlooked, []).append(name)
    named = {name for names in whole.values() for name in names}
    passed = {name for unlooked in whole for name in unlooked.asks}
    parts: dict[Unlooked, list[str]] = {}
    for outcome in record.outcomes:
        if outcome.status == "not_applicable" and outcome.dimension not in named and (_NAMED - passed) & set(outcome.asks):
            names = parts.setdefault(Unlooked(reason=outcome.reason, asks=outcome.asks), [])
            names += [outcome.dimension] if outcome.dimension not in names else []
    told = [_line(", ".join(names), one, options) for one, names in whole.items()]
    told += [_line(f"parts of {', '.join(names)}", one, options) for one, names in parts.items()]
    return tuple(told[:MOST])


def _line(what: str, unlooked: Unlooked, options: bool) -> str:
    how = asked(unlooked.asks, options=options)
    return f"{what}: {words.visible(unlooked.reason, 200)}{f' (pass {how})' if how else ''}"


def read_by(outcome: Outcome) -> str:
    """Return what a check read, in short: ``"12 columns; not read: 2 (cells hold lists or objects)"``; empty if nothing."""
    told = [words.count(len(outcome.looked), "column")] if outcome.looked else []
    if outcome.unread:
        told.append("not read: " + ", ".join(f"{len(one.columns):,} ({one.reason})" for one in outcome.unread))
    return "; ".join(told)
