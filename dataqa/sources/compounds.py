"""Amounts in two units, the greater one first: ``5'11"``, ``5 ft 11 in``, ``10 st 4 lb``, ``2 years 3 months``."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_N, _LESS = r"[0-9]+(?:[.,][0-9]+)?", r"(?:0|[1-9][0-9]?)(?:[.,][0-9]+)?"
_PAIRS: tuple[tuple[str, str, str, float], ...] = (
    (r"(?:'|′|’|ft\.?|feet|foot)", r"(?:\"|″|”|''|in\.?|inch(?:es)?)", "inches", 12.0),
    (r"(?:st\.?|stones?)", r"(?:lbs?\.?|pounds?)", "pounds", 14.0),
    (r"(?:lbs?\.?|pounds?)", r"(?:oz\.?|ounces?)", "ounces", 16.0),
    (r"(?:y|yrs?\.?|years?)", r"(?:m|mos?\.?|mths?\.?|months?)", "months", 12.0),
)
_SHARE, _BOTH = 0.9, 0.3
"""Cells that must be such amounts, and those with both units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compounds:
    """A text column in the smaller of two units: null where a cell has neither."""

    cells: pl.Series
    note: str
    unit: str


def read_compounds(texts: pl.Series, sample: pl.Series) -> Compounds | None:
    """Read amounts in two units as numbers in the smaller one.

    Parameters
    ----------
    texts : polars.Series of String
        Stripped texts, null where a cell is missing.
    sample : polars.Series of String
        Some different ones.

    Returns
    -------
    Compounds or None
        None where fewer than 90 % of the cells are such amounts.
    """
    if sample.str.contains(r"^[0-9]").sum() < _BOTH * sample.len():
        return None
    for greater, smaller, unit, factor in _PAIRS:
        # the smaller unit may be left out behind feet: 5'11
        shape = rf"^(?i:(?P<greater>{_N})\s*{greater})?[\s,]*(?:(?P<smaller>{_LESS})\s*(?i:{smaller})?)?$"
        both = rf"^{_N}\s*(?i:{greater})[\s,]*{_LESS}\s*(?i:{smaller})?$"
        if sample.str.contains(both).sum() < _BOTH * sample.len() or sample.str.contains(shape).sum() < _SHARE * sample.len():
            continue
        parts = texts.str.extract_groups(shape).struct.unnest()
        parts = parts.with_columns(pl.all().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False))
        bare = texts.str.contains(rf"^{_N}$").fill_null(False)  # without any unit it could be either
        some = pl.any_horizontal(pl.col("greater", "smaller").is_not_null()) & (pl.col("smaller").fill_null(0.0) < factor)
        total = parts.select(pl.when(some).then(pl.col("greater").fill_null(0.0) * factor + pl.col("smaller").fill_null(0.0)))
        cells = total.to_series().set(bare, None)
        if cells.len() - cells.null_count() >= _SHARE * (texts.len() - texts.null_count()):
            return Compounds(cells=cells, note=f"amounts in two units were read as {unit}", unit=unit)
    return None
