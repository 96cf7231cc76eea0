"""A sketch of how one column's cells are distributed: small enough to be committed, good enough to see it move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.keys import digest

BINS, CATEGORIES, LONGEST = 50, 50, 60
"""Bins of numbers; categories that are told apart; characters of a category that are kept."""
SketchKind = Literal["numbers", "categories", "lengths", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSketch:
    """How often what stands in one column.

    Attributes
    ----------
    kind : {"numbers", "categories", "lengths", "none"}
        What is counted: numbers (dates in seconds since 1970), categories, the characters of texts, or nothing.
    rows : int
        Rows looked at, those without a value included.
    places : tuple of float
        Of numbers and lengths: what stands for each bin, ascending.
    edges : tuple of float
        The upper end of each bin.
    names : tuple of str
        Of categories: the most frequent ones; where they may not be told, ``#`` and a short hash.
    counts : tuple of int
        One a bin or category.
    rest : int
        Rows with another category.
    """

    kind: SketchKind
    rows: int
    places: tuple[float, ...] = ()
    edges: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    rest: int = 0

    @property
    def present(self) -> int:
        """Rows with a value that was counted."""
        return sum(self.counts) + self.rest


def nothing(rows: int) -> ColumnSketch:
    """Return the sketch of a column of which nothing may be kept."""
    return ColumnSketch(kind="none", rows=rows)


def number_sketch(values: Floats, rows: int, kind: SketchKind = "numbers") -> ColumnSketch:
    """Count finite numbers in bins of equal counts, each different one in its own where they are few."""
    ordered = np.sort(values[np.isfinite(values)])
    if not len(ordered):
        return ColumnSketch(kind=kind, rows=rows)
    different = ordered[np.append(True, np.diff(ordered) > 0)]
    if len(different) > BINS:
        ends = np.unique(ordered[(np.arange(1, BINS + 1) * len(ordered)) // BINS - 1])
        edges = np.unique(np.array([_up(end) for end in ends.tolist()]))
    else:
        edges = different
    stops = np.searchsorted(ordered, edges, side="right")
    starts = np.concatenate([[0], stops[:-1]])
    kept = stops > starts
    edges, starts, stops = edges[kept], starts[kept], stops[kept]
    places = ordered[(starts + stops - 1) // 2]
    return ColumnSketch(
        kind=kind,
        rows=rows,
        places=tuple(places.tolist() if len(different) <= BINS else (float(f"{place:.6g}") for place in places)),
        edges=tuple(edges.tolist()),
        counts=tuple((stops - starts).tolist()),
    )


def categories(cells: pl.Series) -> ColumnSketch:
    """Count the most frequent categories; names are those of `named`."""
    counted = cells.drop_nulls().to_frame("value").group_by("value").len("count").sort(["count", "value"], descending=[True, False])
    head = counted.head(CATEGORIES)
    return ColumnSketch(
        kind="categories",
        rows=len(cells),
        names=tuple(category_name(value) for value in head.get_column("value").to_list()),
        counts=tuple(head.get_column("count").to_list()),
        rest=int(counted.get_column("count").slice(CATEGORIES).sum()),
    )


def category_name(value: object) -> str:
    """Return a category as text, the same for 1 and 1.0; of a long one its beginning and a hash."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.12g}"
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 10]}…{hashed(text)}"


def hashed(text: str) -> str:
    """Return ``#`` and eight hex digits that stand for a text; others with another key."""
    return f"#{digest(text, 4).hex()}"


def is_hash(name: str) -> bool:
    """Return whether a name is what `hashed` gives."""
    return re.fullmatch(r"#[0-9a-f]{8}", name) is not None


def _up(value: float) -> float:
    """Return the number rounded to eight digits, never down: what was in a bin stays in it."""
    shown = float(f"{value:.8g}")
    if shown >= value:
        return shown
    step = 10.0 ** (np.floor(np.log10(abs(value))) - 7)
    return float(f"{shown + step:.8g}")
