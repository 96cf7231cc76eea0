"""Texts that are amounts and no plain numbers: ``<5``, ``10–19``, ``65+``, ``2x3x4``, ``120/80``, ``$5`` beside ``€5``."""

from __future__ import annotations

import polars as pl

_LOOK, _SHARE, _REPEATED = 200, 0.9, 0.5
_N = r"[+\-−]?[0-9]+(?:[.,][0-9]+)*"
_SIGNED = rf"^(?:[<>≤≥~≈±]=?\s*)?{_N}\s*[%°]?$"
_SIGN = r"^[<>≤≥~≈±]"
_FORMS = (
    rf"^\p{{Sc}}\s*{_N}$|^{_N}\s*\p{{Sc}}$|^[A-Z]{{3}} {_N}$|^{_N} [A-Z]{{3}}$",
    rf"^{_N}\s*\+$",
    rf"^{_N}(?:\s*[x×*]\s*{_N}){{1,3}}$",
    r"^[0-9]{1,3}\s*[/:]\s*[0-9]{1,3}$",
    rf"^{_N}\s*×\s*10\^?{_N}$",
    r"^[0-9]+(?:\.[0-9]+)?\s*°?\s*(?:[0-9.]+\s*['′]\s*)?(?:[0-9.]+\s*[\"″]\s*)?[NSEWnsew]$",
)
_RANGE = r"^(?P<low>[0-9]+(?:\.[0-9]+)?)\s*(?:-|–|to|bis)\s*(?P<high>[0-9]+(?:\.[0-9]+)?)$"


def are_amounts(texts: pl.Series) -> bool:
    """Return whether nearly all of some texts are amounts, so that they name no rows, however many differ.

    Parameters
    ----------
    texts : polars.Series of String
        Some cells of a column.
    """
    seen = texts.drop_nulls().head(_LOOK).str.strip_chars()
    least = _SHARE * len(seen)
    if not len(seen):
        return False
    if seen.str.contains(_SIGNED).sum() >= least and seen.str.contains(_SIGN).any():
        return True
    return any(seen.str.contains(form).sum() >= least for form in _FORMS) or _ranges(seen, least)


def _ranges(seen: pl.Series, least: float) -> bool:
    """Return whether texts are ranges, and no numbers of cases of a year: the first is the smaller, and mostly another."""
    parts = seen.str.extract_groups(_RANGE).struct.unnest().cast(pl.Float64)
    rising = parts.filter(pl.col("low") < pl.col("high"))
    return rising.height >= least and rising.get_column("low").n_unique() >= _REPEATED * seen.n_unique()
