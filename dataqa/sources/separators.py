"""Marks in numbers: which sign stands between thousands, and which before decimals, as all cells of a column agree."""

from __future__ import annotations

import polars as pl

BLANKS = r" '’\x{00A0}\x{2009}\x{202F}"
"""Blanks and apostrophes that stand between thousands."""

PLAIN = r"^[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:inf|infinity))$"
MARKED = rf"^[+-]?[0-9.,]*[0-9][0-9.,{BLANKS}]*$"
_SPACED = rf"^[+-]?[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+(?:[.,][0-9]*)?$"
_THOUSANDS_COMMA = r"^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]*)?$"  # of India, too
_DECIMAL_COMMA = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?$"
_THOUSANDS_POINT = r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"
_TWO_POINTS = r"^[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}$"
_UNMARKED = r"^[+-]?[0-9]{1,3}$"

_LOOK = 1_000
_LARGER = 5
"""How many times the digits before a point the numbers without one are, where the point marks thousands: 982 beside 12.500."""

_COMMA_THOUSANDS = "commas were read as marks of thousands"
_COMMA_DECIMAL = "commas were read as decimal signs"
_POINT_THOUSANDS = "points were read as marks of thousands"
UNDECIDED = "points were read as decimal signs; they could be marks of thousands"
_BLANK_THOUSANDS = "blanks and apostrophes were read as marks of thousands"


def without_marks(texts: pl.Series) -> tuple[pl.Series, pl.Series, str]:
    """Write numbers with a decimal point and no other mark.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.

    Returns
    -------
    tuple of Series, Series of bool, str
        The texts without marks, which of them are numbers now, and a note on what was decided.
    """
    there, notes = texts.len() - texts.null_count(), [""]
    good = texts.str.contains(PLAIN).fill_null(False)
    if (
        good.sum() < there
        and (spaced := texts.str.contains(_SPACED).fill_null(False)).any()
        and _differ_in_length(texts.filter(spaced))
    ):
        texts = texts.zip_with(~spaced, texts.str.replace_all(rf"[{BLANKS}]", ""))
        good = texts.str.contains(PLAIN).fill_null(False)
        notes.append(_BLANK_THOUSANDS)
    if good.sum() < there and texts.str.contains(",", literal=True).any():
        texts, good, note = _with_commas(texts, good)
        notes.append(note)
    elif not _surely_decimal(texts):
        texts, good, note = _with_points(texts, good)
        notes.append(note)
    return texts, good, "; ".join(note for note in notes if note)


def _surely_decimal(texts: pl.Series) -> bool:
    """Return whether a look at some cells shows that the points, if any, are decimal signs."""
    seen = texts.drop_nulls().gather_every(max(1, texts.len() // _LOOK))
    pointed = seen.filter(seen.str.contains(".", literal=True))
    return not len(pointed) or not pointed.str.contains(_THOUSANDS_POINT).all()


def _differ_in_length(spaced: pl.Series) -> bool:
    """Return False where all have the same digits in the same places: so are phone numbers written, and no amounts."""
    return spaced.str.contains(r"[.,]").any() or spaced.str.count_matches("[0-9]").n_unique() > 1


def _with_commas(texts: pl.Series, plain: pl.Series) -> tuple[pl.Series, pl.Series, str]:
    """Read the comma as what all cells agree on: a mark of thousands, else the decimal sign."""
    numeric = texts.str.contains(MARKED).fill_null(False)
    thousands = plain | texts.str.contains(_THOUSANDS_COMMA).fill_null(False)
    if not (numeric & ~thousands).any():
        return texts.str.replace_all(",", "", literal=True), thousands, _COMMA_THOUSANDS
    decimal = texts.str.contains(_DECIMAL_COMMA).fill_null(False)
    if not (numeric & ~decimal).any():
        dotted = texts.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        return dotted, decimal, _COMMA_DECIMAL
    return texts, plain, ""


def _with_points(texts: pl.Series, plain: pl.Series) -> tuple[pl.Series, pl.Series, str]:
    """Read the point as a mark of thousands where nothing else can be meant: 1.234.567, or 12.500 beside 982."""
    numeric = texts.str.contains(MARKED).fill_null(False)
    pointed = texts.str.contains(_THOUSANDS_POINT).fill_null(False)
    unmarked = texts.str.contains(_UNMARKED).fill_null(False)
    if (numeric & ~pointed & ~unmarked).any() or (plain & ~numeric).any():
        return texts, plain, ""
    if not texts.str.contains(_TWO_POINTS).any() and not _far_larger(texts.filter(unmarked), texts.filter(pointed)):
        return texts, plain, UNDECIDED
    return texts.str.replace_all(".", "", literal=True), numeric, _POINT_THOUSANDS


def _far_larger(unmarked: pl.Series, pointed: pl.Series) -> bool:
    if not unmarked.len() or pointed.n_unique() < 2:
        return False
    whole = unmarked.cast(pl.Float64).abs().median()
    before = pointed.str.extract(r"^[+-]?([0-9]+)").cast(pl.Float64).median()
    return float(whole) >= _LARGER * float(before)  # type: ignore[arg-type]
