"""Whether cells hold several labels of a list: ``"sql|python"``."""

from __future__ import annotations

import polars as pl

_LOOK = 200
_PARTED = r"^[^|;,]{1,40}(?:\s*[|;,]\s*[^|;,]{1,40})+$"
_VALUE = r"^[+-]?[0-9]+(?:[-/.:][0-9]+)*$"
_SEVERAL, _REPEATED, _BLANKS = 0.3, 0.5, 3
"""Cells with several parts, of all; different parts, of different cells, up to which they are labels; and blanks in a label."""


def are_labels(texts: pl.Series) -> bool:
    """Return whether many cells hold several labels of which each comes often, or several numbers or dates.

    Parameters
    ----------
    texts : polars.Series of String
        Some cells of a column.
    """
    seen = texts.drop_nulls().head(_LOOK)
    several = seen.filter(seen.str.contains(_PARTED))
    if len(several) < max(2, _SEVERAL * len(seen)):
        return False
    parts = several.str.replace_all(r"\s*[|;,]\s*", "|").str.split("|").explode().str.strip_chars()
    if parts.str.contains(_VALUE).all():
        return True
    return parts.n_unique() <= _REPEATED * seen.n_unique() and bool((parts.str.count_matches(r"\s") <= _BLANKS).all())
