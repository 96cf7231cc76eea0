"""How a delimited text is written: its delimiter, its quote mark, and where its table begins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dataqa.sources.layout import Layout, layout
from dataqa.sources.marks import BLANKS, STAND_IN, Marks, apostrophes, rewritten

_DELIMITERS = (",", ";", "\t", "|")
_RARER = ("^", "~", ":", "\x01", "¦", "§")
_SAMPLE = 65_536
_CONSISTENT = 0.9
_ENCLOSED = 0.95
"""Share of the cells that begin with an apostrophe and end with one where it is the quote mark."""
_LEAST_ROWS, _LEAST_WIDTH, _NUMERIC = 3, 3, 0.5
_RUN = re.compile(r"[^\w\s\"'.()\-,]{2,3}|\t{2,3}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a sample of the text shows.

    Attributes
    ----------
    width : int
        Cells in most rows.
    share : float
        Of the sample's rows that have as many cells.
    marks : Marks
        The delimiter, the quote mark, and how both are written inside cells.
    """

    width: int
    share: float
    marks: Marks

    @property
    def delimiter(self) -> str:
        """The delimiter: one blank where any number parts the cells, and one that never occurs where each line is one cell."""
        return " " if self.marks.delimiter == BLANKS else self.marks.delimiter

    @property
    def single(self) -> bool:
        """True where each line is one cell."""
        return self.width == 1


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a short text, the line on which each ends, and whether a quote mark that encloses nothing stands in the first."""

    rows: list[list[str]]
    ends: list[int]
    stray: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    marks: Marks
    found: Layout
    rank: tuple[float, ...]


def sniff(text: str) -> Dialect:
    """Find the delimiter that gives most rows the same number of cells; of equals, the one with more cells.

    Marks that are rare are tried where the usual ones give no table: two characters, blanks (only between columns of numbers).
    """
    sample, cut = text[:_SAMPLE], len(text) > _SAMPLE
    readings = [*_doubled(sample, cut), *(one for each in _DELIMITERS for one in _readings(sample, each, cut))]
    if not any(_is_good(reading) for reading in readings):
        rarer = [one for each in _RARER for one in _readings(sample, each, cut)] if sample.count("\n") >= _LEAST_ROWS else []
        readings += [one for one in rarer if _is_good(one) and one.found.width >= _LEAST_WIDTH]
    if not any(_is_good(reading) for reading in readings):
        readings += _blanks(sample, cut)
    best = max(readings, key=lambda reading: reading.rank, default=None)
    if best is not None:
        return Dialect(width=best.found.width, share=best.found.share, marks=best.marks)
    several = any(len(row) > 1 for row in lines_of(sample, Marks(delimiter=","), quoted=True, cut=cut).rows)
    return Dialect(width=1, share=1.0, marks=Marks(delimiter=STAND_IN if several else ","))


def is_table(dialect: Dialect) -> bool:
    """Return True where lines of a text file without a telling suffix are rows of cells."""
    return not dialect.single and dialect.share >= _CONSISTENT


def lines_of(text: str, marks: Marks, *, quoted: bool, cut: bool = False, limit: int | None = None) -> Lines:
    """Return the rows of a short text as cells, without blank lines.

    Parameters
    ----------
    text : str
        As `marks.rewritten` gives it.
    marks : Marks
        How it was written.
    quoted : bool
        Whether quote marks enclose cells.
    cut : bool
        True drops a last row that may be torn.
    limit : int, optional
        Rows at most.
    """
    found = _parsed(text, marks, quoted, limit)
    if cut and len(found.rows) > 1 and (limit is None or len(found.rows) < limit):
        found = Lines(found.rows[:-1], found.ends[:-1])
    return (quoted and _with_stray_quote(text, marks, found, limit)) or found


def _parsed(text: str, marks: Marks, quoted: bool, limit: int | None) -> Lines:
    rows, ends = list[list[str]](), list[int]()
    reader = _reader(text, marks, quoted)
    try:
        for row in reader:
            if row:
                rows.append([cell.strip(" ") for cell in row] if marks.padded else row)
                ends.append(reader.line_num)
            if limit is not None and len(rows) >= limit:
                break
    except csv.Error:  # a cell beyond csv's limit: the rows before it are sample enough, and a first one of that kind is one cell
        if not rows:
            rows, ends = [[text.lstrip("\r\n").split("\n", 1)[0].strip()]], [1]
    return Lines(rows, ends)


def _reader(text: str, marks: Marks, quoted: bool, strict: bool = False) -> Any:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=marks.character,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=marks.padded,
        strict=strict,
    )


def _with_stray_quote(text: str, marks: Marks, found: Lines, limit: int | None) -> Lines | None:
    """Return the rows where the first line alone holds a quote mark that is not closed, and the rest is sound without it."""
    if not found.rows:
        return None
    blank = len(text) - len(text.lstrip("\r\n"))
    line = text[blank:].splitlines()[0]
    if line.count('"') % 2 == 0:
        return None
    heads = [cell.strip().strip('"') for cell in line.split(marks.character)]
    rest = text[blank + len(line) :]
    below = _parsed(rest, marks, True, limit)
    first = 1 + len(text[:blank].splitlines())
    if not below.rows or len(below.rows[0]) != len(heads) or (len(found.rows[0]) == len(heads) and found.ends[0] == first):
        return None
    if 2 * Counter(map(len, below.rows))[len(heads)] <= len(below.rows):
        return None
    return Lines([heads, *below.rows], [first, *(end + first - 1 for end in below.ends)], stray=True)


def well_quoted(text: str, marks: Marks) -> bool:
    """Return True where every quoted cell ends in a quote mark before the next delimiter or line end."""
    try:
        for _ in _reader(text, marks, True, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _is_good(reading: _Reading) -> bool:
    return reading.found.share >= _CONSISTENT


def _readings(sample: str, delimiter: str, cut: bool) -> list[_Reading]:
    if delimiter not in sample:
        return []
    plain = Marks(delimiter=delimiter, padded=_is_padded(sample, delimiter))
    found = [_reading(sample, plain, quoted, cut) for quoted in ((True, False) if '"' in sample else (True,))]
    if '\\"' in sample:
        found.append(_reading(sample, Marks(delimiter=delimiter, escaped=True), True, cut))
    readings = [reading for reading in found if reading is not None]
    opened, closed = apostrophes(sample, delimiter)
    if closed > 1 and closed >= _ENCLOSED * opened:
        other = _reading(sample, Marks(delimiter=delimiter, quote="'"), True, cut)
        # apostrophes are text where the names have none and the rows are as sound without them
        better = other is not None and all(reading.rank[:2] < other.rank[:2] for reading in readings)
        if other is not None and (better or _is_enclosed_above(sample, delimiter)):
            readings.append(other)
    return readings


def _is_enclosed_above(sample: str, delimiter: str) -> bool:
    """Return True where the first line, too, has names in apostrophes."""
    line = sample.lstrip("\r\n").splitlines()[0]
    return apostrophes(line, delimiter)[1] > 0


def _reading(sample: str, marks: Marks, quoted: bool, cut: bool) -> _Reading | None:
    lines = lines_of(rewritten(sample, marks), marks, quoted=quoted, cut=cut)
    found = layout(lines.rows)
    if found.width < 2:
        return None
    odd = sum(any('"' in cell for cell in row) for row in lines.rows) / len(lines.rows)
    # one row alone says nothing by its width: a list inside a cell may have more members than the row has cells
    size = found.width if len(lines.rows) > 1 else -len(_DELIMITERS) if marks.delimiter == "|" else 0
    between_digits = marks.delimiter == "," and not re.search(r"(?<!\d),|,(?!\d)", sample)
    rare = 2 if marks.quote == "'" else 0 if marks.escaped else 1
    return _Reading(marks=marks, found=found, rank=(found.share, found.exact, not between_digits, -round(odd, 2), size, rare))


def _is_padded(sample: str, delimiter: str) -> bool:
    """Return True where a blank follows the delimiter everywhere, from the first line on."""
    lines = [line for line in sample.splitlines()[:50] if delimiter in line]
    if delimiter.isspace() or len(lines) < _LEAST_ROWS or not sample.lstrip("\r\n").startswith(lines[0]):
        return False
    between = re.escape(delimiter)
    plain = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in lines]
    return all(not re.search(rf"{between}(?![ {between}]|$)", line) for line in plain) and delimiter in lines[0]


def _doubled(sample: str, cut: bool) -> Iterator[_Reading]:
    """Give readings with a delimiter of several characters: it stands in each line equally often, and never in part."""
    lines = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in sample.splitlines() if line.strip()]
    lines = lines[:-1] if cut else lines
    if len(lines) < _LEAST_ROWS:
        return
    for run in dict.fromkeys(_RUN.findall(lines[0])):
        count = lines[0].count(run)
        alone = all(line.count(run) == count and not set(run) & set(line.replace(run, "")) for line in lines)
        reading = _reading(sample, Marks(delimiter=run), True, cut) if alone else None
        if reading is not None and _is_good(reading):
            yield _Reading(marks=reading.marks, found=reading.found, rank=(2.0, *reading.rank[1:]))


def _blanks(sample: str, cut: bool) -> Iterator[_Reading]:
    """Give the reading with blanks between the cells: in every line as many, and most columns hold numbers alone."""
    marks = Marks(delimiter=BLANKS)
    lines = lines_of(rewritten(sample, marks), marks, quoted=True, cut=cut)
    reading = _reading(sample, marks, True, cut)
    if reading is None or reading.found.share < 1 or reading.found.width < _LEAST_WIDTH:
        return
    body = lines.rows[reading.found.above + reading.found.heads :]
    if len(body) < _LEAST_ROWS or len(body[0]) != len(lines.rows[reading.found.above]):
        return
    numbers = sum(all(_NUMBER.fullmatch(row[place]) for row in body) for place in range(reading.found.width))
    if numbers >= _NUMERIC * reading.found.width:
        yield reading
