"""Polars series of any dtype become one of the five dtypes that a Table holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array
from dataqa.sources.chats import transcripts, turns_of
from dataqa.sources.digests import digests
from dataqa.sources.images import image_bytes
from dataqa.sources.inside import inside
from dataqa.sources.intake import Incoming
from dataqa.sources.leaves import leaves
from dataqa.sources.messages import ZONE_NOTE, counted
from dataqa.sources.pictures import pictures_of

DURATION_NOTE = "durations are given in seconds"
CLOCK_NOTE = "times of day are given in seconds since midnight"
CHAT_NOTE = "conversations are read as text, one paragraph for each turn"
NESTED_NOTE = "cells hold lists, arrays, bytes or objects; each is compared by a digest of its content"

MICROSECONDS = pl.Datetime("us")
_TICKS = {"ms": 10**3, "us": 10**6, "ns": 10**9}
_INT64 = np.iinfo(np.int64)
# Seconds of 0001-01-01 and of the last second of 9999: Python's own range, so that any date can be shown.
_FIRST, _LAST = -62_135_596_800, 253_402_300_799
_DAY = 86_400


def from_series(name: object, series: pl.Series, stored: str) -> Incoming:
    """Cast a Polars series to a dtype that a Table holds.

    Parameters
    ----------
    name : object
        The column's name as it came.
    series : polars.Series
        Of any dtype but Object.
    stored : str
        The dtype as it came, for people.

    Returns
    -------
    Incoming
        With notes on what the cast changed.
    """
    series = series.alias("")  # the methods of a series take its name as a pattern
    dtype = series.dtype
    if dtype == pl.Boolean or dtype == pl.String:
        return Incoming(name=name, cells=series, stored=stored)
    if dtype.is_integer():
        return Incoming(name=name, cells=_integers(series), stored=stored)
    if dtype.is_numeric():  # floats and decimals
        return Incoming(name=name, cells=series.cast(pl.Float64).fill_nan(None), stored=stored)
    if dtype == pl.Null:
        return Incoming(name=name, cells=series.cast(pl.String), stored=stored)
    if isinstance(dtype, pl.Categorical | pl.Enum):
        levels = tuple(dtype.categories.to_list()) if isinstance(dtype, pl.Enum) else ()
        return Incoming(
            name=name, cells=series.cast(pl.String), stored=stored, reading="markers", levels=levels, ordered=bool(levels)
        )
    if dtype == pl.Time:
        ticks = series.to_physical()  # whole seconds stay whole
        seconds = (ticks // _TICKS["ns"]).cast(pl.Float64) + (ticks % _TICKS["ns"]).cast(pl.Float64) / _TICKS["ns"]
        return Incoming(name=name, cells=seconds, stored=stored, clock_times=True, notes=(CLOCK_NOTE,))
    if isinstance(dtype, pl.Duration):
        seconds = series.to_physical().cast(pl.Float64) / _TICKS[dtype.time_unit]
        return Incoming(name=name, cells=seconds, stored=stored, notes=(DURATION_NOTE,))
    if dtype == pl.Date:
        return _dates(name, series.to_physical().cast(pl.Int64) * _DAY, 1, stored)
    if isinstance(dtype, pl.Datetime):
        notes = (ZONE_NOTE,) if dtype.time_zone else ()
        return _dates(name, series.to_physical(), _TICKS[dtype.time_unit], stored, notes)
    return from_nested(name, series.to_list(), stored)


def from_nested(name: object, cells: Sequence[Any], stored: str) -> Incoming:
    """Read cells that hold lists, records, arrays, bytes or objects: conversations as their texts, all else by its digest.

    Parameters
    ----------
    name : object
        The column's name as it came.
    cells : sequence
        One a row; None where a cell is empty.
    stored : str
        The dtype as it came, for people.
    """
    turns = turns_of(cells)
    if turns is not None:
        texts = transcripts(turns, len(cells))
        return Incoming(
            name=name,
            cells=texts,
            stored=stored,
            reading="keep",
            nested=True,
            inside=inside(cells),
            turns=turns.frame,
            notes=(CHAT_NOTE,),
        )
    hashed = digests(map(image_bytes, cells))
    return Incoming(
        name=name,
        cells=hashed,
        stored=stored,
        reading="keep",
        nested=True,
        leaves=leaves(cells),
        inside=inside(cells),
        pictures=pictures_of(cells, hashed),
        notes=(NESTED_NOTE,),
    )


def from_datetime64(name: object, values: Array, stored: str, notes: tuple[str, ...] = ()) -> Incoming:
    """Read a NumPy datetime64 array of any unit."""
    unit, step = np.datetime_data(values.dtype)
    # Polars knows ms, us and ns; coarser units go through seconds, which hold any date that they can.
    if (unit, step) not in {(known, 1) for known in _TICKS}:
        unit, values = ("s", values.astype("datetime64[s]"))
    missing = np.isnat(values)
    ticks = pl.Series(values.astype(np.int64)).set(pl.Series(missing), None)
    return _dates(name, ticks, _TICKS.get(unit, 1), stored, notes)


def from_timedelta64(name: object, values: Array, stored: str) -> Incoming:
    """Read a NumPy timedelta64 array of any unit as seconds."""
    seconds = np.where(np.isnat(values), np.nan, values / np.timedelta64(1, "s"))
    return Incoming(name=name, cells=pl.Series(seconds).fill_nan(None), stored=stored, notes=(DURATION_NOTE,))


def _integers(series: pl.Series) -> pl.Series:
    cells = series.cast(pl.Int64, strict=False)
    # Only a value beyond 64 bits can be lost; floats keep its size, if not its last digits.
    return cells if cells.null_count() == series.null_count() else series.cast(pl.Float64)


def _dates(name: object, ticks: pl.Series, per_second: int, stored: str, notes: tuple[str, ...] = ()) -> Incoming:
    first = max(_FIRST * per_second, _INT64.min)
    last = min((_LAST + 1) * per_second - 1, _INT64.max)
    outside = ((ticks < first) | (ticks > last)).fill_null(False)
    positions = outside.arg_true().to_numpy().astype(np.int64)
    examples: tuple[str, ...] = ()
    if len(positions):
        years = (ticks.gather(positions[:5].tolist()) / (per_second * _DAY * 365.2425) + 1970).to_list()
        examples = tuple(f"year {year:.0f}" for year in years)
        notes = (*notes, f"{counted(len(positions), 'date')} outside the years 1 to 9999 read as missing")
        ticks = ticks.set(outside, None)
    micros = ticks * (10**6 // per_second) if per_second <= 10**6 else ticks // (per_second // 10**6)
    return Incoming(
        name=name,
        cells=micros.cast(MICROSECONDS),
        stored=stored,
        unparsed=positions,
        unparsed_examples=examples,
        notes=notes,
    )
