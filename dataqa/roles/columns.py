"""One column's part in the task, from its profile, its name and how it came in."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from dataqa.profile.column import ColumnProfile
from dataqa.roles.amounts import are_amounts
from dataqa.roles.codes import code_of
from dataqa.roles.geometry import is_geometry
from dataqa.roles.labels import are_labels
from dataqa.roles.names import (
    CODES,
    DAYS,
    ENTITIES,
    IDS,
    LEFT_OVER,
    NOT_ROW_TIMES,
    SPLIT_VALUES,
    STUDIED,
    TIMES,
    WEAK_IDS,
    YEARS,
    is_postcode,
    says_id,
    words_of,
)
from dataqa.roles.scripts import unspaced_gaps
from dataqa.sources.table import ColumnSource
from dataqa.task import Clock, Role

UNIQUE = 0.98
"""Share of different values from which a column tells rows apart."""
COUNTED = "whole numbers that count the rows"
_ENOUGH, _MOST_KINDS = 20, 50
_LONG, _WORDS = 25, 3.5
_FEW_STUDIED, _ROWS_EACH = 4, 5
"""Subjects of a study at least, and rows of each on average."""
SERIAL_EPOCH = 25_569
"""The day number that spreadsheets give to 1970-01-01."""
_CODE = r"^\p{L}{0,5}[-_ ]?[0-9]{1,10}\p{L}?$"
"""P001, S-17: a letter or a word, and a number."""
_EPOCHS = (datetime(1990, 1, 1, tzinfo=UTC).timestamp(), datetime(2050, 1, 1, tzinfo=UTC).timestamp())


def role_of(column: ColumnProfile, source: ColumnSource, sample: pl.Series) -> tuple[Role, str, Clock]:
    """Return a column's role, why, and how it keeps times.

    Parameters
    ----------
    column : ColumnProfile
        Its statistics.
    source : ColumnSource
        How it came in.
    sample : polars.Series
        Its cells in the row sample.

    Returns
    -------
    tuple of str
        Role, reason, clock (``""`` where it holds no times).
    """
    if source.pictures is not None:
        return "image", "its cells are images", ""
    if source.turns is not None and column.present:
        return "text", f"conversations of {source.turns.height / column.present:.1f} turns on average", ""
    if source.nested:
        return "nested", "its cells are lists, arrays or bytes", ""
    if column.present == 0:
        return "constant", "it has no value at all", ""
    if column.distinct == 1 and not column.nulls:
        return "constant", f"all cells are {_short(column.top[0][0])}", ""
    if _is_split(column):
        return "split", "its values name the parts of a split", ""
    clock, why = clock_of(column)
    if clock:
        return "datetime", why, clock
    if column.kind == "boolean":
        return "boolean", "true or false", ""
    if column.kind == "text" and is_geometry(sample):
        return "nested", "its cells are places: geometries in well-known text, or latitude and longitude", ""
    if _is_postcode(column):
        return ("categorical" if column.kind == "text" else "numeric"), "its name says postcode: a place, which rows may share", ""
    if why := "" if _measured(source) else _identifies(column, sample):
        return "id", why, ""
    if column.kind == "text":
        return _texts(column, sample)
    if column.distinct == 2 and column.integral and column.minimum == 0 and column.maximum == 1:
        return "boolean", "0 or 1", ""
    if why := _groups(column, sample):
        return "group", why, ""
    if why := code_of(column):
        return "categorical", why, ""
    return "numeric", "numbers" if column.distinct > _ENOUGH else f"numbers, {column.distinct} values", ""


def clock_of(column: ColumnProfile, *, told: bool = False) -> tuple[Clock, str]:
    """Return how a column keeps times, and why it is believed to; ``("", "")`` where it does not.

    Of a column that was told to hold times, the name need not say so.
    """
    if column.kind == "datetime":
        return "datetime", "dates"
    if column.kind != "number" or column.present == 0 or column.infinite:
        return "", ""
    words = set(words_of(column.name))
    low, high = column.minimum, column.maximum
    first_day, last_day = (second / 86_400 + SERIAL_EPOCH for second in _EPOCHS)
    start, end = _EPOCHS
    if not column.integral:  # with a fraction: a day number with its time of day behind the point, or parts of a second
        if column.distinct < _ENOUGH or not (told or words & TIMES):
            return "", ""
        if start <= low and high <= end:
            return "seconds", "its name says time, its values are seconds since 1970"
        days = (told or words & DAYS) and first_day <= low and high <= last_day
        return ("day number", "its name says date, its values are day numbers of a spreadsheet") if days else ("", "")
    if (told or (words & YEARS and not words & NOT_ROW_TIMES)) and low >= 1900 and high <= 2100 and column.distinct > 1:
        return "year", "its name says year, its values are years"
    if not told and not words & TIMES and _days_written_together(column):
        return "yyyymmdd", "its values are year, month and day, every one a date"
    if _moments_written_together(column):
        return "yyyymmddhhmmss", "its values are year, month, day and time, every one a moment"
    if not told and (not words & TIMES or column.distinct < 3):
        return "", ""
    if start <= low and high <= end:
        return "seconds", "its name says time, its values are seconds since 1970"
    if start * 1000 <= low and high <= end * 1000:
        return "milliseconds", "its name says time, its values are milliseconds since 1970"
    if start * 1e6 <= low and high <= end * 1e6:
        return "microseconds", "its name says time, its values are microseconds since 1970"
    if start * 1e9 <= low and high <= end * 1e9:
        return "nanoseconds", "its name says time, its values are nanoseconds since 1970"
    if low >= 190001 and high <= 210012 and _months(column):
        return "yyyymm", "its name says time, its values are year and month"
    if low >= 19000101 and high <= 21001231 and _months(column, 100):
        return "yyyymmdd", "its name says time, its values are year, month and day"
    if (told or words & DAYS) and first_day <= low and high <= last_day:
        return "day number", "its name says date, its values are day numbers of a spreadsheet"
    return "", ""


def _days_written_together(column: ColumnProfile) -> bool:
    """Return whether so many numbers of eight digits are dates that it is no chance: one in 27 would be."""
    if column.distinct < _ENOUGH or column.minimum < 19000101 or column.maximum > 21001231:
        return False
    values = [int(value) for value, _ in column.top]
    return all(1 <= value // 100 % 100 <= 12 and 1 <= value % 100 <= 31 for value in values)


def _moments_written_together(column: ColumnProfile) -> bool:
    """Return whether all numbers of fourteen digits are dates with their time: of such numbers one in 180 would be."""
    if column.distinct < _ENOUGH or column.minimum < 19000101000000 or column.maximum > 21001231235959:
        return False
    values = [int(value) for value, _ in column.top]
    clocks = all(value // 10_000 % 100 < 24 and value // 100 % 100 < 60 and value % 100 < 60 for value in values)
    return clocks and all(1 <= value // 10**8 % 100 <= 12 and 1 <= value // 10**6 % 100 <= 31 for value in values)


def _months(column: ColumnProfile, unit: int = 1) -> bool:
    return all(1 <= int(value) // unit % 100 <= 12 for value, _ in column.top)


def _is_split(column: ColumnProfile) -> bool:
    if column.kind != "text" or not 2 <= column.distinct <= 6:
        return False
    return all(str(value).strip().lower() in SPLIT_VALUES for value, _ in column.top)


def _is_postcode(column: ColumnProfile) -> bool:
    return column.kind in ("text", "number") and column.distinct > 2 and is_postcode(column.name)


def _identifies(column: ColumnProfile, sample: pl.Series) -> str:
    """Return why a column is an identifier, or an empty string."""
    if column.present < _ENOUGH or column.kind not in ("text", "number"):
        return ""
    words = words_of(column.name)
    named = bool(IDS & set(words[-1:] + words[:1]))
    strong = bool((IDS - WEAK_IDS) & set(words[-1:] + words[:1]))
    share = column.distinct / column.present
    if column.kind == "number":
        if not column.integral:
            return ""
        # a counter: as many different whole numbers as the range has
        if share >= UNIQUE and column.nulls == 0 and column.maximum - column.minimum + 1 <= 1.02 * column.rows:
            return COUNTED
        if share >= UNIQUE and column.nulls == 0 and LEFT_OVER.match(column.name):
            return "whole numbers, all different: an index that was saved with the rows"
        if (strong and share >= 0.85) or (named and share >= 0.9):
            return "its name says identifier, and nearly every value differs"
        return ""
    spaces = float((sample.drop_nulls().str.count_matches(" ")).mean() or 0) + unspaced_gaps(sample)  # type: ignore[arg-type]
    short = column.lengths is not None and column.lengths[2] <= 64
    if share >= UNIQUE and spaces < 0.5 and short and not are_amounts(sample) and not are_labels(sample):
        return "every value differs, and none is prose"
    return "its name says identifier, and nearly every value differs" if strong and share >= 0.85 else ""


def _measured(source: ColumnSource) -> bool:
    """Return whether a column's numbers were written with a unit, or are durations: such numbers name no rows."""
    return source.parsed == "duration" or source.clock_times or (source.parsed == "number" and any(source.ways))


