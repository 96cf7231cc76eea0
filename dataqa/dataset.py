"""What was audited, and the files that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One of the files that were read, in the order of their rows.

    Attributes
    ----------
    path : str
        As it was given.
    rows : int
        Rows of it that were read.
    header : int or None
        1-based line with the names of the columns; None where there is none, or where lines say nothing (packed, binary).
    first_line : int or None
        1-based line of its first row where each row is one line; None elsewhere, as where cells hold line breaks.
    """

    path: str
    rows: int
    header: int | None = None
    first_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What was audited and how it was read.

    Attributes
    ----------
    name : str
        File name, or the kind of frame.
    rows, columns : int
        Its size.
    fingerprint : str
        16 hex digits of a hash over names, types and cells; the same for the same rows in any order.
    order : str
        16 hex digits of the same in their order: rows are told by their place.
    notes : tuple of str
        How it was read, for people: delimiter, encoding, columns renamed, cells read as missing.
    unreadable : int
        Rows that could not be read and are in no statistic.
    unreadable_examples : tuple of str
        Some of them, as they stand in the file, each with its line number.
    files : tuple of DataFile
        The files that it was read from; empty where it was no file.
    index : tuple of str
        Columns that are levels of a pandas index, whose cells name the rows.
    seen : int or None
        Where not all rows fitted into memory, how many there are; `rows` are then those of a sample.
    encoding, query : str or None
        As they were asked for, so that the data can be read the same way again.
    descriptions : mapping of str to str
        What columns are, where metadata that was read says so.
    given : mapping of str to str
        Of columns that are called otherwise here: their names as they came, empty where they had none.
    """

    name: str
    rows: int
    columns: int
    fingerprint: str
    notes: tuple[str, ...] = ()
    unreadable: int = 0
    unreadable_examples: tuple[str, ...] = ()
    order: str = ""
    files: tuple[DataFile, ...] = ()
    index: tuple[str, ...] = ()
    seen: int | None = None
    encoding: str | None = None
    query: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
