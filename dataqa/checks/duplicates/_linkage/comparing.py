"""How alike two records are, field by field."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.arrays import Bools, Codes, Positions, ShortCodes
from dataqa.checks.duplicates._linkage.fields import Field

MISSING, EXACT, NEAR, DIFFERENT = 0, 1, 2, 3
Levels = npt.NDArray[np.int8]
_LEAST, _DIGITS = 4, 4
"""Characters of a text, and of a number, below which one that is nearly the same is another."""
_LONG, _LONGER = 8, 14
_JARO, _CONTAINED = 0.94, 5
"""Likeness (Jaro and Winkler 1990) from which an abbreviation is nearly the same; characters of a text that is part of another."""


def levels_of(fields: Sequence[Field], first: Positions, second: Positions) -> Levels:
    """Return for each pair of rows and each field whether their values are missing, the same, nearly the same or different."""
    found = np.empty((len(first), len(fields)), dtype=np.int8)
    moved = _moved(fields, first, second)
    for place, field in enumerate(fields):
        ours, theirs = field.codes[first], field.codes[second]
        levels = np.where(ours == theirs, EXACT, DIFFERENT)
        if field.slips:
            other = np.flatnonzero((ours != theirs) & (ours >= 0) & (theirs >= 0))
            levels[other[_near(field, ours[other], theirs[other])]] = NEAR
        levels[moved[:, place] & (levels == DIFFERENT)] = NEAR
        levels[(ours < 0) | (theirs < 0)] = MISSING
        found[:, place] = levels
    return found


def _moved(fields: Sequence[Field], first: Positions, second: Positions) -> Bools:
    """Return where the word of one row stands in another field of the other row."""
    places = [place for place, field in enumerate(fields) if field.words]
    moved = np.zeros((len(first), len(fields)), dtype=np.bool_)
    if len(places) < 2:
        return moved
    lengths = np.cumsum([0, *(len(fields[place].values) for place in places)])
    together = pl.concat([fields[place].values.rename("text") for place in places]).rank("dense").to_numpy().astype(np.int64)
    ours, theirs = (
        [_at(together[lengths[n] : lengths[n + 1]], fields[place].codes[side]) for n, place in enumerate(places)]
        for side in (first, second)
    )
    for n, place in enumerate(places):
        for m in range(len(places)):
            if n != m:
                moved[:, place] |= (ours[n] == theirs[m]) & (ours[n] > 0)
                moved[:, place] |= (theirs[n] == ours[m]) & (theirs[n] > 0)
    return moved


def _at(words: Codes, codes: ShortCodes) -> Codes:
    return np.where(codes >= 0, words[codes], -1)


def _near(field: Field, ours: ShortCodes, theirs: ShortCodes) -> Bools:
    """Return which pairs of values are a slip or an abbreviation apart; each different pair is compared once."""
    pairs = pl.DataFrame({"a": np.minimum(ours, theirs), "b": np.maximum(ours, theirs)})
    different = pairs.unique().sort("a", "b")
    a, b = (field.values.gather(different.get_column(side)) for side in "ab")
    near = pl.Series("near", _alike_words(a, b) if field.words else _alike_numbers(a, b))
    return pairs.join(different.with_columns(near), on=["a", "b"], how="left", maintain_order="left").get_column("near").to_numpy()


def _alike_words(a: pl.Series, b: pl.Series) -> Bools:
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA, JaroWinkler

    shortest = np.minimum(a.str.len_chars().to_numpy(), b.str.len_chars().to_numpy())
    digits = pl.col("a", "b").str.replace_all(r"\D", "")
    same_digits = pl.DataFrame({"a": a, "b": b}).select(digits).select(pl.col("a") == pl.col("b")).to_series().to_numpy()
    near: Bools = (shortest == 1) & (a.str.slice(0, 1) == b.str.slice(0, 1)).to_numpy()  # an initial
    at = np.flatnonzero(same_digits & (shortest >= _LEAST))
    ours, theirs = a.gather(at).to_list(), b.gather(at).to_list()
    most = 1 + (shortest[at] >= _LONG).astype(np.int64) + (shortest[at] >= _LONGER)
    alike = process.cpdist(ours, theirs, scorer=OSA.distance, score_cutoff=3) <= most
    alike |= process.cpdist(ours, theirs, scorer=JaroWinkler.similarity) >= _JARO
    alike |= (process.cpdist(ours, theirs, scorer=fuzz.token_set_ratio) >= 100) & (shortest[at] >= _CONTAINED)
    near[at] = alike
    return near


def _alike_numbers(a: pl.Series, b: pl.Series) -> Bools:
    """Return which numbers are one digit, or two neighbours swapped, apart (Damerau 1964)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    shortest = np.minimum(a.str.len_chars().to_numpy(), b.str.len_chars().to_numpy())
    distances = process.cpdist(a.to_list(), b.to_list(), scorer=OSA.distance, score_cutoff=1)
    return np.asarray((distances <= 1) & (shortest >= _DIGITS))