def _groups(column: ColumnProfile, sample: pl.Series) -> str:
    """Return why the values of a column say which thing a row is about, or an empty string."""
    words = words_of(column.name)
    # a study has few subjects and many rows of each; a few stores are kinds of rows
    studied = len(words) == 1 and words[0] in STUDIED and _FEW_STUDIED <= column.distinct <= column.present // _ROWS_EACH
    if not (studied or column.distinct > _ENOUGH) or column.distinct > 0.85 * column.present:
        return ""
    repeat = f"and its {column.distinct:,} values repeat"
    if says_id(column.name) and not (column.distinct <= _MOST_KINDS and CODES & set(words)):  # of a species, a region: a kind
        return f"its name says identifier, {repeat}"
    if not words or words[-1] not in ENTITIES:
        return ""
    if column.kind == "number":  # from 0 on with gaps: user time of a processor, a reading of a sensor
        counted = column.minimum >= 1 or (column.minimum == 0 and column.distinct == column.maximum + 1)
        coded = len(words) == 1 and column.integral and counted
    else:  # a school subject is a word, a subject of a study a code
        coded = sample.drop_nulls().str.contains(_CODE).all()
    return f"its name says whom or what a row is about, {repeat}" if coded else ""


def _texts(column: ColumnProfile, sample: pl.Series) -> tuple[Role, str, Clock]:
    seen = sample.drop_nulls()
    words = float((seen.str.count_matches(r"\s+") + 1).mean() or 0) + unspaced_gaps(seen)  # type: ignore[arg-type]
    mean = column.lengths[1] if column.lengths else 0.0
    many = column.distinct > 50 and column.distinct > 0.2 * column.present
    if many and words >= 2 and not are_labels(seen) and not are_amounts(seen) and (mean >= _LONG or words >= _WORDS):
        return "text", f"text of {words:.1f} words on average, {column.distinct:,} different", ""
    if why := _groups(column, sample):
        return "group", why, ""
    return "categorical", f"text, {column.distinct:,} different values", ""


def _short(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 30 else text[:29] + "…")
