"""Digits of other scripts: Arabic, Persian, Devanagari, Bengali, Thai and those of full width."""

from __future__ import annotations

import polars as pl

_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)
_WESTERN = {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)} | {
    "٫": ".", "٬": ",", "．": ".", "，": ",", "：": ":", "－": "-", "／": "/", "％": "%", "＄": "$", "￥": "¥",
}  # fmt: skip
_SOME = "[٠-٩۰-۹०-९০-৯๐-๙０-９]"
NOTE = "digits of another script were read as 0 to 9"


def western(texts: pl.Series, sample: pl.Series) -> tuple[pl.Series, bool]:
    """Write digits as 0 to 9, and the marks that belong to them likewise.

    Parameters
    ----------
    texts : polars.Series of String
        All cells.
    sample : polars.Series of String
        Some of them: where none has such a digit, none is looked for.

    Returns
    -------
    tuple of Series, bool
        The texts, and whether any was written in another way.
    """
    if not sample.str.contains(_SOME).any():
        return texts, False
    return texts.str.replace_many(list(_WESTERN), list(_WESTERN.values())), True
