"""What a reader hands on: typed columns with their story, before names are cleaned and text is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from dataqa.arrays import Array, Positions
from dataqa.dataset import DataFile
from dataqa.model import no_positions
from dataqa.sources.inside import Inside
from dataqa.sources.pictures import Pictures

Origin = Literal["frame", "file"]
Reading = Literal["parse", "markers", "keep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One column as it came.

    Attributes
    ----------
    name : object
        Its name as it came: any object, perhaps not unique.
    cells : polars.Series
        Of one of the dtypes that a Table may hold.
    stored : str
        The dtype as it came, for people.
    reading : {"parse", "markers", "keep"}
        What may be done to text: look for numbers and dates; look only for what means "missing" (categories); nothing.
    mixed, nested, leaves, inside, pictures, turns, unparsed, unparsed_examples, clock_times, levels, ordered
        As in `ColumnSource`.
    index : bool
        True of a level of a pandas index, which is read as a column, too.
    notes : tuple of str
        What was done to the cells, without the column's name.
    described : str
        What the column is, where metadata says so.
    """

    name: object
    cells: pl.Series
    stored: str
    reading: Reading = "parse"
    mixed: Mapping[str, int] = field(default_factory=dict)
    nested: bool = False
    leaves: tuple[pl.Series, ...] = ()
    inside: tuple[Inside, ...] = ()
    pictures: Pictures | None = None
    turns: pl.DataFrame | None = None
    unparsed: Positions = field(default_factory=no_positions)
    unparsed_examples: tuple[str, ...] = ()
    index: bool = False
    clock_times: bool = False
    levels: tuple[str, ...] = ()
    ordered: bool = False
    notes: tuple[str, ...] = ()
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """All columns as they came.

    Attributes
    ----------
    header, first_line : int or None
        As of `DataFile`, told by the readers of text.
    target : str
        The column that the form of the data makes the target: the class folders of images.
    boxes : bool
        True where rows are boxes of objects in images: see `sources.boxes`.
    columns, name, origin, labels, notes, unreadable, unreadable_examples, files, guessed, seen, positions
        As of `Table`.
    """

    columns: tuple[Incoming, ...]
    name: str
    origin: Origin
    labels: Array | None = None
    notes: tuple[str, ...] = ()
    unreadable: int = 0
    unreadable_examples: tuple[str, ...] = ()
    files: tuple[DataFile, ...] = ()
    header: int | None = None
    first_line: int | None = None
    target: str = ""
    guessed: tuple[str, ...] = ()
    boxes: bool = False
    seen: int | None = None
    positions: Positions | None = None
