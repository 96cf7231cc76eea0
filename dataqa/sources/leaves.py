"""What cells that hold records or short lists hold at each of their places: two of few coarse values are equal by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from dataqa.sources.digests import digest
from dataqa.sources.messages import without_surrogates

MOST = 40
"""Places at most: cells that hold more are never equal by chance."""
_DEEPEST = 4
_SCALARS = (bool, int, float)


def leaves(cells: Sequence[Any]) -> tuple[pl.Series, ...]:
    """Return one column for every place of records and lists, all as long as `cells`.

    Parameters
    ----------
    cells : sequence
        Lists, tuples, dicts or anything else; None where a cell is empty.

    Returns
    -------
    tuple of Series
        Each named by its path, such as ``address.city``. Numbers where a place holds nothing else, and text otherwise; empty where
        cells are neither records nor lists, or have more than 40 places. A list of more than that is one place.
    """
    found: dict[tuple[str, ...], dict[int, Any]] = {}
    for row, cell in enumerate(cells):
        if cell is None:
            continue
        if not isinstance(cell, dict | list | tuple):
            return ()
        for place, value in _places(cell, ()):
            found.setdefault(place, {})[row] = value
        if len(found) > MOST:
            return ()
    return tuple(_column(values, len(cells)).alias(".".join(place)) for place, values in sorted(found.items()))


def _places(cell: Any, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(cell, dict | list | tuple) or len(at) >= _DEEPEST or len(cell) > MOST:
        yield at, cell
        return
    # that a list is shorter is part of what it holds
    yield (*at, "(length)"), float(len(cell))
    for key, value in cell.items() if isinstance(cell, dict) else enumerate(cell):
        yield from _places(value, (*at, str(key)))


def _column(values: dict[int, Any], rows: int) -> pl.Series:
    cells: list[Any] = [None] * rows
    for row, value in values.items():
        cells[row] = value
    if all(value is None or isinstance(value, _SCALARS) for value in values.values()):
        return pl.Series([None if value is None else as_float(value) for value in cells], dtype=pl.Float64)
    return pl.Series([None if value is None else _text(value) for value in cells], dtype=pl.String)


def as_float(value: Any) -> float:
    """Return a number as a float; an integer beyond 1e308 as infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _text(value: Any) -> str:
    return without_surrogates(value) if isinstance(value, str) else digest(value)
