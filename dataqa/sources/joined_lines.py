"""Quote marks that are not closed: the lines that they would join to one cell are rows of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataqa.sources.layout import fits_types, typed_places
from dataqa.sources.rows import MOST_JOINED, Body

_SAMPLE = 200
_TYPED, _LINES, _OTHERS = 2, 6, 5
"""Cells of numbers, dates or codes that make few lines rows, lines from which on one such cell does, and rows beside them."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The data with the marks that would join lines written as text, and the 1-based lines on which they stand."""

    data: bytes
    lines: list[int]


def with_lines_parted(data: bytes, start: int, body: Body, delimiter: str, usual: Body) -> Parted | None:
    """Find rows that hold whole rows, and write the quote marks that join them as text.

    Lines are rows of their own where each of them has the header's number of cells and fits the columns of numbers, dates and
    codes. Lines of a text seldom do: they would need as many delimiters, and numbers in the same places.

    Parameters
    ----------
    data : bytes
        The text, in UTF-8.
    start : int
        Where its rows begin.
    body : Body
        The rows as quote marks part them.
    delimiter : str
        One character.
    usual : Body
        Rows that show what the columns hold: `body`, or those of an earlier block.

    Returns
    -------
    Parted or None
        None where no row holds rows.
    """
    width = len(body.columns)
    sample = list(zip(*(column.head(_SAMPLE).to_list() for column in usual.columns), strict=True))
    places = typed_places([[cell or "" for cell in row] for row in sample])
    if width < 2 or not places:
        return None
    edits: dict[tuple[int, int], bytes] = {}
    for begin, end in (*_joining(data, start, body), *_unread(data, start, body)):
        lines = data[begin:end].decode().splitlines()
        rows = [_row(line, delimiter, width) for line in lines]
        good = [row for row in rows if row is not None and fits_types(row, places)]
        if len(good) == len(lines) > 1 and _are_rows(good, places, usual.rows):
            edits[begin, end] = b"\n".join(_written(row, delimiter) for row in good)
    if not edits:
        return None
    pieces, seen, numbers, at = list[bytes](), 0, list[int](), 1
    for (begin, end), text in sorted(edits.items()):
        if begin < seen:  # two cells of one row
            continue
        at += data.count(b"\n", seen, begin)
        numbers.append(at)
        at += data.count(b"\n", begin, end)
        pieces += [data[seen:begin], text]
        seen = end
    return Parted(b"".join([*pieces, data[seen:]]), numbers)


def _are_rows(rows: Sequence[Sequence[str]], places: Sequence[int], others: int) -> bool:
    """Return whether lines are rows and no text that a writer has quoted: a line of a text may hold one delimiter and a number."""
    typed = min(sum(bool(row[place].strip()) for place in places) for row in rows)
    return typed >= 1 if len(rows) >= _LINES else typed >= _TYPED and others >= _OTHERS


def _joining(data: bytes, start: int, body: Body) -> Iterator[tuple[int, int]]:
    """Give the places of rows with a cell of several lines, as far as these are few."""
    for column in body.columns:
        several = column.str.contains("\n", literal=True).fill_null(False)
        if not 0 < several.sum() <= MOST_JOINED:
            continue
        at = start
        for cell in column.filter(several).to_list():
            written = b'"' + cell.replace('"', '""').encode() + b'"'
            found = data.find(written, at)
            if found >= 0:
                at = found + len(written)
                yield _whole(data, start, found, at)


def _unread(data: bytes, start: int, body: Body) -> Iterator[tuple[int, int]]:
    at = start
    for text in body.joined:
        found = data.find(text.encode(), at)
        if found >= 0:
            at = found + len(text.encode())
            yield _whole(data, start, found, at)


def _whole(data: bytes, start: int, begin: int, end: int) -> tuple[int, int]:
    """Return the same from the beginning of its line to the end of its line."""
    first = max(start, data.rfind(b"\n", start, begin) + 1)
    last = data.find(b"\n", end)
    last = len(data) if last < 0 else last
    return first, last - (data[last - 1 : last] == b"\r")


def _row(line: str, delimiter: str, width: int) -> list[str] | None:
    """Return the cells of a line that is a row by itself, with quote marks or without."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            row = next(csv.reader([line], delimiter=delimiter, quoting=quoting, strict=quoting == csv.QUOTE_MINIMAL), [])
        except csv.Error:
            continue
        if len(row) == width:
            return row
    return None


def _written(row: Sequence[str], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(row)
    return text.getvalue().encode()
