"""Text that holds numbers: plain, with marks of thousands, with a sign of money, a percent sign or a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from dataqa.sources.footnotes import Footnotes, without_footnotes
from dataqa.sources.separators import MARKED, PLAIN, UNDECIDED, without_marks
from dataqa.sources.units import WRITTEN, UnitReading, measured

_WHOLE = r"^[+-]?[0-9]+$"
# A leading zero, or more digits than a float keeps, means a code: a postcode, a card, a key.
_CODE = r"^[+-]?0[0-9]+(?:[.,][0-9]*)?$|^[+-]?[0-9]{16,}$"
# micro- and nanoseconds since 1970, from 2001 on
_STAMP = r"^[12][0-9]{15}$|^[12][0-9]{18}$"
# Programs write 1.5e+03 and people 5e3; 740E17 among whole numbers is a code of digits and letters.
_DIGITS_E = r"^[0-9]+[eE][0-9]+$"
_POWER = r"^[1-9]e[0-9]{1,2}$"
_FRACTIONS = r"^[+-]?[0-9]*\.[0-9]*(?:[eE][+-]?[0-9]+)?$|[eE][+-]"
# 536365 and C536379: digits as many as in nearly all others, with a letter before or behind
_LETTERED = r"^(?:\p{L}{1,2}-?[0-9]{4,}|[0-9]{4,}\p{L}{1,2})$"

_BRACKETED = r"^\([0-9][0-9.,]*\)$"
_DIALLED = r"^\+[1-9][0-9]{7,14}$"
_TENS = r"^([+-]?[0-9]+(?:\.[0-9]+)?)\s*[x×*·]\s*10\s*\^\s*\(?([+\-−]?[0-9]{1,3})\)?$"  # 1.5x10^3; 6x100 is six packs of a hundred

# below or above what an instrument can measure
_BOUND = r"^(?:[<>≤≥]|&lt;|&gt;)=?\s*[0-9]+(?:[.,][0-9]+)?$"
_TENTH = r"^[0-9]{1,3}\.[1-9]0$"
_VERSION = r"^(?P<major>[0-9]{1,3})\.(?P<minor>0|[1-9][0-9]?)$"
_TEN, _MOST_STEPS = 10, 0.6

_SHARE = 0.9
_DISTINCT = 3
_HALF = 0.5
_LEAST_SHOWN, _FEW_WORDS, _SOME, _MANY = 0.2, 3, 20, 50
"""Share of numbers among withheld ones at least, and different words instead of them at most; different numbers at least, of
which most have decimals, or not."""
_WITHHELD = (
    r"(?i)^(?:[(\[<].{1,20}[)\]>]|[^\p{L}]+|suppressed|suppr\.?|withheld|confidential|redacted|masked|hidden|censored|absent"
    r"|not (?:disclosed|published|shown|released|available|reported)|too few|too small|geheim|absente?|confidentiel|secret)$"
)
"""What stands in place of a number that is withheld: a mark, a letter in brackets, or one of these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """A text column as numbers: null where a cell is none. `note` says what was read how.

    `ways` counts the cells by the unit or sign that they are written with; `others` says which are not written as most are.
    `plain` is False where the cells have units or marks that other programs do not read.
    """

    cells: pl.Series
    note: str = ""
    ways: Mapping[str, int] = field(default_factory=dict)
    others: pl.Series | None = None
    plain: bool = True


def may_be_numbers(sample: pl.Series) -> bool:
    """Return True where more than half of a sample of texts looks like numbers."""
    alike = sample.str.contains(f"{PLAIN}|{MARKED}|{WRITTEN}|{_TENS}|{_BRACKETED}").sum()
    return bool(2 * alike > sample.len())


def read_numbers(texts: pl.Series, *, timed: bool = False) -> Numerals | None:
    """Read texts as numbers.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    timed : bool
        Whether numbers of micro- or nanoseconds since 1970 are to be expected.

    Returns
    -------
    Numerals or None
        None where too few cells are numbers, or where they are codes, or marks or units are used in two ways.
    """
    there = texts.len() - texts.null_count()
    suspects = texts.filter(texts.str.contains(f"{_CODE}|{_DIGITS_E}").fill_null(False))
    if timed and len(suspects) == there and suspects.str.contains(_STAMP).all():
        return Numerals(cells=texts.cast(pl.Int64))
    if not there or (len(suspects) and (suspects.str.contains(_CODE).any() or _digits_and_letters(suspects, texts))):
        return None
    if _versions(texts) or _dialled(texts, there):
        return None
    bare, good, note = without_marks(texts)
    return _cast(bare, good, there, note) if good.sum() == there else _as_people_write(texts, there)


def _as_people_write(texts: pl.Series, there: int) -> Numerals | None:
    """Read numbers that are not written as programs write them: ``1.5x10^3``, ``(1,204)``, ``48.1 [2]``, ``12 kg``."""
    plain = texts.str.replace(_TENS, "${1}e${2}")
    if texts.str.contains(_BRACKETED).sum() == there and texts.str.contains(",", literal=True).any():
        plain = texts.str.strip_chars("()")  # around all numbers they are no minus sign; (1), (2), (3) are places in a list
    if (noted := without_footnotes(plain)) is not None and (read := _footnoted(noted, there)) is not None:
        return read
    bare, good, note = without_marks(plain)
    if good.sum() < there and (found := measured(plain)) is not None and _mostly(found, good, there):
        return _with_units(found, there)
    read = _cast(bare, good, there, note)
    return read if read is None or (plain == texts).all() else replace(read, plain=False)


