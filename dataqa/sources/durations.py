"""Text that holds durations or times of day; both are read as seconds."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_N = r"[0-9]+(?:[.,][0-9]+)?"
_COLONS = (
    r"^(?P<sign>[+-])?(?:(?P<days>[0-9]+)\s*(?:days?|d)?,?[\s.]\s*)?(?P<less>[+-])?(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])"
    r"(?::(?P<seconds>[0-5][0-9](?:[.,][0-9]+)?))?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?$"
)
# of a lap: minutes, seconds and their parts
_LAPS = r"^(?P<sign>[+-])?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9][.,][0-9]{1,6})$"
_DAYS = r"^(?P<sign>[+-])?(?P<days>[0-9]+)\s+days?$"
_ISO = (
    rf"^(?P<sign>[+-])?P(?:(?P<years>{_N})Y)?(?:(?P<months>{_N})M)?(?:(?P<weeks>{_N})W)?(?:(?P<days>{_N})D)?"
    rf"(?:T(?:(?P<hours>{_N})H)?(?:(?P<minutes>{_N})M)?(?:(?P<seconds>{_N})S)?)?$"
)
_WORDS = (
    rf"^(?P<sign>[+-])?(?:(?P<weeks>{_N})\s*(?:w|wks?|weeks?)[\s,]*)?(?:(?P<days>{_N})\s*(?:d|days?)[\s,]*)?"
    rf"(?:(?P<hours>{_N})\s*(?:h|hrs?|hours?|std)\.?[\s,]*)?(?:(?P<minutes>{_N})\s*(?:m|mins?|minutes?|')\.?[\s,]*)?"
    rf"(?:(?P<seconds>{_N})\s*(?:s|secs?|seconds?|\")\.?)?$"
)
_SOME = r"[0-9]\s*[:dDhHmMsSwWaApP]"
_HOUR = r"^([0-9]{1,2})\s*([AaPp])\.?[Mm]\.?$"
_SEVERAL = r"[0-9]\s*\p{L}+\.?[\s,]*[0-9]"
_SHARE, _TEXTS_ALONE, _LATE, _QUARTER = 0.9, 10, 40, 15
_YEAR = 365.25 * 86_400
_SECONDS = {
    "years": _YEAR,
    "months": _YEAR / 12,
    "weeks": 604_800.0,
    "days": 86_400.0,
    "hours": 3_600.0,
    "minutes": 60.0,
    "seconds": 1.0,
}
_CLOCK = ("hours", "minutes", "seconds")
_NOON = 43_200.0

DURATIONS, CLOCKS = "durations were read as seconds", "times of day were read as seconds since midnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """A text column as seconds: null where a cell is none."""

    cells: pl.Series
    note: str


def spans_of(sample: pl.Series) -> str | None:
    """Return the shape that nearly all of a sample of different texts have, or None."""
    sample, least = _hours(sample), _SHARE * sample.len()
    if not sample.len() or sample.str.contains(_SOME).sum() < least:
        return None
    colons, days = sample.str.contains(_COLONS), sample.str.contains(_DAYS)
    if (colons | days).sum() >= least and colons.any():
        with_seconds = sample.str.contains(r":[0-9]{2}:|[dMm]").sum() >= _SHARE * sample.len()
        return _COLONS if with_seconds or _clocks(sample) else None
    if sample.str.contains(_LAPS).sum() >= least:
        return _LAPS
    if sample.str.contains(_ISO).sum() >= least:
        return _ISO
    if sample.str.contains(_WORDS).sum() >= least and sample.str.contains(_SEVERAL).any():
        return _WORDS
    return None


def _clocks(sample: pl.Series) -> bool:
    """Return whether texts such as 21:15 are hours and minutes, and no results, ratios or verses.

    Results and verses stay small: of ten clock times that are not rounded one has 40 minutes or more, but for one case in 57.
    Times on the hour or the quarter are believed with two digits for the hour.
    """
    if sample.len() < _TEXTS_ALONE:
        return False
    minutes = sample.str.extract(r":([0-9]{2})").cast(pl.Int64)
    late = bool((minutes >= _LATE).any())
    rounded = bool((minutes % _QUARTER == 0).all()) and bool(sample.str.contains(r"^[0-2][0-9]:").all())
    return late or rounded


def _hours(texts: pl.Series) -> pl.Series:
    """Write hours of half a day with their minutes: ``2 PM`` becomes ``2:00 PM``."""
    return texts.str.replace(_HOUR, "$1:00 ${2}m")


def read_spans(texts: pl.Series, shape: str) -> Spans | None:
    """Read texts as seconds.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    shape : str
        As `spans_of` found it.

    Returns
    -------
    Spans or None
        None where fewer than 90 % of the cells have the shape.
    """
    texts = _hours(texts)
    cells = _seconds(texts, shape)
    if shape == _COLONS and (whole := texts.str.contains(_DAYS).fill_null(False)).any():
        cells = cells.zip_with(~whole, _seconds(texts, _DAYS))
    there = texts.len() - texts.null_count()
    if not there or cells.len() - cells.null_count() < _SHARE * there:
        return None
    days = shape == _COLONS and not texts.str.contains(r"^[+-]|\s[+-]|[0-9]\s*d").any() and float(cells.max() or 0) < 2 * _NOON  # type: ignore[arg-type]
    return Spans(cells=cells, note=CLOCKS if days else DURATIONS)


def _seconds(texts: pl.Series, shape: str) -> pl.Series:
    parts = texts.str.extract_groups(shape).struct.unnest()
    named = [name for name in _SECONDS if name in parts.columns]
    values = [pl.col(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False) * _SECONDS[name] for name in named]
    sums = {"clock": [pl.lit(0.0)], "days": [pl.lit(0.0)]}
    for name, value in zip(named, values, strict=True):
        sums["clock" if name in _CLOCK else "days"].append(value)
    clock, days = pl.sum_horizontal(sums["clock"]), pl.sum_horizontal(sums["days"])
    minus = pl.when(pl.col("sign") == "-").then(-1.0).otherwise(1.0)
    if "less" in parts.columns:
        # "-1 days +23:00:00" is an hour less than nothing; "-0:30:00" is half an hour less
        own = pl.when(pl.col("less") == "-").then(-1.0).when(pl.col("less") == "+").then(1.0).otherwise(minus)
        half = pl.col("half").str.to_lowercase()
        noon = pl.when(half == "p").then(pl.lit(_NOON)).otherwise(0.0)
        twelve = pl.when(half.is_not_null() & (pl.col("hours") == "12")).then(pl.lit(-_NOON)).otherwise(0.0)
        total = days * minus + (clock + noon + twelve) * own
    else:
        total = (days + clock) * minus
    return parts.select(pl.when(pl.any_horizontal(pl.col(named).is_not_null())).then(total)).to_series()
