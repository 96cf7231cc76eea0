"""How a delimited text is written: its delimiter, its header, and what its quote marks mean."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

_DELIMITERS = (",", ";", "\t", "|")
_NEVER = "\x1f"
_SAMPLE = 65_536
_CONSISTENT = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a sample of the text shows.

    Attributes
    ----------
    delimiter : str
        One that never occurs where each line is one cell.
    width : int
        Cells in the header.
    share : float
        Of the sample's rows that have as many cells as the header.
    """

    delimiter: str
    width: int
    share: float

    @property
    def single(self) -> bool:
        """True where each line is one cell."""
        return self.width == 1


def sniff(text: str) -> Dialect:
    """Find the delimiter that gives most rows as many cells as the header has; of equals, the one with more cells."""
    sample = text[:_SAMPLE]
    best = Dialect(delimiter="", width=1, share=0.0)
    for delimiter in _DELIMITERS:
        for quoted in (True, False):
            rows = records(sample, delimiter, quoted, cut=len(text) > len(sample))
            width = len(rows[0]) if rows else 0
            if width < 2:
                continue
            widths = Counter(map(len, rows[1:]))
            # R writes row names without a head for them, so one more cell than heads is consistent, too.
            fits = max(widths[width], widths[width + 1])
            share = round(fits / (len(rows) - 1), 2) if len(rows) > 1 else 1.0
            if (share, width) > (best.share, best.width):
                best = Dialect(delimiter=delimiter, width=width, share=share)
    if best.delimiter:
        return best
    rows = records(sample, ",", True, cut=len(text) > len(sample))
    commas = any(len(row) > 1 for row in rows)
    return Dialect(delimiter=_NEVER if commas else ",", width=1, share=1.0)


def is_table(dialect: Dialect) -> bool:
    """Return True where lines of a text file without a telling suffix are rows of cells."""
    return not dialect.single and dialect.share >= _CONSISTENT


def records(text: str, delimiter: str, quoted: bool, *, cut: bool = False, limit: int | None = None) -> list[list[str]]:
    """Return the rows of a short text as cells, without blank lines; `cut` drops a last row that may be torn."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if limit is not None and len(rows) >= limit:
                return rows
    except csv.Error:  # a cell beyond csv's limit: the rows before it are sample enough
        return rows
    return rows[:-1] if cut and len(rows) > 1 else rows


def header(text: str, delimiter: str, quoted: bool) -> tuple[list[str], int]:
    """Return the cells of the first row and the number of lines that it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    try:
        for row in reader:
            if row:
                return row, reader.line_num
    except csv.Error:  # a first row with a cell beyond csv's limit is no header
        return [text.lstrip("\r\n").split("\n", 1)[0].strip()], 1
    return [], reader.line_num


def well_quoted(text: str, delimiter: str) -> bool:
    """Return True where every quoted cell ends in a quote mark before the next delimiter or line end."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True
