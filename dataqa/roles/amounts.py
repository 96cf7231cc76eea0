"""Texts that are amounts and no plain numbers: ``<5``, ``10–19``, ``$34K–$60K``, ``2x3x4``, ``120/80``, ``1.2 ± 0.3``, ``Free``."""

from __future__ import annotations

import polars as pl

from dataqa.sources.units import is_money, known_unit, parted

_LOOK, _SHARE, _REPEATED = 200, 0.9, 0.5
_N = r"[+\-−]?[0-9]+(?:[.,][0-9]+)*"
_BEHIND = r"(?:\s*(?:mm|cm|m|in|inch|inches|\"|mmHg|px))?"
_SIGNED = rf"^(?:[<>≤≥~≈±▲▼△▽↑↓]=?\s*)?{_N}\s*[%°]?$"
_SIGN = r"^[<>≤≥~≈±▲▼△▽↑↓]"
_FORMS = (
    rf"^{_N}\s*\+$",
    rf"^{_N}(?:\s*[x×*]\s*{_N}){{1,3}}{_BEHIND}$",
    rf"^[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?\s*[/:]\s*[0-9]{{1,3}}{_BEHIND}$",
    rf"^{_N}\s*(?:±|\+/-|\+-)\s*{_N}\s*%?$",
    rf"^{_N}\s*%?\s*[(\[]\s*{_N}\s*%?(?:\s*(?:-|–|,|;|to)\s*{_N}\s*%?)?\s*[)\]]$",
    r"^[0-9]+(?:\.[0-9]+)?\s*°?\s*(?:[0-9.]+\s*['′]\s*)?(?:[0-9.]+\s*[\"″]\s*)?[NSEWnsew]$",
)
_PLACES = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_ASIDE = r"\s*[kKmMbB]?(?:\s*(?:\p{Sc}|%)|\s[a-z]{1,5})?"
_RANGE = (
    rf"^(?:US|R)?\p{{Sc}}?\s*(?P<low>{_PLACES}){_ASIDE}\s*(?:-|–|to|bis)\s*"
    rf"(?:US|R)?\p{{Sc}}?\s*(?P<high>{_PLACES}){_ASIDE}(?:\s*\([^()]*\))?$"
)
_VALUED = r"\p{Sc}|%|[0-9][kKM]\b"
_LOCAL = r"^[+\-−]?(?:[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2})$"
_BOTH = r"\.[0-9]{3},[0-9]|,[0-9]{3}\.[0-9]"
_CHECK_LETTER = r"^[0-9]{7,}\p{L}$|^0[0-9]"
_COUNTED = r"(?:^| )(\p{L}{3,}?)s?$"
_WORDS, _WAYS = 3, 12
"""Different words that may stand for an amount, such as "Free", and ways to write the unit."""


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
    numbered = seen.str.contains("[0-9]").sum()
    if numbered < least:
        return numbered >= _REPEATED * len(seen) and _with_units(seen)
    if seen.str.contains(_SIGNED).sum() >= least and seen.str.contains(_SIGN).any():
        return True
    # 1,234.50 beside 1.234,50: a number in any case, and which one is not known
    if seen.str.contains(_LOCAL).sum() >= least and seen.str.contains(_BOTH).any():
        return True
    return any(seen.str.contains(form).sum() >= least for form in _FORMS) or _ranges(seen, least) or _with_units(seen)


def _ranges(seen: pl.Series, least: float) -> bool:
    """Return whether texts are ranges, and no numbers of cases of a year: the first is the smaller, and mostly another."""
    parts = seen.str.extract_groups(_RANGE).struct.unnest()
    parts = parts.with_columns(pl.all().str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False))
    rising = parts.filter(pl.col("low") < pl.col("high"))
    if rising.height < least:
        return False
    return bool(seen.str.contains(_VALUED).any()) or rising.get_column("low").n_unique() >= _REPEATED * seen.n_unique()


def _with_units(seen: pl.Series) -> bool:
    """Return whether texts are numbers with a known unit or sign of money, but for a few words of which each comes again."""
    wordy = ~seen.str.contains("[0-9]")
    numbers, words = seen.filter(~wordy), seen.filter(wordy)
    if words.n_unique() > _WORDS or len(numbers) < max(1.0, _REPEATED * len(seen)):
        return False
    parts = parted(numbers).filter(pl.col("number").is_not_null())
    if parts.height < _SHARE * len(numbers) or numbers.str.contains(_CHECK_LETTER).any():
        return False
    after = pl.col("after").str.strip_chars().str.to_lowercase()
    # 2.3M views, 870K views: what is counted stands behind each of them
    counted = parts.select(after.str.extract(_COUNTED)).to_series()
    if not counted.null_count() and counted.n_unique() == 1:
        after = after.str.replace(_COUNTED, "")
    written = parts.select("before", after.str.strip_chars()).unique()
    ways = [(before, after) for before, after in written.iter_rows() if before or after]
    known = all((not before or is_money(before)) and (is_money(after) or known_unit(after) is not None) for before, after in ways)
    return 0 < len(ways) <= _WAYS and known
