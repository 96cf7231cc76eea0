"""Targets whose cells hold several labels: lists, or texts such as ``"sql|python"``."""

from __future__ import annotations

import polars as pl

from dataqa.sources.table import ColumnSource

_SEPARATORS = ("|", ";", ",")
_LISTS = r"\(list|^list|^large_list|^List|^Array"
_LEAST, _LABELS, _LONGEST = 0.1, 0.5, 40
"""Share of cells with more than one label at least, labels for each different combination at most, and letters of a label."""


def several_labels(cells: pl.Series, source: ColumnSource) -> bool:
    """Return whether cells hold several labels each.

    Parameters
    ----------
    cells : polars.Series
        Some of the target's cells.
    source : ColumnSource
        How it came in.
    """
    if source.nested:
        return bool(pl.Series([source.stored]).str.contains(_LISTS)[0])
    return separator_of(cells) is not None


def separator_of(cells: pl.Series) -> str | None:
    """Return what stands between the labels of a cell; None where cells are no texts of several labels."""
    texts = cells.drop_nulls()
    if texts.dtype != pl.String:
        return None
    return next((separator for separator in _SEPARATORS if _parted(texts, separator)), None)


def _parted(texts: pl.Series, separator: str) -> bool:
    """Return whether the parts between separators are few labels, which come in many combinations and alone, too."""
    parts = texts.str.split(separator)
    if (parts.list.len() > 1).sum() < _LEAST * len(texts):
        return False
    labels = parts.explode().str.strip_chars()
    many = labels.n_unique() <= _LABELS * texts.n_unique() and bool((labels.str.len_chars() <= _LONGEST).all())
    return many and texts.is_in(labels.unique().implode()).any()
