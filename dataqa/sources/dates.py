"""Text that holds dates and times."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_MICROSECONDS = pl.Datetime("us")
_CLOCK = r"(?:(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*[AaPp][Mm])?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
_ZONE = r":[0-9.,]+\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})$"
_MONTH = r"[A-Za-z]{3,9}\.?"


@dataclass(frozen=True, slots=True)
class _Family:
    """Dates of one shape, and the orders in which their parts may stand; the first wins a tie."""

    shape: str
    days: tuple[str, ...]


_FAMILIES = (
    _Family(r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", ("%Y-%m-%d",)),
    _Family(r"^[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", ("%Y/%m/%d",)),
    _Family(r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", ("%m/%d/%Y", "%d/%m/%Y")),
    _Family(r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}", ("%m/%d/%y", "%d/%m/%y")),
    _Family(r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", ("%d.%m.%Y",)),
    _Family(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", ("%d-%m-%Y", "%m-%d-%Y")),
    _Family(rf"^[0-9]{{1,2}}-{_MONTH}-[0-9]{{4}}", ("%d-%b-%Y", "%d-%B-%Y")),
    _Family(rf"^[0-9]{{1,2}}-{_MONTH}-[0-9]{{2}}", ("%d-%b-%y", "%d-%B-%y")),
    _Family(rf"^{_MONTH} [0-9]{{1,2}} [0-9]{{4}}", ("%b %d %Y", "%B %d %Y")),
    _Family(rf"^{_MONTH} [0-9]{{1,2}}, [0-9]{{4}}", ("%b %d, %Y", "%B %d, %Y")),
    _Family(rf"^[0-9]{{1,2}} {_MONTH} [0-9]{{4}}", ("%d %b %Y", "%d %B %Y")),
    _Family(r"^[0-9]{4}-[0-9]{2}", ("%Y-%m",)),
)
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S%.f", " %I:%M %p", " %I:%M:%S %p")
_SPOKEN = {"%m": "month", "%d": "day", "%Y": "year", "%y": "year"}
_SHARE = 0.95
_SAMPLE_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """A text column as times: null where a cell is none; `format` is how most of them are written."""

    cells: pl.Series
    format: str
    notes: tuple[str, ...]


def family_of(sample: pl.Series) -> _Family | None:
    """Return the shape of date that most of a sample of texts has, if any."""
    for family in _FAMILIES:
        if sample.str.contains(family.shape + _CLOCK).sum() >= _SAMPLE_SHARE * sample.len():
            return family
    return None


def read_dates(texts: pl.Series, family: _Family) -> Moments | None:
    """Read texts as dates of one family.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    family : _Family
        As `family_of` found it.

    Returns
    -------
    Moments or None
        None where fewer than 95 % of the distinct texts are dates.
    """
    shaped = texts.set(~texts.str.contains(family.shape + _CLOCK).fill_null(False), None)
    # One spelling for the clock, so that a few formats read all: a blank before it, a dot before fractions, Z for UTC.
    plain = shaped.str.replace(r"([0-9])(?:T|\s+)([0-9]{1,2}:)", "$1 $2").str.replace(r"(:[0-9]{2}),([0-9])", "$1.$2")
    zoned = plain.str.contains(_ZONE).fill_null(False)
    tries = [_Try(plain, zoned, day) for day in family.days]
    best = max(tries, key=lambda each: each.read)  # the first of equals
    missed = texts.filter(best.cells.is_null() & texts.is_not_null()).n_unique()
    found = texts.filter(best.cells.is_not_null()).n_unique()
    if not found or found < _SHARE * (found + missed):
        return None
    notes = ["times with a zone were converted to UTC"] if zoned.any() else []
    rivals = [each for each in tries if each is not best and each.read == best.read and "%B" not in each.day]
    notes += [f"read as {_spoken(best.day)}; could be {_spoken(other.day)}" for other in rivals]
    return Moments(cells=best.cells, format=best.format, notes=tuple(notes))


class _Try:
    """All texts read with one order of day, month and year, with any clock."""

    def __init__(self, texts: pl.Series, zoned: pl.Series, day: str) -> None:
        self.day = self.format = day
        self.cells = pl.repeat(None, texts.len(), dtype=_MICROSECONDS, eager=True)
        most = 0
        clocks = [(clock, False) for clock in _CLOCKS]
        if zoned.any():
            clocks += [(" %H:%M%#z", True), (" %H:%M:%S%.f%#z", True)]
        for clock, zone in clocks:
            left = self.cells.is_null() & texts.is_not_null() & (zoned == zone)
            if not left.any():
                continue
            read = _read(texts.set(~left, None), day + clock, zone)
            count = read.len() - read.null_count()
            if count:
                self.cells = self.cells.zip_with(read.is_null(), read)
            if count > most:
                most, self.format = count, day + clock
        self.read = self.cells.len() - self.cells.null_count()


def _read(texts: pl.Series, form: str, zone: bool) -> pl.Series:
    if not zone:
        return texts.str.to_datetime(form, time_unit="us", strict=False)
    tight = texts.str.replace(r"\s+(Z|[+-][0-9]{2}:?[0-9]{2})$", "$1")
    return tight.str.to_datetime(form, time_unit="us", time_zone="UTC", strict=False).dt.replace_time_zone(None)


def _spoken(day: str) -> str:
    parts = [_SPOKEN[day[i : i + 2]] for i in range(len(day) - 1) if day[i] == "%"]
    return "/".join(parts)