def _mostly(found: UnitReading, plain: pl.Series, there: int) -> bool:
    """Return whether units, signs of money or brackets are how the column is written, and no slips in one of plain numbers."""
    read = int(found.good.sum())
    with_unit = sum(count for unit, count in found.ways.items() if unit)
    return read >= _SHARE * there and read > plain.sum() and (found.bracketed or found.multiples or with_unit >= _HALF * read)


def _footnoted(found: Footnotes, there: int) -> Numerals | None:
    bare, good, note = without_marks(found.texts)
    read = _cast(bare, good, there, "; ".join(part for part in (found.note, note) if part))
    return read and replace(read, ways=found.ways, others=found.marked & read.cells.is_not_null(), plain=False)


def _with_units(found: UnitReading, there: int) -> Numerals | None:
    numbers = found.numbers.set(~found.good, None)
    if numbers.str.contains(_CODE).any():
        return None
    bare, good, note = without_marks(numbers)
    read = _cast(bare, good, there, "; ".join(part for part in (found.note, note) if part))
    if read is None:
        return None
    cells = read.cells if found.factors is None else read.cells.cast(pl.Float64) * found.factors
    cells = cells if found.offsets is None else cells + found.offsets
    return Numerals(cells=cells, note=read.note, ways=found.ways, others=found.others, plain=False)


def _cast(texts: pl.Series, good: pl.Series, there: int, note: str) -> Numerals | None:
    bounds = int((~good & texts.str.contains(_BOUND)).sum())
    mostly = good.sum() >= _HALF * there and good.sum() + bounds >= _SHARE * there
    if not (mostly or _withheld(texts, good, there)) or (good.sum() < there and _lettered(texts, good)):
        return None
    texts = texts.set(~good, None)
    if good.sum() < there and texts.n_unique() - 1 < _DISTINCT:  # one of the distinct values is null
        return None
    whole = bool(texts.str.contains(_WHOLE).all())
    return Numerals(
        cells=texts.cast(pl.Int64 if whole else pl.Float64, strict=False).fill_nan(None), note=note, plain=note in ("", UNDECIDED)
    )


def _withheld(texts: pl.Series, good: pl.Series, there: int) -> bool:
    """Return whether what is no number is one of a few words that stand again and again, such as "Suppressed" and "(D)".

    Statistical offices withhold small counts. Sizes have words, too, but fewer numbers; among the whole numbers of rooms and
    routes a word is a name, unless it is one of those that withhold.
    """
    if good.sum() < _LEAST_SHOWN * there:
        return False
    words = texts.filter(~good & texts.is_not_null())
    numbers = texts.filter(good).unique()
    if words.n_unique() > _FEW_WORDS or words.str.contains("[0-9]").any():
        return False
    if float(numbers.str.contains("[.,]").mean() or 0.0) > _HALF:  # type: ignore[arg-type]
        return numbers.len() >= _SOME
    return numbers.len() >= _MANY and bool(words.str.contains(_WITHHELD).all())


def _versions(texts: pl.Series) -> bool:
    """Return whether texts such as 1.9 and 1.10 are versions: both 1.1 and 1.10 are there, and what follows the point counts up."""
    if not texts.str.contains(_TENTH).any():
        return False
    seen = texts.drop_nulls().unique()
    parts = seen.str.extract_groups(_VERSION).struct.unnest().cast(pl.Int64)
    if parts.null_count().sum_horizontal().item():
        return False
    counted = (
        parts.group_by("major").agg(pl.col("minor").max().alias("last"), pl.len().alias("steps")).filter(pl.col("last") >= _TEN)
    )
    # as many different ones as it counts, and both 1.1 and 1.10 among them
    both = seen.str.strip_suffix("0").is_in(seen.implode()) & seen.str.contains(_TENTH)
    return bool(both.any()) and counted.height > 0 and bool((counted["steps"] >= _MOST_STEPS * counted["last"]).all())


def _dialled(texts: pl.Series, there: int) -> bool:
    """Return whether texts are telephone numbers: each begins with a plus, and none is written with a decimal sign."""
    return bool(texts.drop_nulls().head(1).str.starts_with("+").all()) and int(texts.str.contains(_DIALLED).sum()) == there


def _digits_and_letters(exponents: pl.Series, texts: pl.Series) -> bool:
    """Return whether digits with an E among them are codes: no cell has a decimal point, or an exponent with a sign."""
    return not exponents.str.contains(_POWER).all() and not texts.str.contains(_FRACTIONS).any()


def _lettered(texts: pl.Series, good: pl.Series) -> bool:
    """Return whether most of what is no number is a code with a letter, with as many digits as nearly all numbers have."""
    failed = texts.filter(~good & texts.is_not_null())
    codes = failed.filter(failed.str.contains(_LETTERED))
    numbers = texts.filter(good)
    if len(codes) < _HALF * len(failed) or not len(numbers):
        return False
    lengths = codes.str.count_matches("[0-9]").unique()
    return bool((numbers.str.len_chars().is_in(lengths.to_list()) & numbers.str.contains(_WHOLE)).mean() >= _SHARE)  # type: ignore[operator]
