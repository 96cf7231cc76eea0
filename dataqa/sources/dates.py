"""Text that holds dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from dataqa.sources.centuries import in_one_century
from dataqa.sources.messages import ZONE_NOTE, counted

_MICROSECONDS = pl.Datetime("us")
_CLOCK = r"(?:(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*[AaPp][Mm])?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
_ZONE = r":[0-9.,]+\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})$"
_MONTH = r"[A-Za-z]{3,9}\.?"


@dataclass(frozen=True, slots=True)
class _Family:
    """Dates of one shape, and the orders in which their parts may stand; the first wins a tie."""

    shape: str
    days: tuple[str, ...]
    surely: str = ""
    """What one of many different texts must have where versions and codes have the same shape."""
    named: bool = False
    """Whether the name of the column must say time: places in a store have the same shape, and parts as small."""


_FAMILIES = (
    _Family(r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", ("%Y-%m-%d",)),
    _Family(r"^[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", ("%Y/%m/%d",)),
    _Family(r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", ("%m/%d/%Y", "%d/%m/%Y")),
    _Family(r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}", ("%m/%d/%y", "%d/%m/%y")),
    _Family(r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}", ("%d.%m.%Y",)),
    _Family(r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}", ("%d.%m.%y",), surely=r"^(?:1[3-9]|2[0-9]|3[01])\."),
    _Family(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", ("%d-%m-%Y", "%m-%d-%Y")),
    _Family(
        r"^[0-9]{2}-[0-9]{2}-[0-9]{2}",
        ("%d-%m-%y", "%m-%d-%y", "%y-%m-%d"),
        surely=r"(?:^|-)(?:1[3-9]|2[0-9]|3[01])-",
        named=True,
    ),
    _Family(r"^[0-3][0-9]{3}(?:19|20)[0-9]{2}", ("%d%m%Y", "%m%d%Y")),  # with zeros in front: others are numbers
    _Family(rf"^[0-9]{{1,2}}-{_MONTH}-[0-9]{{4}}", ("%d-%b-%Y", "%d-%B-%Y")),
    _Family(rf"^[0-9]{{1,2}}-{_MONTH}-[0-9]{{2}}", ("%d-%b-%y", "%d-%B-%y")),
    _Family(rf"^{_MONTH} [0-9]{{1,2}} [0-9]{{4}}", ("%b %d %Y", "%B %d %Y")),
    _Family(rf"^{_MONTH} [0-9]{{1,2}}, [0-9]{{4}}", ("%b %d, %Y", "%B %d, %Y")),
    _Family(rf"^[0-9]{{1,2}} {_MONTH} [0-9]{{4}}", ("%d %b %Y", "%d %B %Y")),
    _Family(r"^[0-9]{4}-[0-9]{2}", ("%Y-%m",)),
    _Family(r"^[0-9]{4}-W[0-9]{2}-[1-7]", ("%G-W%V-%u",)),
)
_BEGINS = r"^(?:[0-9]{1,4}[-/. ]|[0-9]{8}|[A-Za-z]{3,9}\.? [0-9])"
"""How a text of any of these families begins."""
_DAY_NUMBER = "day number of a spreadsheet"
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S%.f", " %I:%M %p", " %I:%M:%S %p")
_SPOKEN = {
    "%m": "month",
    "%b": "month",
    "%B": "month",
    "%d": "day",
    "%Y": "year",
    "%y": "two-digit year",
    "%G": "year",
    "%V": "week",
    "%u": "weekday",
}
_SHARE, _MANY, _NEARLY = 0.8, 20, 0.98
_SERIAL = r"^[2-7][0-9]{4}(?:\.[0-9]+)?$"
_EPOCH = 25_569
"""The day number that spreadsheets give to 1970-01-01."""
_SLACK = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """A text column as times: null where a cell is none; `format` is how most of them are written.

    `ways` counts the cells by the way they are written, in words, where there is more than one; the commonest first. `others` says
    which cells are not written as most are.
    """

    cells: pl.Series
    format: str | None
    ways: dict[str, int]
    others: pl.Series
    notes: tuple[str, ...]


def may_be_dates(sample: pl.Series) -> bool:
    """Return whether enough of a sample of texts have a digit: no date is without."""
    return int(sample.str.contains("[0-9]").sum()) >= _SHARE * sample.len()


def family_of(sample: pl.Series, *, timed: bool = False) -> _Family | None:
    """Return the commonest shape of date in a sample of texts, where nearly all of them have the shape of one date or another.

    Parameters
    ----------
    sample : polars.Series
        Stripped texts.
    timed : bool
        Whether the name of their column says time.
    """
    if not sample.str.contains(_BEGINS).any():
        return None
    counts = [int(sample.str.contains(family.shape + _CLOCK).sum()) for family in _FAMILIES]  # no text has two shapes
    most = max(counts)
    chosen = _FAMILIES[counts.index(most)]
    if chosen.named and not timed:
        return None
    if chosen.surely and (sample.n_unique() < _MANY or not sample.str.contains(chosen.surely).any()):
        return None
    return chosen if most and sum(counts) >= _SHARE * sample.len() else None


def read_dates(texts: pl.Series, family: _Family) -> Moments | None:
    """Read texts as dates of one family, and what is left as dates of any other whose order of day and month is certain.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    family : _Family
        As `family_of` found it.

    Returns
    -------
    Moments or None
        None where fewer than 80 % of the distinct texts are dates.
    """
    best, rivals, zoned = _tried(texts, family)
    if 2 * best.read < texts.len() - texts.null_count() and (commonest := family_of(texts.drop_nulls())) not in (None, family):
        return read_dates(texts, commonest)  # the sample was not like the rest
    cells, ways = best.cells, {_spoken(best.day): best.read}
    others = cells.is_null()
    notes, both = [], next((rival for rival in rivals if _both(texts, best, rival)), None)
    if both is not None:
        only = int((cells.is_null() & both.cells.is_not_null()).sum())
        cells, rivals = cells.zip_with(cells.is_not_null(), both.cells), []
        ways[_spoken(both.day)] = only
        notes.append(
            f"two orders of day and month are mixed: {_cells(only)} fit {_spoken(both.day)} only; what fits both was read as "
            f"{_spoken(best.day)}, and may be wrong"
        )
    century = ""
    if "%y" in best.day:
        cells, century = in_one_century(cells)
    notes += [century] * bool(century)
    notes += [f"read as {_spoken(best.day)}; could be {_spoken(other.day)}" for other in rivals if other.read == best.read]
    notes += [
        f"{_cells(only)} fit {_spoken(other.day)} only, and the others were read as {_spoken(best.day)}"
        for other in rivals
        if other.read < best.read and (only := int((best.cells.is_null() & other.cells.is_not_null()).sum()))
    ]
    for other_family in _FAMILIES:
        left = cells.is_null() & texts.is_not_null()
        if other_family is family or not left.any():
            continue
        found, rivals, also_zoned = _tried(texts.set(~left, None), other_family)
        if not found.read:
            continue
        written = f"{_cells(found.read)} written as {_spoken(found.day)} where most are {_spoken(best.day)}"
        if all(found.surpasses(rival) for rival in rivals):
            cells = cells.zip_with(found.cells.is_null(), found.cells)
            ways[_spoken(found.day)] = found.read
            zoned = zoned or also_zoned
            notes.append(f"{written}; read, too")
        else:
            notes.append(f"{written}, or as {_spoken(rivals[0].day)}; not read, for nothing tells which")
    serial = _serials(texts, cells)
    if count := serial.len() - serial.null_count():
        cells = cells.zip_with(serial.is_null(), serial)
        ways[_DAY_NUMBER] = count
        notes.append(f"{_cells(count)} written as {_DAY_NUMBER} where most are {_spoken(best.day)}; read, too")
    missed = texts.filter(cells.is_null() & texts.is_not_null()).n_unique()
    known = texts.filter(cells.is_not_null()).n_unique()
    if not known or known < _SHARE * (known + missed):
        return None
    others &= cells.is_not_null()
    if zoned:
        notes.append(ZONE_NOTE)
        if len(ways) == 1 and (mixed := _zones(texts, cells, _spoken(best.day))) is not None:
            ways, others, note = mixed
            notes.append(note)
    form = None if century else best.format  # a format knows its own century only
    ways = ways if len(ways) > 1 else {}
    return Moments(cells=cells, format=form, ways=ways, others=others, notes=tuple(notes))


def _both(texts: pl.Series, best: _Try, rival: _Try) -> bool:
    """Return whether two orders of day and month are mixed: one alone reads too few of the texts, and both read nearly all."""
    there = texts.len() - texts.null_count()
    either = int((best.cells.is_not_null() | rival.cells.is_not_null()).sum())
    return best.read < _SHARE * there and either >= _NEARLY * there


def _zones(texts: pl.Series, cells: pl.Series, day: str) -> tuple[dict[str, int], pl.Series, str] | None:
    """Return how many times have a zone and how many do not, which are not as most, and a note; None where all are alike."""
    timed = (texts.str.contains(":") & cells.is_not_null()).fill_null(False)
    zoned = (texts.str.contains(_ZONE) & timed).fill_null(False)
    kinds = [("with", zoned), ("without", timed & ~zoned)]
    (most, usual), (fewer, others) = sorted(kinds, key=lambda kind: -kind[1].sum())
    if not others.any():
        return None
    ways = {f"{day}, {most} a time zone": int(usual.sum()), f"{day}, {fewer} a time zone": int(others.sum())}
    return ways, others, f"{_cells(int(others.sum()))} {fewer} a zone where most are not"


def _serials(texts: pl.Series, cells: pl.Series) -> pl.Series:
    """Read what is left as the day numbers of a spreadsheet, where these are days among the dates of all others."""
    left = texts.set(~(cells.is_null() & texts.str.contains(_SERIAL)).fill_null(False), None)
    if left.null_count() == left.len():
        return left.cast(_MICROSECONDS, strict=False)
    days = left.cast(pl.Float64) - _EPOCH
    read = (days * 86_400_000_000).round().cast(pl.Int64).cast(_MICROSECONDS)
    slack = timedelta(days=_SLACK)
    return read.set(~read.is_between(cells.min() - slack, cells.max() + slack).fill_null(False), None)  # type: ignore[operator]


def _tried(texts: pl.Series, family: _Family) -> tuple[_Try, list[_Try], bool]:
    """Return the order of a family that reads most, those that read something else, and whether there are time zones."""
    shaped = texts.set(~texts.str.contains(family.shape + _CLOCK).fill_null(False), None)
    # One spelling for the clock, so that a few formats read all: a blank before it, a dot before fractions, Z for UTC.
    plain = shaped.str.replace(r"([0-9])(?:T|\s+)([0-9]{1,2}:)", "$1 $2").str.replace(r"(:[0-9]{2}),([0-9])", "$1.$2")
    zoned = plain.str.contains(_ZONE).fill_null(False)
    tries = [_Try(plain, zoned, day) for day in family.days]
    best = max(tries, key=lambda each: each.read)  # the first of equals
    return best, [each for each in tries if each is not best and "%B" not in each.day and "%b" not in each.day], bool(zoned.any())


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

    def surpasses(self, other: _Try) -> bool:
        """Return True where this order reads all that the other does, and more."""
        return self.read > other.read and not (self.cells.is_null() & other.cells.is_not_null()).any()


def _read(texts: pl.Series, form: str, zone: bool) -> pl.Series:
    if not zone:
        return texts.str.to_datetime(form, time_unit="us", strict=False)
    tight = texts.str.replace(r"\s+(Z|[+-][0-9]{2}:?[0-9]{2})$", "$1")
    return tight.str.to_datetime(form, time_unit="us", time_zone="UTC", strict=False).dt.replace_time_zone(None)


def _spoken(day: str) -> str:
    """Return a format as people write it, its separators and all: ``year-month-day``."""
    for code, word in _SPOKEN.items():
        day = day.replace(code, word)
    return day


def _cells(count: int) -> str:
    return counted(count, "cell")
