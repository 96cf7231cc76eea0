"""Single values of another kind than all others of their column: an e-mail address among places, a number among words."""

from __future__ import annotations

import polars as pl

from dataqa.parameters import CheckParameters

_NUMBER = r"^[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?\s?%?$"
_WORD = r"^[\p{L}\p{M}'’.\-]+$"
_SENTENCE = r"^[\p{L}\p{M}\s,;.'’\-]+$"


class Kinds(CheckParameters):
    """Kinds of values, and how many others make one of them a stranger."""

    values: int
    """Other different values, none of which is of that kind, at least."""
    plain_values: int
    """The same for numbers and sentences, which names may be."""
    rows: int
    """Rows of the value, at most."""
    longest: float
    """Average length of texts that are looked at: longer ones are prose."""
    words: int
    """Words of a sentence, at least, where all other values are one word each."""
    patterns: dict[str, str]
    """Regular expressions of whole cells, by what they are; the first counts."""


def strangers(counts: pl.DataFrame, kinds: Kinds) -> dict[str, str]:
    """Return the values that alone are of their kind, each with its kind in words.

    Where none of n other values is of a kind, no more than 4/(n + 4) are likely to be (Wilson 1927).

    Parameters
    ----------
    counts : polars.DataFrame
        ``text`` (stripped), ``rows``: the different values of a column.
    kinds : Kinds
        Kinds of values.
    """
    text = pl.col("text")
    number = counts.filter(text.str.contains(_NUMBER))
    if number.height > 1:
        return {}  # of several kinds already: titles, mixed codes
    found: dict[str, str] = {}
    left = counts
    for words, pattern in kinds.patterns.items():
        held = left.filter(text.str.contains(f"^(?:{pattern})$"))
        left = left.join(held, on="text", how="anti")
        if held.height == 1 and left.height >= kinds.values:
            found |= _rare(held, words, kinds)
    if counts.height > kinds.plain_values:
        others = counts.join(number, on="text", how="anti").get_column("text")
        if number.height and others.str.contains(r"\p{L}{2}").all() and not others.str.contains("[0-9]").any():
            found |= _rare(number, "a number", kinds)
        sentence = counts.filter(~text.str.contains(_WORD))
        if sentence.height == 1:
            several = text.str.count_matches(r"\p{L}{2,}") >= kinds.words
            found |= _rare(sentence.filter(several, text.str.contains(_SENTENCE)), "a text of several words", kinds)
    return found


def _rare(held: pl.DataFrame, words: str, kinds: Kinds) -> dict[str, str]:
    return {one: words for one, rows in held.select("text", "rows").iter_rows() if rows <= kinds.rows}
