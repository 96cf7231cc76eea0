"""Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese, Tibetan."""

from __future__ import annotations

import polars as pl

UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"
_LETTERS_A_WORD = 2.0
"""Characters of a word in such a script, about."""
LETTERS_A_CHARACTER = 2
"""Letters of a script with spaces that say as much as one character of these, about."""
_LEAST, _LOOKED_AT = 0.5, 500


def unspaced_gaps(texts: pl.Series) -> float:
    """Return how many spaces texts in such a script would have on average, with a space between words."""
    cells = texts.drop_nulls()
    if not len(cells) or not cells.str.contains(UNSPACED).any():
        return 0.0
    gaps = cells.str.count_matches(UNSPACED).cast(pl.Float64) / _LETTERS_A_WORD - 1
    return float(gaps.clip(lower_bound=0.0).mean() or 0.0)  # type: ignore[arg-type]


def is_unspaced(texts: pl.Series) -> bool:
    """Return whether most letters of some texts are of a script without spaces between words.

    Parameters
    ----------
    texts : polars.Series of String
        Cells of a column; the first few hundred are enough.
    """
    cells = texts.drop_nulls().head(_LOOKED_AT)
    if not len(cells) or not cells.str.contains(UNSPACED).any():
        return False
    return int(cells.str.count_matches(UNSPACED).sum()) > _LEAST * int(cells.str.count_matches(r"\p{L}").sum())
