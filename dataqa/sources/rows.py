"""The rows of a delimited text, under one reading of the quote mark; those that do not fit are counted and kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from dataqa.sources.messages import excerpt

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK, _LARGEST_BLOCK = 1 << 24, 1 << 30
_EXAMPLES = 5
MOST_JOINED = 1_000
"""Rows of several lines that are looked at more closely: where there are more, they are the rule."""


@dataclass(slots=True)
class Body:
    """The rows under one reading of the quote mark: cells by column, and those that do not fit; `joined` stand on several lines."""

    columns: list[pl.Series]
    bad: int = 0
    bad_texts: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that fit."""
        return self.columns[0].len()

    @property
    def fit(self) -> int:
        """How well this reading fits: rows that do, less those that do not."""
        return self.rows - self.bad


def read_rows(data: bytes, start: int, delimiter: str, quoted: bool, width: int) -> Body:
    """Read the bytes from `start` on as rows of `width` cells of text."""
    import pyarrow as pa

    if not data[start:].strip(b"\r\n"):
        return Body([pl.Series(dtype=pl.String) for _ in range(width)])
    buffer = pa.py_buffer(data).slice(start)
    try:
        return _parsed(buffer, delimiter, quoted, width, _BLOCK)
    except pa.ArrowInvalid:  # a row longer than the block, told only by its message
        return _parsed(buffer, delimiter, quoted, width, _LARGEST_BLOCK)


def _parsed(buffer: pa.Buffer, delimiter: str, quoted: bool, width: int, block: int) -> Body:
    import pyarrow as pa
    from pyarrow import csv

    body = Body([])

    def skip(row: Any) -> str:
        body.bad += 1
        if len(body.bad_texts) < _EXAMPLES:
            body.bad_texts.append(row.text)
        if len(body.joined) < MOST_JOINED and "\n" in row.text:
            body.joined.append(row.text)
        return "skip"

    names = [str(position) for position in range(width)]
    table = csv.read_csv(
        pa.BufferReader(buffer),
        # One thread hands over unfit rows in order; the cost is the same.
        read_options=csv.ReadOptions(use_threads=False, block_size=block, column_names=names),
        parse_options=csv.ParseOptions(
            delimiter=delimiter,
            quote_char='"' if quoted else False,
            newlines_in_values=quoted,
            invalid_row_handler=skip,
        ),
        convert_options=csv.ConvertOptions(
            column_types={name: pa.large_string() for name in names}, strings_can_be_null=False, check_utf8=False
        ),
    )
    body.columns = [pl.Series(column) for column in table.columns]
    return body


def numbered(texts: list[str], data: bytes, start: int, above: int = 0) -> tuple[str, ...]:
    """Find the lines on which rows stand that were handed over in order, without numbers; `above` are lines before the data."""
    told = []
    line, seen = above + data.count(b"\n", 0, start), start
    for text in texts:
        row = text.encode("utf-8")
        at = data.find(row, seen)
        while at > start and (data[at - 1 : at] not in (b"\n", b"\r") or data[at + len(row) :][:1] not in (b"", b"\n", b"\r")):
            at = data.find(row, at + 1)
        if at >= 0:
            line += data.count(b"\n", seen, at)
        told.append(excerpt(line + 1, text))
        if at >= 0:  # the next is another row, though it may read the same
            line += row.count(b"\n")
            seen = at + len(row)
    return tuple(told)
