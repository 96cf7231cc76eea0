"""Which columns a check looks at, and which it cannot read: not having looked is never "passed"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import get_args

import polars as pl

from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.findings.dialogues import dialogues
from dataqa.judgement import Unlooked, Unread
from dataqa.profile.column import Kind
from dataqa.roles.scripts import is_unspaced
from dataqa.task import FEATURE_ROLES, Column, Role

NESTED = "cells hold lists or objects"
PATHS = "images given as paths could not be opened"
IMAGES = "cells hold images"
UNSPACED = "text in a script without spaces between words is not split"
TABLE = "table"
"""What a check reads that looks at no single column."""
_SEEN = frozenset({"features", "learnable", "image"})
"""A check that reads these would look at the images themselves."""
_PATH = r"(?i)\.(?:png|jpe?g|gif|bmp|tiff?|webp)\s*$"
_MOST, _LOOKED_AT, _TOLD = 0.9, 200, 3
_PHRASES: dict[Role, str] = {
    "target": "target",
    "numeric": "numbers",
    "categorical": "categories",
    "text": "free text",
    "datetime": "dates",
    "boolean": "flags",
    "id": "identifiers",
    "constant": "a single value",
    "group": "entities",
    "time": "dates",
    "split": "a split",
    "image": "images",
    "nested": "lists or objects",
}
_ALL = {"cells": "all columns", "columns": "all columns except lists, objects and images"}
_Test = Callable[[Context, Column], bool]


def _has(role: Role) -> _Test:
    return lambda audit, part: part.role == role and (role in ("target", "nested", "image") or not _nested(audit, part))


_KINDS: dict[str, str] = {"number": "numbers", "text": "text", "datetime": "dates", "boolean": "flags"}
_READS: dict[str, tuple[_Test, str]] = {
    **{role: (_has(role), phrase) for role, phrase in _PHRASES.items()},
    TABLE: (lambda audit, part: False, ""),
    # whether a cell is there, and whether two cells are equal: of lists, objects and images too
    "cells": (lambda audit, part: True, "any kind"),
    "columns": (lambda audit, part: part.role not in ("nested", "image") and not _nested(audit, part), "plain cells"),
    "features": (lambda audit, part: part.role in FEATURE_ROLES and not _nested(audit, part), "features"),
    "learnable": (
        lambda audit, part: (
            _pictured(audit, part) if part.role == "image" else part.role in FEATURE_ROLES and not _nested(audit, part)
        ),
        "features",
    ),
    "protected": (lambda audit, part: part.protected, "groups of people"),
    "dates": (lambda audit, part: bool(part.clock), "dates"),
    # each state in each year
    "panel": (lambda audit, part: part.meaning == "key of a series", "entities"),
    "dialogue": (lambda audit, part: part.name in audit.once(_spoken), "conversations"),
    "coordinates": (lambda audit, part: part.name in audit.once(_placed), "coordinates"),
    "pictures": (lambda audit, part: _pictured(audit, part), "images"),
    # beside text: what lists and objects hold of it
    "inside": (lambda audit, part: part.role == "nested" and bool(audit.table.source(part.name).inside), ""),
}


def unknown_reads(reads: Sequence[str]) -> list[str]:
    """Return the entries of ``reads=`` that mean nothing."""
    kinds = ("", *get_args(Kind))
    return sorted(entry for entry in reads if entry.partition(":")[0] not in _READS or entry.partition(":")[2] not in kinds)


def kinds_in_words(reads: Sequence[str]) -> list[str]:
    """Return which columns the entries of ``reads=`` stand for, each once; nothing if the check looks at no single column."""
    found: dict[str, None] = {}
    for entry in reads:
        who, _, kind = entry.partition(":")
        phrase = _ALL.get(who, _READS[who][1])
        if kind and who in _ALL:
            phrase = _KINDS[kind]
        elif kind and _KINDS[kind] not in phrase:
            phrase = f"{phrase} ({_KINDS[kind]} only)"
        if phrase:
            found[phrase] = None
    return list(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one check looks at in one audit.

    Attributes
    ----------
    looked : tuple of str
        Columns, in the order of the data; empty for the dataset as a whole, and if there is nothing to look at.
    unread : tuple of Unread
        Columns that it cannot read, or not in full: those are in `looked`, too.
    lacks : Unlooked or None
        Why there is nothing to look at.
    doubt : str
        Why finding nothing says nothing: no column was read in full. Empty otherwise.
    """

    looked: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    lacks: Unlooked | None = None
    doubt: str = ""


