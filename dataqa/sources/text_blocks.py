"""A delimited text that is read block by block: the first one shows how, and no more than one is held."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import polars as pl
import pyarrow as pa

from dataqa.errors import SourceError
from dataqa.sources.delimited import STORED, Read, better_parted, notes_on, parted_note, read_text
from dataqa.sources.dialect import is_table, sniff
from dataqa.sources.encoding import REPLACED, to_utf8, undecoded
from dataqa.sources.files import HEADLESS, Kind
from dataqa.sources.foreign import refuse_other, refuse_pages
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.marks import Marks
from dataqa.sources.messages import counted
from dataqa.sources.packed import reading
from dataqa.sources.rows import Body, numbered, read_rows

_BLOCK = 1 << 24
_EXAMPLES, _TRIED = 5, 2_000
"""Rows that are shown of those that cannot be read; line ends that are tried where a block would end within quote marks."""


@dataclass(slots=True)
class TextBlocks:
    """One file of text in columns, as much of it as was read."""

    path: Path
    packing: str
    read: Read
    delimiter: str
    encoding: str
    asked: bool
    notes: list[str]
    guessed: tuple[str, ...]
    bad: int = 0
    bad_texts: list[str] = field(default_factory=list)
    parted: list[int] = field(default_factory=list)
    broken: int = 0
    letters: bool = False

    def tables(self) -> Iterator[pa.Table]:
        """Yield the rows in order, a block at a time; what cannot be read is counted."""
        first, lines = self.read.start, 0
        for block in _blocks(self.path, self.packing, quoted=self.read.quoted):
            data = self._utf8(block)
            body = read_rows(data, first, self.delimiter, self.read.quoted, len(self.read.names))
            if self.read.quoted and b'"' in data and (body.bad or body.rows != data.count(b"\n", first)):
                body, parted = better_parted(data, first, body, self.delimiter, self.read.body)
                self.parted += [lines + line for line in parted.lines] if parted is not None else []
            if len(self.bad_texts) < _EXAMPLES:
                self.bad_texts += numbered(body.bad_texts, data, first, lines)[: _EXAMPLES - len(self.bad_texts)]
            self.bad += body.bad
            lines += data.count(b"\n")
            first = 0
            yield _table(body)

    def intake(self, table: pa.Table) -> Intake:
        """Return the rows that were kept of it."""
        notes = [*self.notes, *undecoded(self.broken), *self.read.notes, *([parted_note(self.parted)] if self.parted else [])]
        if self.bad:
            notes.append(f"{counted(self.bad, 'row')} could not be read: not the {len(self.read.names)} cells of the header")
        cells = [pl.Series(column, dtype=pl.String) for column in table.columns]
        return Intake(
            columns=tuple(Incoming(name=n, cells=c, stored=STORED) for n, c in zip(self.read.names, cells, strict=True)),
            name=self.path.name,
            origin="file",
            notes=tuple(notes),
            unreadable=self.bad,
            unreadable_examples=tuple(self.bad_texts),
            guessed=self.guessed,
        )

    def _utf8(self, block: bytes) -> bytes:
        """Return a block in UTF-8; where it is the first that shows another encoding, it says which."""
        if self.encoding == "utf-8" and not self.asked:
            data, notes, guessed = to_utf8(block)
            if guessed and not self.letters:
                self.encoding, self.guessed = guessed[0], guessed
                self.notes += [note for note in notes if note not in undecoded(data.decode().count(REPLACED))]
        if self.encoding != "utf-8":
            data = block.decode(self.encoding, "replace").encode()
        else:
            data = block.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").encode()
            self.letters = self.letters or not data.isascii()
        self.broken += data.decode().count(REPLACED)
        return data


def text_blocks(path: Path, kind: Kind, encoding: str | None) -> TextBlocks | None:
    """Return how a text is read block by block; None where that cannot be: marks that must be rewritten, two bytes a letter.

    Raises
    ------
    SourceError
        Where it is something else than a text in columns.
    """
    head = next(_blocks(path, kind.packing, quoted=True), b"")
    refuse_other(head, path)
    if b"\0" in head or not head.strip(b" \t\r\n"):
        return None
    data, notes, guessed = to_utf8(head, encoding)
    notes = [note for note in notes if note not in undecoded(data.decode().count(REPLACED))]  # counted in all blocks
    refuse_pages(data, path, kind.suffix)
    text = data.decode("utf-8")
    dialect = sniff(text)
    marks = dialect.marks
    plain = marks == Marks(delimiter=marks.delimiter) and marks.character == marks.delimiter
    if not plain or (kind.suffix == ".txt" and not is_table(dialect)):
        return None
    read = read_text(data, text, dialect, headless=kind.suffix in HEADLESS)
    if read.parted:
        return None
    if read.body.bad > read.body.rows:
        raise SourceError(
            f"{str(path)!r} does not look like text in columns: {read.body.bad:,} of its first {read.body.bad + read.body.rows:,} "
            f"rows do not have the {counted(len(read.names), 'cell')} of the first line."
        )
    used = encoding or (guessed[0] if guessed else "utf-8")
    asked = encoding is not None
    return TextBlocks(path, kind.packing, read, marks.character, used, asked, [*notes, *notes_on(marks, kind.suffix)], guessed)


def _table(body: Body) -> pa.Table:
    return pa.table({str(place): column.to_arrow() for place, column in enumerate(body.columns)})


def _blocks(path: Path, packing: str, *, quoted: bool) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks that end with a row."""
    with reading(path, packing) as stream:
        yield from _whole_rows(stream, quoted)


def _whole_rows(stream: IO[bytes], quoted: bool) -> Iterator[bytes]:
    rest = b""
    while more := stream.read(_BLOCK):
        rest += more
        end = _end_of_row(rest, quoted)
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _end_of_row(block: bytes, quoted: bool) -> int:
    """Return where the last whole row ends: at the end of a line up to which quote marks are in pairs; 0 where there is none."""
    last = end = block.rfind(b"\n") + 1
    odd = quoted and block.count(b'"', 0, end) % 2
    for _ in range(_TRIED):
        if not odd or not end:
            return end
        before = block.rfind(b"\n", 0, end - 1) + 1
        odd ^= block.count(b'"', before, end) % 2
        end = before
    return last  # quote marks are not in pairs at all
