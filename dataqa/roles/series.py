"""Series over time: which columns name them, by how rows and times meet and not by a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import polars as pl

from dataqa.profile.column import ColumnProfile, Profile
from dataqa.roles.by_column import ColumnRoles
from dataqa.roles.names import TIMES, YEARS, words_of
from dataqa.task import Column

_EACH_TIME, _DENSE, _REPEATED, _LENGTH = 2, 0.5, 0.05, 5
"""Rows of one time at least, steps of the series' own spans that have a row, rows that share time and series, rows a series."""
_SINGLE, _TOGETHER, _COLUMNS = 20, 12, 8
"""Columns that are tried alone; pairs and triples that are tried; columns that are put into them."""
_PARTS = frozenset({"hour", "hr", "hours", "mnth", "mo", "minute", "weekday", "week", "weekofyear", "quarter", "season", "holiday"})
"""Words of parts of a date: they name no series."""
_LEAST_ROWS = 24


def series_keys(roles: ColumnRoles) -> tuple[str, ...]:
    """Return the columns that name series: with the time of the row they name it; empty where no column does.

    Nearly every time and key has one row, and series have rows for most times between their first and their last: columns that
    merely differ from row to row fill no such grid.
    """
    columns, profile, time = roles.columns, roles.profile, roles.time
    if time is None or profile.columns[time].nulls or profile.columns[time].distinct * _EACH_TIME > profile.rows:
        return ()
    candidates = [
        name
        for name, part in columns.items()
        if name not in (time, roles.target) and part.reason != "told" and _may_name(profile.columns[name], part, profile.rows)
    ]
    candidates += [name for name, part in columns.items() if part.role == "group" and part.reason == "told"]
    times = profile.columns[time].distinct
    for keys in _tried(candidates, columns):
        most = float(np.prod([float(profile.columns[name].distinct) for name in keys])) * times
        if most >= (1 - _REPEATED) * profile.rows and _name_series(roles.table.frame, time, keys):
            return keys
    return ()


def _may_name(column: ColumnProfile, part: Column, rows: int) -> bool:
    if column.nulls or column.distinct * _LENGTH > rows or column.distinct < 2:
        return False
    words = set(words_of(column.name))
    if words & (_PARTS | TIMES | YEARS):
        return False
    if part.role in ("categorical", "group"):
        return True
    return part.role == "numeric" and bool(column.integral) and column.minimum >= 0 and not part.clock


def _tried(candidates: list[str], columns: Mapping[str, Column]) -> Iterator[tuple[str, ...]]:
    first = sorted(candidates, key=lambda name: columns[name].role == "numeric")
    yield from ((name,) for name in first[:_SINGLE])
    for size in (2, 3):
        yield from list(combinations(first[:_COLUMNS], size))[:_TOGETHER]


def _name_series(frame: pl.DataFrame, time: str, keys: tuple[str, ...]) -> bool:
    pairs = frame.select(pl.col(time).rank("dense").alias("at"), pl.struct(keys).rank("dense").alias("of"))
    met = pairs.unique()
    if met.height < (1 - _REPEATED) * pairs.height:
        return False
    spans = met.group_by("of").agg((pl.col("at").max() - pl.col("at").min() + 1).alias("span"), pl.len().alias("rows"))
    # a series of a single time fills its own span, and says nothing
    spans = spans.filter(pl.col("rows") > 1)
    return spans.height > 1 and int(spans["rows"].sum()) >= max(_DENSE * int(spans["span"].sum()), 0.8 * met.height)


def only_series(columns: Mapping[str, Column], profile: Profile, keys: tuple[str, ...]) -> str | None:
    """Return the time column of a table that holds nothing but series: a time, what names them, and numbers.

    Without keys each time has one row; it is what a table without a target can be used for.
    """
    times = [name for name, part in columns.items() if part.role == "time" and part.clock not in ("", "year")]
    if len(times) != 1 or profile.rows < _LEAST_ROWS:
        return None
    time = profile.columns[times[0]]
    others = [part for name, part in columns.items() if name not in (*times, *keys) and part.role not in ("constant", "split")]
    numbers = [part for part in others if profile.columns[part.name].kind == "number" and part.role not in ("id", "group")]
    if not numbers or len(numbers) < len(others) or time.nulls:
        return None
    alone = time.distinct >= 0.95 * profile.rows and not keys
    return times[0] if alone or keys else None
