"""JSON that is read in a diff: keys sorted, one fact a line, short lists on one line and long ones wrapped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 132


def in_lines(value: Any) -> str:
    """Return plain JSON values as text with a last newline; the same bytes for the same values."""
    return "".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    flat = isinstance(value, str) or not isinstance(value, Mapping | Sequence)
    short = _short(value)
    if flat or (len(indent) + len(short) <= WIDTH and not _deep(value)):
        yield short
        return
    inner = indent + " "
    if isinstance(value, Mapping):
        yield "{"
        for place, key in enumerate(sorted(value)):
            yield f"{',' if place else ''}\n{inner}{_short(key)}: "
            yield from _lines(value[key], inner)
        yield f"\n{indent}}}"
    elif any(_nested(one) for one in value):
        yield "["
        for place, one in enumerate(value):
            yield f"{',' if place else ''}\n{inner}"
            yield from _lines(one, inner)
        yield f"\n{indent}]"
    else:
        yield "["
        yield from _wrapped([_short(one) for one in value], inner)
        yield f"\n{indent}]"


def _wrapped(parts: Sequence[str], indent: str) -> Iterator[str]:
    room = -1
    for place, part in enumerate(parts):
        comma = "," if place else ""
        if len(part) + 2 > room:
            yield f"{comma}\n{indent}{part}"
            room = WIDTH - len(indent) - len(part)
        else:
            yield f"{comma} {part}"
            room -= len(part) + 2


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _nested(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _deep(value: Any) -> bool:
    """Return whether there are lists or mappings in it that say more than one number and its interval."""
    inside = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(one, Mapping) or (isinstance(one, list | tuple) and (len(one) > 3 or _deep(one))) for one in inside)
