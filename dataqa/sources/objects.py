"""Columns of Python objects: what kinds of cells they hold decides what they become."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from dataqa.sources.canonical import DURATION_NOTE, NESTED_NOTE, from_datetime64, from_nested, from_series
from dataqa.sources.digests import digest
from dataqa.sources.intake import Incoming
from dataqa.sources.kinds import Kind, kind_of
from dataqa.sources.leaves import as_float
from dataqa.sources.messages import ZONE_NOTE, without_surrogates

_NOT_A_TIME = np.datetime64("NaT", "us")
_LARGEST = 2**63 - 1
_UNEQUAL_TO_ITSELF = {"number", "date", "duration"}


def from_objects(name: object, values: Sequence[Any], stored: str) -> Incoming:
    """Read a column of Python objects.

    Parameters
    ----------
    name : object
        The column's name as it came.
    values : sequence
        One object a row; None, NaN, NaT and pandas.NA are missing.
    stored : str
        What held them, for people: ``"object"``, ``"list"``, ``"JSON"``; the types found are added to it.

    Returns
    -------
    Incoming
        One kind of cell keeps its type; a mix becomes text, and `mixed` counts the types.
    """
    kinds: dict[type, Kind] = {each: kind_of(each) for each in set(map(type, values))}
    cells = [None if _missing(value, kinds[type(value)]) else value for value in values]
    types = Counter(type(cell) for cell in cells if cell is not None)
    held = ", ".join(dict.fromkeys(each.__name__ for each, _ in types.most_common()))
    stored = f"{stored} ({held})" if held else stored
    found = {kinds[each] for each in types}
    if len(found) > 1:
        return _mix(name, cells, stored, types, found)
    kind = found.pop() if found else "text"
    if kind == "date":
        return _dates(name, cells, stored)
    if kind == "nested":
        return from_nested(name, cells, stored)
    if kind == "number":
        return Incoming(name=name, cells=_numbers(cells, types), stored=stored)
    if kind == "boolean":
        flags = [None if cell is None else bool(cell) for cell in cells]
        return Incoming(name=name, cells=pl.Series(flags, dtype=pl.Boolean), stored=stored)
    if kind == "duration":
        seconds = pl.Series([None if cell is None else _seconds(cell) for cell in cells], dtype=pl.Float64)
        return Incoming(name=name, cells=seconds, stored=stored, notes=(DURATION_NOTE,))
    if kind == "time":
        bare = [None if cell is None else cell.replace(tzinfo=None) for cell in cells]
        return from_series(name, pl.Series(bare, dtype=pl.Time), stored)
    return Incoming(name=name, cells=_texts(cells), stored=stored)


def _missing(value: Any, kind: Kind) -> bool:
    if kind in _UNEQUAL_TO_ITSELF:
        # A signalling NaN raises when it is compared.
        return bool(value.is_nan() if isinstance(value, Decimal) else value != value)
    return kind == "missing"


def _mix(name: object, cells: list[Any], stored: str, types: Counter[type], found: set[Kind]) -> Incoming:
    nested = "nested" in found
    if nested:
        cells = [digest(cell) if cell is not None and kind_of(type(cell)) == "nested" else cell for cell in cells]
    return Incoming(
        name=name,
        cells=_texts(cells),
        stored=stored,
        reading="markers" if nested else "parse",
        mixed=_by_name(types),
        nested=nested,
        notes=(NESTED_NOTE,) if nested else (),
    )


def _by_name(types: Counter[type]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for each, count in types.most_common():
        counts[each.__name__] += count
    return dict(counts)


def _texts(cells: list[Any]) -> pl.Series:
    texts = [cell if cell is None or type(cell) is str else _text(cell) for cell in cells]
    try:
        return pl.Series(texts, dtype=pl.String)
    except UnicodeEncodeError:  # a lone surrogate has no place in UTF-8
        clean = [None if text is None else without_surrogates(text) for text in texts]
        return pl.Series(clean, dtype=pl.String)


def _text(cell: Any) -> str:
    return str.__str__(cell) if isinstance(cell, str) else str(cell)


def _numbers(cells: list[Any], types: Counter[type]) -> pl.Series:
    if all(issubclass(each, int | np.integer) for each in types):
        whole = [None if cell is None else int(cell) for cell in cells]
        if all(cell is None or -_LARGEST - 1 <= cell <= _LARGEST for cell in whole):
            return pl.Series(whole, dtype=pl.Int64)
    floats = [None if cell is None else as_float(cell) for cell in cells]
    return pl.Series(floats, dtype=pl.Float64)


def _seconds(cell: Any) -> float:
    if isinstance(cell, np.timedelta64):
        return float(cell.astype("timedelta64[us]").astype(np.int64)) / 1e6
    return float(cell.total_seconds())


def _dates(name: object, cells: list[Any], stored: str) -> Incoming:
    moments = [_NOT_A_TIME if cell is None else _moment(cell) for cell in cells]
    zoned = any(getattr(cell, "tzinfo", None) is not None for cell in cells)
    return from_datetime64(name, np.array(moments, dtype="datetime64[us]"), stored, notes=(ZONE_NOTE,) if zoned else ())


def _moment(cell: Any) -> np.datetime64:
    """Return the moment in microseconds; a far one stays out of range, for `from_datetime64` to tell."""
    if hasattr(cell, "asm8"):  # a pandas Timestamp: any unit, any zone, years beyond 9999
        cell = cell.asm8
    if isinstance(cell, np.datetime64):
        year = int(cell.astype("datetime64[Y]").astype(np.int64)) + 1970
        return cell.astype("datetime64[us]") if 1 <= year <= 9999 else np.datetime64(_far(year), "us")
    if isinstance(cell, dt.datetime) and cell.tzinfo is not None:
        try:
            cell = cell.astimezone(dt.UTC).replace(tzinfo=None)
        except OverflowError:  # the first or last day there is, moved over the edge
            return np.datetime64(_far(cell.year), "us")
    return np.datetime64(cell, "us")


def _far(year: int) -> str:
    return f"{max(min(year, 200_000), -200_000):05d}-01-01" if year > 9999 else "-0001-01-01"
