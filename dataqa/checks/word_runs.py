"""Runs of words (n-grams) as hashes: how much of one text another contains, and how often a text repeats itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Hashes, Ints, Positions
from dataqa.checks.row_hashes import ODD

WORD = r"[\p{L}\p{M}\p{N}]+"
"""A word: letters, marks and digits, case and punctuation aside."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts, one behind the other.

    Attributes
    ----------
    hashes : ndarray of uint64
        Of each word.
    text : ndarray of int64
        The text that it is of.
    sizes : ndarray of int64
        Characters of each word.
    """

    hashes: Hashes
    text: Positions
    sizes: Ints

    def of(self, chosen: Bools) -> Words:
        """Return the words of some of the texts."""
        kept = chosen[self.text]
        return Words(self.hashes[kept], self.text[kept], self.sizes[kept])

    def runs(self, length: int) -> tuple[Hashes, Positions, Positions]:
        """Return the hash of each run of so many words, its text, and the place of its first word."""
        count = max(0, len(self.hashes) - length + 1)
        mixed = np.zeros(count, dtype=np.uint64)
        for place in range(length):
            mixed = (mixed ^ self.hashes[place : place + count]) * ODD
            mixed ^= mixed >> np.uint64(29)
        inside = self.text[:count] == self.text[length - 1 : length - 1 + count]
        starts = np.flatnonzero(inside).astype(np.int64)
        return mixed[starts], self.text[starts], starts


def words_of_texts(texts: pl.Series, pattern: str = WORD) -> Words:
    """Return the words of texts in lower case; a missing text has none."""
    frame = pl.DataFrame({"word": texts.str.to_lowercase().str.extract_all(pattern)}).with_row_index("text")
    words = frame.explode("word").drop_nulls("word")
    return Words(
        words.get_column("word").hash(11).to_numpy(),
        words.get_column("text").to_numpy().astype(np.int64),
        words.get_column("word").str.len_chars().to_numpy().astype(np.int64),
    )


def contained(parts: pl.Series, wholes: pl.Series, length: int) -> Floats:
    """Return for each text which share of its different runs of words the other text of its row contains (Broder 1997)."""
    runs, texts = _different(words_of_texts(parts), length)
    held, at = _different(words_of_texts(wholes), length)
    met = np.isin(_keyed(runs, texts), _keyed(held, at))
    total = np.bincount(texts, minlength=len(parts))
    return np.bincount(texts, weights=met, minlength=len(parts)) / np.maximum(total, 1)


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Texts that others contain: positions of the part and the whole, and the share of the part's runs that the whole holds."""

    part: Positions
    whole: Positions
    share: Floats


def overlaps(parts: Words, wholes: Words, length: int, least: float) -> Overlaps:
    """Return which texts are contained in which others, by their runs of words.

    Parameters
    ----------
    parts, wholes : Words
        Of texts that others may contain, and of these.
    length : int
        Words of a run.
    least : float
        Share of the different runs of a part that one whole holds.
    """
    runs, part = _different(parts, length)
    hashes, text, _ = wholes.runs(length)
    known = np.unique(runs)
    meets = known[np.minimum(np.searchsorted(known, hashes), max(0, len(known) - 1))] == hashes if len(known) else np.zeros(0, bool)
    held = pl.DataFrame({"run": hashes[meets], "whole": text[meets]}).unique()
    asked = pl.DataFrame({"run": runs, "part": part})
    counted = asked.join(held, on="run").group_by("part", "whole").len()
    sizes = asked.group_by("part").len().rename({"len": "runs"})
    shares = counted.join(sizes, on="part").with_columns(share=pl.col("len") / pl.col("runs")).filter(pl.col("share") >= least)
    shares = shares.sort("part", "whole")
    return Overlaps(
        shares.get_column("part").to_numpy().astype(np.int64),
        shares.get_column("whole").to_numpy().astype(np.int64),
        shares.get_column("share").to_numpy().astype(np.float64),
    )


def most_frequent(words: Words, texts: int, length: int) -> Floats:
    """Return for each text the characters of its most frequent run of words, all its places together (Rae et al. 2021)."""
    hashes, text, starts = words.runs(length)
    ends = np.append(0, np.cumsum(words.sizes))
    size = ends[starts + length] - ends[starts] + length - 1
    _, first, counts = np.unique(_keyed(hashes, text), return_index=True, return_counts=True)
    often = counts > 1
    first, counts = first[often], counts[often]
    top = pl.DataFrame({"text": text[first], "count": counts, "size": size[first]}).sort(
        ["text", "count", "size"], descending=[False, True, True]
    )
    top = top.unique("text", keep="first", maintain_order=True)
    found = np.zeros(texts)
    found[top.get_column("text").to_numpy()] = (top.get_column("count") * top.get_column("size")).to_numpy()
    return found


def repeated(words: Words, texts: int, length: int) -> Floats:
    """Return for each text the characters of words in runs that stood in it before (Rae et al. 2021)."""
    hashes, text, starts = words.runs(length)
    again = np.ones(len(starts), dtype=np.bool_)
    again[np.unique(_keyed(hashes, text), return_index=True)[1]] = False
    later = starts[again]
    inside = np.zeros(len(words.hashes) + 1, dtype=np.int64)
    np.add.at(inside, later, 1)
    np.add.at(inside, later + length, -1)
    covered = np.cumsum(inside)[:-1] > 0
    return np.bincount(words.text, weights=(covered * words.sizes).astype(np.float64), minlength=texts).astype(np.float64)


def _keyed(hashes: Hashes, text: Positions) -> Hashes:
    """Return hashes of runs that differ between texts."""
    return hashes ^ (text.astype(np.uint64) * ODD)


def _different(words: Words, length: int) -> tuple[Hashes, Positions]:
    hashes, text, _ = words.runs(length)
    found = pl.DataFrame({"run": hashes, "text": text}).unique().sort("text", "run")
    return found.get_column("run").to_numpy(), found.get_column("text").to_numpy().astype(np.int64)
