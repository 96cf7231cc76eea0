"""What columns are to each other: indicators of one category, a follow-up time beside its event, the key of many series."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from dataqa.profile.column import ColumnProfile, Profile
from dataqa.roles.by_column import ColumnRoles
from dataqa.roles.names import DURATIONS, EVENTS, SURVIVALS, UNITS_OF_TIME, words_of
from dataqa.roles.series import series_keys
from dataqa.sources.table import Table
from dataqa.task import Column, Meaning

_STEM = re.compile(r"^(.+)[_.\-=: ][^_.\-=: ]+$")
_FEWEST, _LOOKED_AT = 3, 200
_HOURS, _MINUTES, _LAST_MINUTE = 24, 60, 2359

Related = tuple[str, Meaning, str]


def related(roles: ColumnRoles) -> Iterator[Related]:
    """Yield columns that are understood beside others only: name, what it is, and why."""
    columns, profile = roles.columns, roles.profile
    yield from _indicators(columns, profile)
    yield from _survival(columns, profile, roles.table, roles.target)
    keys = series_keys(roles)
    for name in keys:
        beside = "".join(f" and {other}" for other in keys if other != name)
        each = f": one series for each of its {profile.columns[name].distinct:,} values" if len(keys) == 1 else ""
        yield name, "key of a series", f"with {roles.time}{beside} it names each row{each}"


def _indicators(columns: Mapping[str, Column], profile: Profile) -> Iterator[Related]:
    """Columns of 0 and 1 with one stem of which each row has exactly one."""
    stems: dict[str, list[str]] = {}
    for name in columns:
        if _flags(profile.columns[name]) and (found := _STEM.match(name)):
            stems.setdefault(found[1], []).append(name)
    for stem, names in stems.items():
        if _FEWEST <= len(names) <= _LOOKED_AT and _one_each(names, profile):
            for name in names:
                yield name, "one of several indicators", f"one of {len(names)} indicators of {stem}: each row has exactly one"


def spread_labels(target: str, columns: Mapping[str, Column], profile: Profile) -> str:
    """Return which labels stand beside the target in columns of their own, in words, or an empty string.

    They are flags with the target's stem, such as ``label_dog`` beside ``label_cat``.
    """
    stem = _STEM.match(target)
    if stem is None or not _flags(profile.columns[target]):
        return ""
    same = [name for name in columns if _flags(profile.columns[name]) and (found := _STEM.match(name)) and found[1] == stem[1]]
    if len(same) < _FEWEST:
        return ""
    often = "each row has exactly one" if _one_each(same, profile) else "a row may have several"
    return f"one of the labels of {stem[1]} that stand in columns of their own: {often} of the {len(same)}"


def _one_each(flags: Sequence[str], profile: Profile) -> bool:
    """Return whether exactly one of some flags is set in each row of the sample."""
    sums = profile.sample.select(pl.sum_horizontal(pl.col(name).cast(pl.Float64) for name in flags)).to_series()
    return len(sums) > 0 and bool((sums == 1).all())


def _flags(column: ColumnProfile) -> bool:
    numbers = column.kind == "number" and column.integral and column.minimum == 0 and column.maximum == 1
    return not column.nulls and column.distinct == 2 and (column.kind == "boolean" or numbers)


def _survival(columns: Mapping[str, Column], profile: Profile, table: Table, target: str | None) -> Iterator[Related]:
    """The time until something happens or the watching ends, beside the flag that says whether it happened."""
    for event in columns:
        if not set(words_of(event)) & EVENTS or profile.columns[event].distinct != 2:
            continue
        for name, part in columns.items():
            column, paired = profile.columns[name], target in (event, name, None)
            kept = part.role in ("numeric", "target") and not part.clock and not table.source(name).clock_times
            if name != event and paired and kept and _until_then(name) and _lengths_of_time(column):
                yield name, "follow-up time", f"the time until {event}, or until the watching ended"
                yield event, "event", f"says whether the event came before {name} ended"
                break


def _until_then(name: str) -> bool:
    """Return whether a name says the time until something happens: ``time``, ``survival_days``, ``days_to_death``."""
    words = set(words_of(name))
    if words & SURVIVALS or ("to" in words and words & EVENTS and words <= UNITS_OF_TIME | EVENTS):
        return True
    return any(said <= words <= said | UNITS_OF_TIME for said in DURATIONS)


def _lengths_of_time(column: ColumnProfile) -> bool:
    """Return whether numbers are lengths of time, and no hours of the day: neither 0 to 24 nor 0 to 2359 with minutes below 60."""
    if column.kind != "number" or column.minimum is None or column.minimum < 0:
        return False
    if not column.integral or column.maximum > _LAST_MINUTE:
        return True
    return bool(column.maximum > _HOURS) and any(int(value) % 100 >= _MINUTES for value, _ in column.top)
