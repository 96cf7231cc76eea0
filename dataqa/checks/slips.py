"""Texts that are another with one slip of the keyboard."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from dataqa.arrays import Bools

_LEAST, _WORD, _PAIRS, FEW = 5, 4, 100_000, 200
"""Characters below which a slip makes another text, and letters below which another word; different pairs that are
looked at; different texts that are all compared with each other."""
_DIGITS, _TOKENS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def slip_pairs(ours: pl.Series, theirs: pl.Series) -> Bools:
    """Return which pairs of texts are a slip apart (Damerau 1964): a letter more, less or other, or two neighbours swapped.

    The digits must be the same, and the words that differ must have four letters.
    """
    pairs = pl.DataFrame({"a": ours, "b": theirs}).with_row_index("pair").drop_nulls()
    lengths = [pl.col(side).str.len_chars().cast(pl.Int64) for side in "ab"]
    pairs = pairs.filter(pl.min_horizontal(lengths) >= _LEAST, (lengths[0] - lengths[1]).abs() <= 1)
    different = pairs.select("a", "b").unique().sort("a", "b").head(_PAIRS)
    slips = different.filter(pl.Series([_slip(a, b) for a, b in different.iter_rows()], dtype=pl.Boolean))
    found = np.zeros(len(ours), dtype=bool)
    found[pairs.join(slips, on=["a", "b"], how="semi").get_column("pair").to_numpy()] = True
    return found


def may_slip(texts: pl.Series) -> bool:
    """Return whether any two texts of a column of few are a slip apart."""
    different = texts.unique().drop_nulls().str.to_lowercase().sort()
    first, second = np.triu_indices(len(different), 1)
    return bool(slip_pairs(different.gather(first), different.gather(second)).any())


def _slip(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    if OSA.distance(a, b, score_cutoff=1) != 1 or _DIGITS.findall(a) != _DIGITS.findall(b):
        return False
    mine, theirs = _TOKENS.findall(a), _TOKENS.findall(b)
    if len(mine) != len(theirs):  # a blank is lacking, or one too many
        return min(len(a), len(b)) >= 2 * _WORD
    return all(min(len(x), len(y)) >= _WORD for x, y in zip(mine, theirs, strict=True) if x != y)
