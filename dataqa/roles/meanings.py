"""What the cells of a column are, in words for people: money, a percentage, a web address, a code of a category, a time of day."""

from __future__ import annotations

import polars as pl

from dataqa.profile.column import ColumnProfile
from dataqa.roles.amounts import are_amounts
from dataqa.roles.geometry import is_geometry
from dataqa.roles.labels import are_labels
from dataqa.roles.names import COORDINATES, RATINGS, WEIGHED, WEIGHTS, is_postcode, words_of
from dataqa.sources.degrees import UNIT
from dataqa.sources.footnotes import is_footnote
from dataqa.sources.table import ColumnSource
from dataqa.sources.units import is_money
from dataqa.task import Clock, Meaning, Role

_LOOK, _SHARE = 200, 0.9
_CLOCKS: dict[Clock, Meaning] = {
    "year": "year",
    "yyyymm": "month",
    "yyyymmdd": "date",
    "day number": "date",
    "seconds": "date and time",
    "milliseconds": "date and time",
    "microseconds": "date and time",
    "nanoseconds": "date and time",
    "yyyymmddhhmmss": "date and time",
}
_FORMS: tuple[tuple[str, Meaning], ...] = (
    (r"^(?i:https?://|ftp://|www\.)\S+$", "web address"),
    (r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$", "e-mail address"),
    (r"^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$|^(?i:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$", "network address"),
    (r"(?s)^\s*\{.*\}\s*$", "record"),
    (r"(?s)^\s*\[.*\]\s*$", "list"),
    (
        r"^(?i:SRID=[0-9]+;)?(?i:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*[ZMzm]*\s*(?:\(|EMPTY)",
        "geometry",
    ),
    (r"^(?:[A-Za-z]:)?(?:[\\/][^\\/\s]+){2,}$|^(?:[^\\/\s]+[\\/])+[^\\/\s]+\.[A-Za-z0-9]{2,5}$", "file path"),
)
_MARKS = r"[@:./\\{\[(]|(?i:empty)"
"""What none of these forms can do without."""


def meaning_of(column: ColumnProfile, source: ColumnSource, sample: pl.Series, role: Role, clock: Clock) -> Meaning:
    """Return what a column's cells are.

    Parameters
    ----------
    column : ColumnProfile
        Its statistics.
    source : ColumnSource
        How it came in.
    sample : polars.Series
        Its cells in the row sample.
    role, clock : str
        As `role_of` found them.
    """
    if source.pictures is not None:
        return "image"
    if source.turns is not None:
        return "text"
    if source.nested:
        return "record" if any("(length)" not in leaf.name and not leaf.name[:1].isdigit() for leaf in source.leaves) else "list"
    if clock or column.kind == "datetime":
        return _CLOCKS.get(clock) or _day_or_moment(sample)
    if role == "constant":
        return "constant"
    if column.kind == "boolean" or role == "boolean":
        return "flag"
    if is_postcode(column.name) and column.distinct > 2:
        return "postcode"
    if column.kind == "number":
        return _of_numbers(column, source, role)
    if source.levels:
        return "ordered category" if source.ordered else "category"
    return _of_texts(sample.drop_nulls().head(_LOOK), role)


def _day_or_moment(sample: pl.Series) -> Meaning:
    times = sample.drop_nulls()
    return "date" if times.dtype != pl.Datetime or bool((times.dt.truncate("1d") == times).all()) else "date and time"


def _of_numbers(column: ColumnProfile, source: ColumnSource, role: Role) -> Meaning:
    if source.clock_times:
        return "time of day"
    if source.parsed == "duration" or any(kind in source.stored.lower() for kind in ("duration", "timedelta")):
        return "duration"
    written = [way for way in source.ways if way and not is_footnote(way)]
    if written == [UNIT]:
        return "coordinate"
    if written and any(is_money(way) for way in written):
        return "money"
    if written and all(way in ("%", "‰") for way in written):
        return "percentage"
    if written:
        return "number with a unit"
    words = set(words_of(column.name))
    if words & COORDINATES and column.minimum is not None and abs(column.minimum) <= 180 and abs(column.maximum) <= 180:
        return "coordinate"
    if role in ("id", "group"):
        return "identifier"
    if words & RATINGS and column.integral and column.distinct <= 11 and column.minimum >= 0 and column.maximum <= 10:
        return "rating"
    if _weighs(column):
        return "row weight"
    if role == "categorical":
        return "code of a category"
    return "count" if column.integral and column.minimum is not None and column.minimum >= 0 else "number"


def _weighs(column: ColumnProfile) -> bool:
    """Return whether the name says that a column says how many a row stands for; a weight alone is that of a body."""
    words = words_of(column.name)
    named = any(word in "".join(words) for word in WEIGHTS) or ("weight" in words and not WEIGHED.isdisjoint(words))
    return named and column.minimum is not None and column.minimum >= 0


def _of_texts(seen: pl.Series, role: Role) -> Meaning:
    least = _SHARE * len(seen)
    if len(seen):
        for form, meaning in _FORMS if seen.str.contains(_MARKS).sum() >= least else ():
            if seen.str.contains(form).sum() >= least:
                return meaning
        if is_geometry(seen):
            return "geometry"
        if are_amounts(seen):
            return "amount"
        if role != "id" and are_labels(seen):
            return "list"
    if role in ("id", "group"):
        return "identifier"
    return "text" if role == "text" else "category"