def read_columns(
    audit: Context, reads: Sequence[str], *, beside: Collection[str], fewest: int, splits_words: bool, sees_images: bool
) -> Reading:
    """Return what a check looks at.

    Parameters
    ----------
    audit : Context
        One audit.
    reads : sequence of str
        What the check declares: roles, or one of ``"table"``, ``"cells"``, ``"columns"``, ``"features"``, ``"learnable"``,
        ``"protected"``, ``"dates"``, ``"coordinates"``, ``"inside"``; each may be narrowed to a kind of cells (``"id:text"``).
    beside : collection of str
        What it holds other columns against (``"target"``, ``"time"``, ``"protected"``): alone they leave it nothing to look at,
        unless it reads nothing else.
    fewest : int
        Columns that it takes: two where it holds columns against each other.
    splits_words : bool
        Whether it takes texts as words.
    sees_images : bool
        Whether it would have to open images that are given as paths.

    Returns
    -------
    Reading
    """
    if TABLE in reads:
        return Reading()
    by_entry = {entry: _matching(audit, entry) for entry in reads}
    looked = frozenset[str]().union(*by_entry.values())
    others = [entry for entry in reads if entry.partition(":")[0] not in beside]
    judged = others or reads
    target, held = {audit.task.target}, set[str | None]()
    if others:
        # among dates the time of a row is one like any other
        times = audit.task.having("time") if "time" in beside and "dates" not in reads else ()
        held = (target if "target" in beside else set()) | set(times)
    subject = frozenset[str]().union(*(by_entry[entry] for entry in judged)) - held
    sees_images = sees_images or bool(_SEEN & {entry.partition(":")[0] for entry in reads})
    reasons: dict[str, str] = {}
    for name in audit.once(_special) if others else ():
        if reason := _unreadable(audit, audit.task.columns[name], name in looked, splits_words, sees_images):
            reasons[name] = reason
    unread = tuple(
        Unread(columns=tuple(name for name in reasons if reasons[name] == reason), reason=reason)
        for reason in sorted(set(reasons.values()))
    )
    why = "; ".join(one.reason for one in unread)
    if len(subject) < fewest:
        alone = "there is no other column to compare with" if subject else _nothing(audit, judged)
        return Reading(unread=unread, lacks=Unlooked(reason=why or alone))
    # that the target alone is clean says nothing of columns that were not read
    read = subject - reasons.keys() - (set() if "target" in {entry.partition(":")[0] for entry in judged} else target)
    return Reading(
        looked=tuple(name for name in audit.task.columns if name in looked),
        unread=unread,
        doubt="" if read else why,
    )


def _matching(audit: Context, entry: str) -> frozenset[str]:
    """Return the columns that an entry means, found once for all checks that have it."""
    return audit.once(_found, entry)


def _found(audit: Context, entry: str) -> frozenset[str]:
    who, _, kind = entry.partition(":")
    test, profile = _READS[who][0], audit.profile.columns
    return frozenset(
        name for name, part in audit.task.columns.items() if (not kind or profile[name].kind == kind) and test(audit, part)
    )


def _placed(audit: Context) -> frozenset[str]:
    return frozenset(name for pair in coordinates(audit) for name in pair)


def _spoken(audit: Context) -> frozenset[str]:
    found = dialogues(audit)
    return frozenset() if found is None else frozenset((*found.columns, found.label))


def _special(audit: Context) -> tuple[str, ...]:
    """Return the columns that not every check can read."""
    texts = audit.once(image_paths) | audit.once(unspaced_texts)
    return tuple(
        name
        for name, part in audit.task.columns.items()
        if name in texts or part.role in ("image", "nested") or _nested(audit, part)
    )


def _nested(audit: Context, part: Column) -> bool:
    source = audit.table.source(part.name)
    return source.nested and source.turns is None


def _pictured(audit: Context, part: Column) -> bool:
    return audit.table.source(part.name).pictures is not None


def _unreadable(audit: Context, part: Column, looked: bool, splits_words: bool, sees_images: bool) -> str:
    """Return why a column is not read, or not in full; empty if it is read, or is no concern of the check."""
    if part.role == "image" and not _pictured(audit, part):
        return PATHS if sees_images or not looked else ""
    if not looked:
        if part.role == "image":
            return IMAGES
        if part.role == "nested" or _nested(audit, part):
            return NESTED
    if sees_images and part.name in audit.once(image_paths):
        return PATHS
    return UNSPACED if looked and splits_words and part.name in audit.once(unspaced_texts) else ""


def image_paths(audit: Context) -> frozenset[str]:
    """Return the columns of text whose cells are names of image files: for `Context.once`."""

    def named(name: str) -> bool:
        cells = audit.profile.sample.get_column(name).drop_nulls().head(_LOOKED_AT)
        return len(cells) > 0 and float(cells.str.contains(_PATH).mean() or 0.0) >= _MOST  # type: ignore[arg-type]

    return frozenset(name for name in _texts(audit) if named(name))


def unspaced_texts(audit: Context) -> frozenset[str]:
    """Return the columns of prose in a script without spaces between words: for `Context.once`."""
    prose = set(audit.task.having("text"))
    return frozenset(name for name in _texts(audit) if name in prose and is_unspaced(audit.profile.sample.get_column(name)))


def _texts(audit: Context) -> list[str]:
    schema = audit.profile.sample.schema  # made anew each time it is asked for
    return [
        name
        for name, part in audit.task.columns.items()
        if schema[name] == pl.String and part.role != "nested" and not _nested(audit, part)
    ]


def _nothing(audit: Context, reads: Sequence[str]) -> str:
    """Return the reason where no column is of a kind that the check reads."""
    told = []
    for entry in reads:
        who, _, kind = entry.partition(":")
        told.append(_KINDS[kind] if kind and who in ("columns", "cells") else _READS[who][1])
    told = list(dict.fromkeys(told))
    if told == ["dates"] and not any(part.clock for part in audit.task.columns.values()):
        return "no dates"
    if len(told) == 1 and reads[0].startswith("target:"):
        return f"the target is not {'a number' if reads[0].endswith('number') else 'made of texts'}"
    told = [one for one in told if one != _PHRASES["target"]] or told
    if len(told) > _TOLD:
        return "no column of a kind that it reads"
    return f"no column of {' or '.join(filter(None, (', '.join(told[:-1]), told[-1])))}"
