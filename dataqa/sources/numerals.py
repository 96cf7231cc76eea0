"""Text that holds numbers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_PLAIN = r"^[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:inf|infinity))$"
_WHOLE = r"^[+-]?[0-9]+$"
# A leading zero, or more digits than a float keeps, means a code: a postcode, a card, a key.
_CODE = r"^[+-]?0[0-9]+(?:[.,][0-9]*)?$|^[+-]?[0-9]{16,}$"
_THOUSANDS_COMMA = r"^[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?$"
_DECIMAL_COMMA = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?$"
_DIGITS_AND_COMMAS = r"^[+-]?[0-9.,]*[0-9][0-9.,]*$"

_SHARE = 0.9
_DISTINCT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """A text column as numbers: null where a cell is none. `note` says which comma was read how."""

    cells: pl.Series
    note: str = ""


def may_be_numbers(sample: pl.Series) -> bool:
    """Return True where more than half of a sample of texts looks like numbers."""
    alike = sample.str.contains(f"{_PLAIN}|{_DIGITS_AND_COMMAS}").sum()
    return bool(2 * alike > sample.len())


def read_numbers(texts: pl.Series) -> Numerals | None:
    """Read texts as numbers.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.

    Returns
    -------
    Numerals or None
        None where too few cells are numbers, or where they are codes, or commas are used in two ways.
    """
    there = texts.len() - texts.null_count()
    if not there or texts.str.contains(_CODE).any():
        return None
    good = texts.str.contains(_PLAIN).fill_null(False)
    note = ""
    if (good.sum() < there) and texts.str.contains(",", literal=True).any():
        styled = _with_commas(texts, good)
        if styled is not None:
            texts, good, note = styled
    if good.sum() < _SHARE * there:
        return None
    texts = texts.set(~good, None)
    if good.sum() < there and texts.n_unique() - 1 < _DISTINCT:  # one of the distinct values is null
        return None
    whole = bool(texts.str.contains(_WHOLE).all())
    return Numerals(cells=texts.cast(pl.Int64 if whole else pl.Float64, strict=False).fill_nan(None), note=note)


def _with_commas(texts: pl.Series, plain: pl.Series) -> tuple[pl.Series, pl.Series, str] | None:
    """Read the comma as what all cells agree on: a mark of thousands, else the decimal sign."""
    numeric = texts.str.contains(_DIGITS_AND_COMMAS).fill_null(False)
    thousands = plain | texts.str.contains(_THOUSANDS_COMMA).fill_null(False)
    if not (numeric & ~thousands).any():
        return texts.str.replace_all(",", "", literal=True), thousands, "commas were read as marks of thousands"
    decimal = texts.str.contains(_DECIMAL_COMMA).fill_null(False)
    if not (numeric & ~decimal).any():
        dotted = texts.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        return dotted, decimal, "commas were read as decimal signs"
    return None
