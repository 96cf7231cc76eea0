"""JSON: a list of objects, or one object a line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from dataqa.errors import SourceError
from dataqa.sources.boxes import from_coco, is_coco
from dataqa.sources.encoding import to_utf8
from dataqa.sources.foreign import refuse_pages
from dataqa.sources.intake import Intake
from dataqa.sources.messages import counted, excerpt, listed
from dataqa.sources.plain import from_mapping, from_records

_STORED = "JSON"
_EXAMPLES = 5


def from_json(data: bytes, path: Path, encoding: str | None = None) -> Intake:
    """Read a file that holds a list of objects; one of an object a line is read as such."""
    data, notes, guessed = to_utf8(data, encoding)
    if not data.strip():
        return Intake(columns=(), name=path.name, origin="file")
    refuse_pages(data, path, path.suffix)
    try:
        content = json.loads(data)
    except ValueError as error:
        if "Extra data" in str(error):  # more than one value: lines
            return replace(from_json_lines(data, path), guessed=guessed)
        raise SourceError(f"{str(path)!r} is no JSON: {error}.") from error
    except RecursionError as error:
        raise SourceError(f"{str(path)!r} is nested too deeply to be rows.") from error
    if is_coco(content):
        return from_coco(content, path.name)
    content, note = _unwrapped(content)
    notes += [note] * bool(note)
    if isinstance(content, list) and all(isinstance(row, dict) for row in content):
        return _as_file(from_records(content, path.name, _STORED), notes, guessed)
    if isinstance(content, dict) and content and all(isinstance(column, list) for column in content.values()):
        return _as_file(from_mapping(content, path.name, _STORED), notes, guessed)
    raise SourceError(f'{str(path)!r} holds no rows: a list of objects is needed, as in [{{"a": 1}}, {{"a": 2}}].')


def _unwrapped(content: Any) -> tuple[Any, str]:
    """Return the rows in what surrounds them, and a note: the one list of objects among other fields, or one of pandas' forms."""
    if not isinstance(content, dict) or not content:
        return content, ""
    if set(content) >= {"columns", "data"} and _rows_of(content["columns"], content["data"]):
        rows = content["data"]
        others = [key for key in content if key not in ("columns", "data") and content[key] != list(range(len(rows)))]
        note = f"{listed(others)} left out" if others else ""
        return [dict(zip(map(str, content["columns"]), row, strict=True)) for row in rows], note
    inner = list(content.values())
    if all(isinstance(column, dict) and column for column in inner) and all(column.keys() == inner[0].keys() for column in inner):
        cells = [cell for column in inner for cell in column.values()]
        counted_rows = inner[0].keys() == {str(place) for place in range(len(inner[0]))}
        if counted_rows and not any(isinstance(cell, dict) for cell in cells):  # columns by row, and no records by name
            return {name: list(column.values()) for name, column in content.items()}, ""
    lists = [key for key, value in content.items() if _records(value)]
    if len(lists) == 1 and not all(isinstance(value, list) for value in inner):
        others = [key for key in content if key != lists[0]]
        return content[lists[0]], f"the rows are the list {lists[0]!r}; {listed(others)} left out"
    return content, ""


def _records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows_of(names: Any, data: Any) -> bool:
    """Return whether a list of names and a list of lists are the header and the rows of one table."""
    table = isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data)
    return table and len(set(map(str, names))) == len(names) and all(len(row) == len(names) for row in data)


def from_json_lines(data: bytes, path: Path, encoding: str | None = None) -> Intake:
    """Read a file with an object a line; lines that are none are counted and told."""
    data, notes, guessed = to_utf8(data, encoding)
    if not data.strip():
        return Intake(columns=(), name=path.name, origin="file")
    refuse_pages(data, path, path.suffix)
    rows: list[dict[str, Any]] = []
    bad = last = 0
    examples: list[str] = []
    # Only \n ends a line: JSON texts may hold the other line ends of Unicode.
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            rows.append(row)
            last = number
            continue
        bad += 1
        if len(examples) < _EXAMPLES:
            examples.append(excerpt(number, line.strip()))
    if not rows:
        raise SourceError(f"{str(path)!r} holds no rows: none of its lines is a JSON object.")
    if bad:
        notes.append(f"{counted(bad, 'line')} could not be read as a JSON object")
    first = 1 if last == len(rows) else None
    return _as_file(from_records(rows, path.name, _STORED), notes, guessed, bad, tuple(examples), first)


def _as_file(
    intake: Intake,
    notes: list[str],
    guessed: tuple[str, ...],
    bad: int = 0,
    examples: tuple[str, ...] = (),
    first_line: int | None = None,
) -> Intake:
    return Intake(
        columns=intake.columns,
        name=intake.name,
        origin=intake.origin,
        notes=tuple(notes),
        guessed=guessed,
        unreadable=bad,
        unreadable_examples=examples,
        first_line=first_line,
    )
