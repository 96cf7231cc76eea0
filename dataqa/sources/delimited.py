"""CSV and its kin: every row is read or told, none is swallowed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.dialect import Dialect, header, is_table, records, sniff, well_quoted
from dataqa.sources.encoding import to_utf8
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import counted
from dataqa.sources.rows import Body, numbered, read_rows

STORED = "text in a file"
_NAMES = {"\t": "tab", ";": "semicolon", "|": "vertical bar"}
_HEAD = 1 << 20
_STRAY = 0.001
"""Share of NUL bytes that a text may hold by accident."""


def from_delimited(data: bytes, path: Path, suffix: str) -> Intake:
    """Read a delimited text; a ``.txt`` without a consistent delimiter is one column of lines.

    Parameters
    ----------
    data : bytes
        The file, unpacked.
    path : Path
        For the name.
    suffix : str
        ``".csv"``, ``".tsv"`` or ``".txt"``.

    Raises
    ------
    SourceError
        Where it is no text, or where most rows do not have the cells of the header.
    """
    data, notes = to_utf8(data)
    if nuls := data.count(0):
        line = data.count(b"\n", 0, data.find(0)) + 1
        told = f"{counted(nuls, 'NUL byte')}, the first on line {line:,}"
        if line == 1 or nuls > _STRAY * len(data):
            raise SourceError(f"{str(path)!r} does not look like text: it holds {told}.")
        notes.append(f"the text holds {told}")
    text = data.decode("utf-8")
    dialect = sniff(text)
    if suffix == ".txt" and not is_table(dialect):
        lines = [line for line in (each.rstrip("\r") for each in text.split("\n")) if line.strip()]
        column = Incoming(name="text", cells=pl.Series(lines, dtype=pl.String), stored=STORED)
        notes.append("no delimiter was found; each line that is not blank is one row of the column 'text'")
        first = 1 if len(lines) == _line_count(data, 0) else None
        return Intake(columns=(column,), name=path.name, origin="file", notes=tuple(notes), first_line=first)
    if dialect.delimiter in _NAMES and suffix != ".tsv":
        notes.append(f"delimiter: {_NAMES[dialect.delimiter]}")
    quoted, heads, body, start = _read(data, text, dialect)
    if body.bad > body.rows:
        raise SourceError(
            f"{str(path)!r} does not look like text in columns: {body.bad:,} of its {body.bad + body.rows:,} rows do not have the "
            f"{counted(len(heads), 'cell')} of the first line."
        )
    if not quoted and '"' in text:
        notes.append("quote marks are read as text, for they do not enclose cells")
    elif body.bad and _joins_lines(data, text, dialect, body, start):
        notes.append("some quote marks are not in pairs; lines may have been joined to the row before them")
    if body.bad:
        notes.append(f"{counted(body.bad, 'row')} could not be read: not the {len(heads)} cells of the header")
    columns = tuple(Incoming(name=n, cells=c, stored=STORED) for n, c in zip(heads, body.columns, strict=True))
    above = _line_count(data[:start], 0)
    return Intake(
        columns=columns,
        name=path.name,
        origin="file",
        notes=tuple(notes),
        unreadable=body.bad,
        unreadable_examples=numbered(body.bad_texts, data, start),
        header=above if above and not any("\n" in head or "\r" in head for head in heads) else None,
        first_line=above + 1 if not body.bad and body.rows == _line_count(data, start) else None,
    )


def _read(data: bytes, text: str, dialect: Dialect) -> tuple[bool, list[str], Body, int]:
    """Read with quote marks, and, where that looks wrong, without; keep what fits more rows."""
    quoted = _attempt(data, text, dialect, quoted=True)
    body, start = quoted[1], quoted[2]
    if b'"' not in data:
        return True, *quoted
    lines = data.count(b"\n", start) + (not data.endswith(b"\n"))
    if not body.bad and lines == body.rows:
        return True, *quoted  # a row a line: nothing was swallowed
    plain = _attempt(data, text, dialect, quoted=False, width=len(quoted[0]))
    if plain[1].fit > body.fit and (dialect.delimiter == "\t" or not well_quoted(text, dialect.delimiter)):
        return False, *plain
    return True, *quoted


def _line_count(data: bytes, start: int) -> int:
    """Return the number of lines from `start` on, empty ones at the end left out; -1 where a line ends with a bare CR."""
    end = len(data)
    while end > start and data[end - 1 : end] in (b"\n", b"\r"):
        end -= 1
    if data.count(b"\r", start, end) != data.count(b"\r\n", start, end):
        return -1
    return data.count(b"\n", start, end) + (end > start)


def _joins_lines(data: bytes, text: str, dialect: Dialect, body: Body, start: int) -> bool:
    lines = data.count(b"\n", start)
    return '"' in text and lines > body.rows + body.bad and not well_quoted(text, dialect.delimiter)


def _attempt(data: bytes, text: str, dialect: Dialect, *, quoted: bool, width: int | None = None) -> tuple[list[str], Body, int]:
    heads, lines = header(text[:_HEAD], dialect.delimiter, quoted)
    start = 0
    for _ in range(lines):
        start = _line_end(data, start)
    sample = records(text[:_HEAD], dialect.delimiter, quoted, cut=len(text) > _HEAD, limit=1_000)[1:]
    # Cells split at the delimiters inside quote marks look like one cell more, so `width` bounds the other reading.
    if len(heads) > 1 and len(heads) != width:
        heads = _widened(heads, sample)
    return heads, read_rows(data, start, dialect.delimiter, quoted, len(heads)), start


def _line_end(data: bytes, start: int) -> int:
    ends = [end for end in (data.find(b"\n", start), data.find(b"\r", start)) if end >= 0]
    if not ends:
        return len(data)
    end = min(ends)
    return end + 2 if data[end : end + 2] == b"\r\n" else end + 1


def _widened(heads: list[str], sample: list[list[str]]) -> list[str]:
    """Add a head where nearly all rows have one cell more: R's row names in front, or a delimiter at the end."""
    longer = [row for row in sample if len(row) == len(heads) + 1]
    if not sample or Counter(map(len, sample))[len(heads) + 1] < 0.9 * len(sample):
        return heads
    return [*heads, ""] if all(row[-1] == "" for row in longer) else ["", *heads]
