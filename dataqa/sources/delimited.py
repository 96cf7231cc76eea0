"""CSV and its kin: every row is read or told, none is swallowed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.dialect import Dialect, is_table, lines_of, sniff, well_quoted
from dataqa.sources.encoding import to_utf8
from dataqa.sources.files import HEADLESS
from dataqa.sources.foreign import refuse_pages
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.joined_lines import Parted, with_lines_parted
from dataqa.sources.layout import begins_with_values, has_no_header, layout, names_of, parted_otherwise, with_index_names
from dataqa.sources.marks import BLANKS, STAND_IN, Marks, as_written, rewritten
from dataqa.sources.messages import counted, listed
from dataqa.sources.rows import Body, numbered, read_rows

STORED = "text in a file"
_NAMES = {"\t": "tab", ";": "semicolon", "|": "vertical bar", BLANKS: "blanks"}
_HEAD = 1 << 20
_SHOWN, _LISTED = 60, 5
_STRAY = 0.001
"""Share of NUL bytes that a text may hold by accident."""


@dataclass(slots=True)
class Read:
    """One reading of a text: its names, its rows, and where they stand; `parted` where lines within a cell were made rows."""

    names: list[str]
    body: Body
    start: int
    notes: list[str] = field(default_factory=list)
    quoted: bool = True
    parted: bool = False


def from_delimited(data: bytes, path: Path, suffix: str, encoding: str | None = None) -> Intake:
    """Read a delimited text; a ``.txt`` without a consistent delimiter is one column of lines.

    A ``.dat`` or ``.data`` whose first row holds values has no header: its columns are called ``column 1``, ``column 2`` ….

    Parameters
    ----------
    data : bytes
        The file, unpacked.
    path : Path
        For the name.
    suffix : str
        ``".csv"``, ``".tsv"``, ``".txt"``, ``".dat"`` or ``".data"``.
    encoding : str, optional
        Of the text; found out if not given.

    Raises
    ------
    SourceError
        Where it is no text, or where most rows do not have the cells of the header.
    """
    data, notes, guessed = to_utf8(data, encoding)
    if not data.strip(b" \t\r\n"):
        return Intake(columns=(), name=path.name, origin="file", notes=tuple(notes))
    if nuls := data.count(0):
        line = data.count(b"\n", 0, data.find(0)) + 1
        told = f"{counted(nuls, 'NUL byte')}, the first on line {line:,}"
        if line == 1 or nuls > _STRAY * len(data):
            raise SourceError(f"{str(path)!r} does not look like text: it holds {told}.")
        notes.append(f"the text holds {told}")
    refuse_pages(data, path, suffix)
    text = data.decode("utf-8")
    dialect = sniff(text)
    if suffix == ".txt" and not is_table(dialect):
        lines = [line for line in (each.rstrip("\r") for each in text.split("\n")) if line.strip()]
        column = Incoming(name="text", cells=pl.Series(lines, dtype=pl.String), stored=STORED)
        notes.append("no delimiter was found; each line that is not blank is one row of the column 'text'")
        first = 1 if len(lines) == _line_count(data, 0) else None
        return Intake(columns=(column,), name=path.name, origin="file", notes=tuple(notes), first_line=first, guessed=guessed)
    marks = dialect.marks
    notes += notes_on(marks, suffix)
    if marks != Marks(delimiter=marks.delimiter) or marks.character != marks.delimiter:
        text = rewritten(text, marks)
        data = text.encode()
    read = read_text(data, text, dialect, headless=suffix in HEADLESS)
    body = read.body
    if body.bad > body.rows:
        raise SourceError(
            f"{str(path)!r} does not look like text in columns: {body.bad:,} of its {body.bad + body.rows:,} rows do not have the "
            f"{counted(len(read.names), 'cell')} of the first line."
        )
    notes += read.notes
    if not read.quoted and '"' in text:
        notes.append("quote marks are read as text, for they do not enclose cells")
    elif body.bad and _joins_lines(data, text, marks, read):
        notes.append("some quote marks are not in pairs; lines may have been joined to the row before them")
    if body.bad:
        notes.append(f"{counted(body.bad, 'row')} could not be read: not the {len(read.names)} cells of the header")
    columns = tuple(Incoming(name=n, cells=_cells(c, marks), stored=STORED) for n, c in zip(read.names, body.columns, strict=True))
    above = _line_count(data[: read.start], 0)
    return Intake(
        columns=columns,
        name=path.name,
        origin="file",
        notes=tuple(notes),
        unreadable=body.bad,
        unreadable_examples=tuple(as_written(text, marks) for text in numbered(body.bad_texts, data, read.start)),
        header=above if above and not any("\n" in name or "\r" in name for name in read.names) else None,
        guessed=guessed,
        first_line=above + 1 if not body.bad and body.rows == _line_count(data, read.start) else None,
    )


def notes_on(marks: Marks, suffix: str) -> list[str]:
    """Say how the cells are written, where that is not as the name says."""
    notes = []
    if marks.delimiter not in (",", STAND_IN) and (marks.delimiter != "\t" or suffix != ".tsv"):
        notes.append(f"delimiter: {_NAMES.get(marks.delimiter, repr(marks.delimiter))}")
    if marks.quote == "'":
        notes.append("apostrophes around cells were read as quote marks")
    if marks.escaped:
        notes.append("quote marks behind a backslash were read as part of the text")
    if marks.padded:
        notes.append("blanks beside the delimiter were left out")
    return notes


def _cells(cells: pl.Series, marks: Marks) -> pl.Series:
    """Undo in the cells what was written otherwise for the reader."""
    if marks.padded:
        cells = cells.str.strip_chars(" \t")
    if marks.character != marks.delimiter and marks.delimiter != BLANKS:
        cells = cells.str.replace_all(STAND_IN, marks.delimiter, literal=True)
    return cells


def read_text(data: bytes, text: str, dialect: Dialect, *, headless: bool) -> Read:
    """Read with quote marks, and, where that looks wrong, without; keep what fits more rows."""
    quoted = _attempt(data, text, dialect, quoted=True, headless=headless)
    if b'"' not in data:
        return quoted
    lines = data.count(b"\n", quoted.start) + (not data.endswith(b"\n"))
    if not quoted.body.bad and lines == quoted.body.rows:
        return quoted  # a row a line: nothing was swallowed
    body, parted = better_parted(data, quoted.start, quoted.body, dialect.marks.character, quoted.body)
    if parted is not None:
        quoted = Read(quoted.names, body, quoted.start, [*quoted.notes, parted_note(parted.lines)], parted=True)
        data, text = parted.data, parted.data.decode()
    plain = _attempt(data, text, dialect, quoted=False, headless=headless, width=len(quoted.names))
    tabs = dialect.marks.delimiter == "\t"
    if plain.body.fit > quoted.body.fit and (tabs or not well_quoted(text, dialect.marks)):
        return plain
    return quoted


def better_parted(data: bytes, start: int, body: Body, delimiter: str, usual: Body) -> tuple[Body, Parted | None]:
    """Return the rows with lines within a cell made rows, and what was parted, where that fits more rows; else as they were.

    `usual` are rows of the same text that show what its columns hold.
    """
    parted = with_lines_parted(data, start, body, delimiter, usual)
    if parted is not None:
        other = read_rows(parted.data, start, delimiter, True, len(body.columns))
        if other.fit > body.fit:
            return other, parted
    return body, None


def parted_note(lines: list[int]) -> str:
    """Say on which lines quote marks were read as text."""
    where = ", ".join(f"{line:,}" for line in lines[:_LISTED]) + " …" * (len(lines) > _LISTED)
    if len(lines) == 1:
        return f"a quote mark on line {where} is not closed where its cell ends; it was read as text, and each line as a row"
    return f"quote marks on lines {where} are not closed where their cells end; they were read as text, and each line as a row"


def _line_count(data: bytes, start: int) -> int:
    """Return the number of lines from `start` on, empty ones at the end left out; -1 where a line ends with a bare CR."""
    end = len(data)
    while end > start and data[end - 1 : end] in (b"\n", b"\r"):
        end -= 1
    if data.count(b"\r", start, end) != data.count(b"\r\n", start, end):
        return -1
    return data.count(b"\n", start, end) + (end > start)


def _joins_lines(data: bytes, text: str, marks: Marks, read: Read) -> bool:
    lines = data.count(b"\n", read.start)
    return '"' in text and lines > read.body.rows + read.body.bad and not well_quoted(text, marks)


def _attempt(data: bytes, text: str, dialect: Dialect, *, quoted: bool, headless: bool = False, width: int | None = None) -> Read:
    marks = dialect.marks
    lines = lines_of(text[:_HEAD], marks, quoted=quoted, cut=len(text) > _HEAD, limit=1_000)
    rows = lines.rows
    if headless and has_no_header(rows):
        names = [f"column {place}" for place in range(1, len(rows[0]) + 1)]
        notes = ["the first row holds values: the columns have no names and are counted"]
        return Read(names, read_rows(data, 0, marks.character, quoted, len(names)), 0, notes, quoted)
    if dialect.single or not rows:
        above, heads = 0, 1
    else:
        found = layout(rows)
        above, heads = found.above, found.heads
    notes = ["a quote mark in the header encloses nothing and was left out"] if lines.stray else []
    if begins_with_values(rows):
        notes.append("the first row was read as names, but it looks like a record: the file may have no header")
    names = names_of(rows[above : above + heads]) if rows and heads > 1 else rows[above] if rows else []
    last = above + heads - 1
    if heads > 1 and (completed := with_index_names(names, rows[last + 1 :])) is not None:
        names, last = completed, last + 1
    sample = rows[last + 1 :]
    if not above and heads == 1 and not dialect.single and (other := parted_otherwise(rows)) is not None:
        names, by = other
        notes.append(f"the names of the header are parted by {_NAMES.get(by, repr(by))}, and the rows are not")
    if above:
        notes.append(
            f"{counted(above, 'line')} above the header {'was' if above == 1 else 'were'} left out: {_shown(rows[:above])}"
        )
    if heads > 1:
        notes.append(f"the header has {heads} rows; their names are joined by ' / '")
    # Cells split at the delimiters inside quote marks look like one cell more, so `width` bounds the other reading.
    if len(names) > 1 and len(names) != width:
        names, note = _fitted(names, sample)
        notes += [note] * bool(note)
    start = 0
    for _ in range(lines.ends[last] if rows else 0):
        start = _line_end(data, start)
    return Read(list(names), read_rows(data, start, marks.character, quoted, len(names)), start, notes, quoted)


def _shown(rows: list[list[str]]) -> str:
    texts = [" ".join(cell.strip() for cell in row if cell.strip()) for row in rows]
    return listed([text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…" for text in texts if text] or [""], 2)


def _line_end(data: bytes, start: int) -> int:
    ends = [end for end in (data.find(b"\n", start), data.find(b"\r", start)) if end >= 0]
    if not ends:
        return len(data)
    end = min(ends)
    return end + 2 if data[end : end + 2] == b"\r\n" else end + 1


def _fitted(names: list[str], sample: list[list[str]]) -> tuple[list[str], str]:
    """Fit the names to the rows.

    A head is added where nearly all rows have one cell more: R's row names in front, or a delimiter at the end. An empty one is
    left out where nearly all have one less.
    """
    widths = Counter(map(len, sample))
    if not sample or widths[len(names)] > 0.1 * len(sample):
        return names, ""
    if widths[len(names) + 1] >= 0.9 * len(sample):
        longer = [row for row in sample if len(row) == len(names) + 1]
        return ([*names, ""] if all(row[-1] == "" for row in longer) else ["", *names]), ""
    empty = [place for place, name in enumerate(names) if not name.strip()]
    if widths[len(names) - 1] >= 0.9 * len(sample) and len(empty) == 1:
        place = empty[0]
        return [*names[:place], *names[place + 1 :]], "the header has one delimiter too many; the name that is empty was left out"
    return names, ""
