"""The one shape in which rows go on, whatever they came as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import polars as pl

from dataqa.arrays import Array, Positions
from dataqa.dataset import DataFile
from dataqa.model import no_positions
from dataqa.sources.inside import Inside
from dataqa.sources.pictures import Pictures

Parsed = Literal["number", "datetime", "boolean", "duration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSource:
    """How one column came in, and what reading it did to its cells.

    Attributes
    ----------
    name : str
        Its name in the Table: text, unique, not empty.
    given : str
        Its name as it came, as text.
    stored : str
        The dtype as it came, for people: ``"int64"``, ``"object (str, int)"``, ``"text in a file"``.
    parsed : {"number", "datetime", "boolean", "duration"} or None
        What text was read as; None where the type is as it came. Durations and times of day are seconds.
    format : str or None
        The date format that was used.
    ways : mapping of str to int
        Count of cells by the way their dates are written, in words, where there is more than one; or by the unit or sign of money
        that stands beside their numbers, empty where there is none. The commonest first.
    other_ways : ndarray of int64
        Positions of the cells that are not written as most are.
    texts : Series or None
        The cells as they came, where a number or duration does not show how it was written.
    placeholders : mapping of str to ndarray of int64
        Texts that mean "missing" and were turned into nulls, with the positions of their cells.
    unparsed : ndarray of int64
        Positions of cells that did not fit the type that nearly all others have; they are null in the frame.
    unparsed_examples : tuple of str
        Some of these cells' texts, the most frequent first.
    mixed : mapping of str to int
        Count of cells by Python type, where an object column held more than one.
    nested : bool
        True where cells held lists, dicts, arrays or bytes; the frame then holds a digest of each.
    leaves : tuple of Series
        What nested cells hold at each of their places, where these are few: see `sources.leaves`.
    inside : tuple of Inside
        The texts in nested cells, by the path that leads to them: see `sources.inside`.
    pictures : Pictures or None
        Where all of them were images: what each looks like.
    turns : polars.DataFrame or None
        Where they were conversations: ``row``, ``turn``, ``role`` and ``text`` of each turn, see `sources.chats`; the frame then
        holds each conversation as one text.
    index : bool
        True of a level of a pandas index, which is read as a column, too.
    clock_times : bool
        True where seconds are times of day, and no durations.
    levels : tuple of str
        The categories that a categorical type knows, in its order, whether a row has them or not.
    ordered : bool
        True where the type says that they are in order.
    zoned : bool
        True of times that came with a zone; they stand in UTC here, and not as on the clocks of their place.
    described : str
        What the column is, where metadata that was read says so.
    """

    name: str
    stored: str
    given: str = ""
    parsed: Parsed | None = None
    format: str | None = None
    ways: Mapping[str, int] = field(default_factory=dict)
    other_ways: Positions = field(default_factory=no_positions)
    texts: pl.Series | None = None
    placeholders: Mapping[str, Positions] = field(default_factory=dict)
    unparsed: Positions = field(default_factory=no_positions)
    unparsed_examples: tuple[str, ...] = ()
    mixed: Mapping[str, int] = field(default_factory=dict)
    nested: bool = False
    leaves: tuple[pl.Series, ...] = ()
    inside: tuple[Inside, ...] = ()
    pictures: Pictures | None = None
    turns: pl.DataFrame | None = None
    index: bool = False
    clock_times: bool = False
    levels: tuple[str, ...] = ()
    ordered: bool = False
    zoned: bool = False
    described: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows, normalised.

    Attributes
    ----------
    frame : polars.DataFrame
        Only these dtypes: Boolean, Int64, Float64 (no NaN: missing is null; infinities stay), String, Datetime("us")
        without zone.
    columns : tuple of ColumnSource
        One a column of `frame`, in order.
    name : str
        The file's name, or the kind of frame, for people.
    origin : {"frame", "file"}
        A file's text has no types of its own; a frame's text column is text because somebody made it so.
    labels : ndarray or None
        The index labels of the rows, where the input has an index that says more than 0, 1, 2 …
    notes : tuple of str
        How it was read, for people.
    unreadable : int
        Rows that could not be read; they are not in `frame`.
    unreadable_examples : tuple of str
        Some of them with their line numbers.
    files : tuple of DataFile
        The files that it was read from; empty where it was no file.
    target : str
        The column that the form of the data makes the target: the class folders of images. Empty where it says nothing.
    boxes : bool
        True where rows are boxes of objects in images: see `sources.boxes`.
    guessed : tuple of str
        Where the encoding of a file is a guess, the one that was taken, and another one that fits as well if there is one.
    seen : int or None
        Where not all rows fitted into memory, how many there are: those here are a sample of them.
    positions : ndarray of int64 or None
        The places of a sample's rows among all.
    """

    frame: pl.DataFrame
    columns: tuple[ColumnSource, ...]
    name: str
    origin: Literal["frame", "file"]
    labels: Array | None = None
    notes: tuple[str, ...] = ()
    unreadable: int = 0
    unreadable_examples: tuple[str, ...] = ()
    files: tuple[DataFile, ...] = ()
    target: str = ""
    boxes: bool = False
    guessed: tuple[str, ...] = ()
    seen: int | None = None
    positions: Positions | None = None

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.frame.height

    def meant(self, name: str) -> str:
        """Return the column that a caller means: by its name here, else by the name it came with where one column alone has it."""
        if name in self._by_name:
            return name
        found = [column.name for column in self.columns if column.given == name]
        return found[0] if len(found) == 1 else name

    def source(self, name: str) -> ColumnSource:
        """Return how the column `name` came in."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, ColumnSource]:
        return {column.name: column for column in self.columns}

    def read_as_missing(self, name: str) -> Positions:
        """Return the positions of the cells of `name` that hold something, but were read as missing."""
        source = self.source(name)
        parts = [source.unparsed, *source.placeholders.values()]
        return np.sort(np.concatenate(parts)).astype(np.int64)
