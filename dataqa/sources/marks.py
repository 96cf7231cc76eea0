"""The marks that part a delimited text, and how to write rarer ones in those that every reader knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

STAND_IN = "\x1f"
"""Stands for a delimiter of several characters: the unit separator, which texts do not hold."""
BLANKS = "blanks"
"""The name of the delimiter where columns are parted by any number of blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How cells are parted and enclosed.

    Attributes
    ----------
    delimiter : str
        One or more characters, or `BLANKS`.
    quote : str
        What encloses cells: ``'"'`` or ``"'"``.
    escaped : bool
        True where a quote mark inside a cell stands behind a backslash instead of being doubled.
    padded : bool
        True where blanks around a delimiter are no part of the cells.
    """

    delimiter: str
    quote: str = '"'
    escaped: bool = False
    padded: bool = False

    @property
    def character(self) -> str:
        """The one character that parts the cells once `rewritten` is done."""
        return self.delimiter if len(self.delimiter.encode()) == 1 else STAND_IN


def rewritten(text: str, marks: Marks) -> str:
    """Write a text with one character between cells and ``"`` around them; lines stay where they are.

    Parameters
    ----------
    text : str
        Of a file, or the start of it.
    marks : Marks
        How it is written.
    """
    if marks.quote == "'":
        text = re.sub(_apostrophes(marks.delimiter), _doubled, text, flags=re.MULTILINE)
    if marks.escaped:
        text = re.sub(r'(?<!\\)((?:\\\\)*)\\"', r'\1""', text)
    if marks.delimiter == BLANKS:
        text = re.sub(r"^[ \t]+|[ \t]+$", "", text, flags=re.MULTILINE)
        return re.sub(r'((?:(?<=\s)|^)"(?:[^"]|"")*"(?=\s|$))|[ \t]+', lambda found: found[1] or STAND_IN, text, flags=re.MULTILINE)
    if marks.padded:
        between = re.escape(marks.delimiter)
        text = re.sub(rf'({between}|^)[ \t]+(?="(?!")|""[ \t]*(?:{between}|\r?$))', r"\1", text, flags=re.MULTILINE)
    return text if marks.character == marks.delimiter else text.replace(marks.delimiter, STAND_IN)


def as_written(text: str, marks: Marks) -> str:
    """Return a text of a rewritten file as it is in the file, as far as its delimiter goes."""
    return (
        text
        if marks.character == marks.delimiter
        else text.replace(STAND_IN, " " if marks.delimiter == BLANKS else marks.delimiter)
    )


def apostrophes(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many cells begin with an apostrophe, and how many of them end with one."""
    opened = len(re.findall(rf"(?:^|{re.escape(delimiter)})'", text, flags=re.MULTILINE))
    return opened, len(re.findall(_apostrophes(delimiter), text, flags=re.MULTILINE))


def _apostrophes(delimiter: str) -> str:
    """Return the pattern of a cell in apostrophes: one that no delimiter or line end follows is part of the text."""
    between = re.escape(delimiter)
    return rf"(?:(?<={between})|^)'((?:[^'\r\n]|'(?!{between}|\r?$))*)'(?={between}|\r?$)"


def _doubled(found: re.Match[str]) -> str:
    return '"' + found[1].replace('"', '""').replace("''", "'") + '"'
