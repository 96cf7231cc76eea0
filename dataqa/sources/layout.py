"""Where the table begins in a text: lines above it, rows of its header, and how many cells its rows have."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dataqa.sources.markers import ELSEWHERE
from dataqa.sources.units import is_unit

Cells = Sequence[str]
_MOST_ABOVE, _MOST_HEADS = 30, 5
_CONSISTENT = 0.9
_TYPED = 0.9
"""Share of a column's cells that hold digits from which on a cell without any is no value of it."""
_LONGEST_NAME = 60
_LEAST, _LEAST_BODY = 4, 5
"""Rows from which on their most frequent number of cells says more than the first line, and below a header of several rows."""
_MOST_ROWS, _TYPE_ROWS = 1_000, 50
_NAMES_DELIMITERS = (",", ";", "\t", "|", " ")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_KINDS = {
    "whole number": re.compile(r"[+-]?\d+$"),
    "decimal": re.compile(r"[+-]?\d*[.,]\d+(?:[eE][+-]?\d+)?$"),
    "date": re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d{1,2}:.*)?$"),
}
_MARKERS = frozenset(token.lower() for token in ELSEWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where in the rows of a text its table begins.

    Attributes
    ----------
    above : int
        Rows above the header.
    heads : int
        Rows of the header.
    width : int
        Cells in most rows of the body; of the header where there is no body.
    share : float
        Of the body's rows that have as many cells.
    exact : bool
        True where the header has as many cells, too.
    """

    above: int
    heads: int
    width: int
    share: float
    exact: bool = True


def layout(rows: Sequence[Cells]) -> Layout:
    """Find the table in the first rows of a text.

    The first row is the header, whatever it holds, unless rows above the first one of full width are shorter (a title, a licence, a
    comment) and that row reads like names: it has words where the column holds numbers.

    Parameters
    ----------
    rows : sequence of list of str
        The first rows of a text, blank lines left out.
    """
    if not rows:
        return Layout(above=0, heads=0, width=0, share=0.0)
    rows = rows[:_MOST_ROWS]
    plain = _from(rows, 0, len(rows[0]))
    width = _usual_width(rows)
    if width < 2:
        return plain
    if parted_otherwise(rows) is not None:
        return replace(_from(rows, 0, width), exact=False)
    above = _above(rows, width)
    # the first line keeps its say, unless it is a title or has a delimiter too many
    if above or (width + 1 == len(rows[0]) and not plain.share):
        plain = _from(rows, above, width)
    return replace(plain, heads=_header_rows(rows[plain.above :], plain.width))


def has_no_header(rows: Sequence[Cells]) -> bool:
    """Return whether the first row is like the others: a value wherever they hold values, and they do somewhere."""
    body = [row for row in rows[1:_TYPE_ROWS] if len(row) == len(rows[0])] if rows else []
    if len(body) < _LEAST_BODY or len(rows[0]) < 2:
        return False
    valued = [place for place in range(len(rows[0])) if sum(_is_value(row[place]) for row in body) >= _TYPED * len(body)]
    return bool(valued) and all(_is_value(rows[0][place]) for place in valued)


def begins_with_values(rows: Sequence[Cells]) -> bool:
    """Return whether the first row is a record and no header, as far as its cells say.

    It has a value wherever the others do, of the same kind: numbers and decimals or dates among them, or two texts at least that
    stand again below it. Names that are numbers or dates, as of a column a year, are of one kind, and their columns of another.
    """
    if not has_no_header(rows):
        return False
    first, body = rows[0], [row for row in rows[1:_TYPE_ROWS] if len(row) == len(rows[0])]
    kinds, again = set(), 0
    for place, cell in enumerate(first):
        cells = Counter(row[place].strip() for row in body)
        kind = _kind_of(cells)
        if kind and _KINDS[kind].match(cell.strip()) is None:
            return False
        kinds.add(kind)
        again += not kind and bool(_LETTER.search(cell)) and cells[cell.strip()] > 1
    return len(kinds - {""}) > 1 or again > 1


def _kind_of(cells: Counter[str]) -> str:
    """Return what nearly all different cells of a column are; empty where they are texts or mixed."""
    filled = [cell for cell in cells if cell and cell.lower() not in _MARKERS]
    fits = (kind for kind, shape in _KINDS.items() if filled and sum(map(bool, map(shape.match, filled))) >= _TYPED * len(filled))
    return next(fits, "")


def names_of(rows: Sequence[Cells]) -> list[str]:
    """Join the rows of a header to one name a column.

    A blank cell in an upper row belongs to the group on its left, as in a spreadsheet with merged cells. A row that says the same
    of all columns distinguishes none of them, so it is left out.
    """
    *upper, last = rows
    groups = [_filled(row) for row in upper if len({cell.strip() for cell in row} - {""}) > 1]
    return [_joined([*(row[place] for row in groups), cell]) for place, cell in enumerate(last)]


def with_index_names(names: Sequence[str], below: Sequence[Cells]) -> list[str] | None:
    """Complete the names of a header of several rows by a row that names only what they leave blank, as pandas names its index."""
    if not below or len(below[0]) != len(names):
        return None
    cells = [cell.strip() for cell in below[0]]
    blank = [not name.strip() for name in names]
    if not any(blank) or [bool(cell) for cell in cells] != blank or any(map(_is_value, cells)):
        return None
    return [cell or name for cell, name in zip(cells, names, strict=True)]


def reads_like_names(row: Cells, body: Sequence[Cells]) -> int:
    """Return in how many columns of numbers or codes a row has words; 0 where one of its cells there could be a value."""
    against = 0
    for place in typed_places(body):
        cell = row[place].strip() if place < len(row) else ""
        if not cell or cell.lower() in _MARKERS:
            continue
        if _is_value(cell) or len(cell) > _LONGEST_NAME:
            return 0
        against += 1
    return against


def parted_otherwise(rows: Sequence[Cells]) -> tuple[list[str], str] | None:
    """Return the names in a first line whose delimiter is another one than that of the rows below it, and that delimiter."""
    widths = Counter(map(len, rows[1:]))
    if len(rows) < _LEAST or len(rows[0]) != 1:
        return None
    width, count = widths.most_common(1)[0]
    body = [row for row in rows[1:] if len(row) == width]
    if width < 3 or count <= len(rows) / 2 or not typed_places(body) or reads_like_names(body[0], body[1:]):
        return None
    for delimiter in _NAMES_DELIMITERS:
        names = next(csv.reader([rows[0][0]], delimiter=delimiter), [])
        if len(names) == width == len(set(names)) and reads_like_names(names, body):
            return names, delimiter
    return None


def fits_types(row: Cells, places: Sequence[int]) -> bool:
    """Return True where the cells in these places could be values, and one of them is; one with a quote mark may be anything."""
    cells = [row[place].strip() for place in places if '"' not in row[place]]
    return any(map(_is_value, cells)) and all(not cell or cell.lower() in _MARKERS or _is_value(cell) for cell in cells)


def _from(rows: Sequence[Cells], above: int, width: int) -> Layout:
    body = rows[above + 1 :]
    widths, heads = Counter(map(len, body)), len(rows[above])
    # R writes row names without a head for them, so one more cell than heads is consistent, too.
    fits = max(widths[width], widths[width + 1] if heads == width > 1 else 0)
    fitting = width if fits == widths[width] else width + 1
    share = round(fits / len(body), 2) if body else 1.0
    return Layout(above=above, heads=1, width=fitting, share=share, exact=heads == fitting)


def _usual_width(rows: Sequence[Cells]) -> int:
    if len(rows) < _LEAST:
        return len(rows[0])
    widths = Counter(map(len, rows[1:]))
    most = max(widths.values())
    usual = [width for width, count in widths.items() if count == most]
    return len(rows[0]) if len(rows[0]) in usual else max(usual)


def _above(rows: Sequence[Cells], width: int) -> int:
    """Return the number of rows above the header: shorter ones, and titles that a spreadsheet filled up with blank cells."""
    first = next((place for place, row in enumerate(rows) if len(row) >= width and not _is_title(row)), 0)
    if not first or first > _MOST_ABOVE or first + 1 >= len(rows):
        return 0
    above, head, body = rows[:first], rows[first], rows[first + 1 :]
    if reads_like_names(head, body):
        return first
    if typed_places(body) or not all(_is_title(row) or len(row) == 1 for row in above):
        return 0
    # only texts: names differ from values only in that titles are alone in their rows and names are all there
    names = [cell for cell in head if cell.strip()]
    lone = len(head) > 2 or all(row[0].lstrip().startswith("#") for row in above)
    prose = sum(cell.startswith(" ") for cell in head[1:]) > len(head) / 2
    return first if lone and not prose and len(names) == len(head) == len(set(names)) else 0


def _is_title(row: Cells) -> bool:
    """Return True where one cell at the most of several holds something."""
    return len(row) > 2 and sum(bool(cell.strip()) for cell in row) <= 1


def _header_rows(rows: Sequence[Cells], width: int) -> int:
    """Return how many rows the header has: those below the first read like names, and hold nothing that the body holds."""
    found = 1
    while found < min(_MOST_HEADS, len(rows) - _LEAST_BODY) and _is_head(rows[found], rows[found + 1 :], width, rows[0]):
        found += 1
    return found


def _is_head(row: Cells, body: Sequence[Cells], width: int, first: Cells) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(row) != width or len(first) != width or 2 * len(filled) < width or all(is_unit(cell) for cell in filled):
        return False
    if sum(not _is_value(cell) for cell in filled) < 2:
        return False
    again = [cell.strip().lower() for cell in row] == [cell.strip().lower() for cell in first]
    if reads_like_names(row, body) < (1 if again else 2):
        return False
    return not any(cell and cell == other[place] for other in body if len(other) == width for place, cell in enumerate(row))


def typed_places(body: Sequence[Cells]) -> list[int]:
    """Return the places of the columns that hold numbers, dates or codes."""
    # from the middle on: below the first row of a header stand its other ones
    body = body[min(_MOST_HEADS, len(body) // 2) :][:_TYPE_ROWS]
    widths = Counter(map(len, body))
    if not widths:
        return []
    width = widths.most_common(1)[0][0]
    places = []
    for place in range(width):
        cells = [row[place].strip() for row in body if len(row) == width]
        cells = [cell for cell in cells if cell and cell.lower() not in _MARKERS]
        if cells and sum(map(_is_value, cells)) >= _TYPED * len(cells):
            places.append(place)
    return places


def _is_value(cell: str) -> bool:
    """Return True of numbers, dates and codes: digits, and not more letters than digits."""
    digits = len(_DIGIT.findall(cell))
    return digits > 0 and len(_LETTER.findall(cell)) <= digits


def _filled(row: Cells) -> list[str]:
    found: list[str] = []
    for cell in row:
        found.append(cell if cell.strip() or not found else found[-1])
    return found


def _joined(parts: Cells) -> str:
    said = [part.strip() for part in parts if part.strip()]
    return " / ".join(part for place, part in enumerate(said) if part not in said[:place])
