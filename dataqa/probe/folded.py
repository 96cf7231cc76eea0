"""Names of classes without what does not change their meaning."""

from __future__ import annotations

import polars as pl

_LETTERS = 3


def folded_names(names: pl.Series) -> pl.Series:
    """Return names without case, blanks, separators, a full stop at the end, ``.0``, or the form of Unicode.

    Parameters
    ----------
    names : polars.Series
        Different texts.

    Returns
    -------
    polars.Series
        Equal for spellings that mean one class. Case stays where many names are single letters: A and a may be two things.
    """
    name = pl.col("name")
    tidy = name.str.normalize("NFKC").str.replace_all(r"[\u200b\ufeff]", "").str.strip_chars()
    tidy = tidy.str.replace(r"^(-?\d+)\.0+$", "$1").str.replace(r"[\s.,;:]+$", "")
    tidy = tidy.str.replace_all(r"(\w)(?:[\s_]+|-)(\w)", "$1 $2").str.replace_all(r"\s+", " ")
    lowered = tidy.str.to_lowercase()
    frame = pl.DataFrame({"name": names})
    single = frame.select(lowered.filter(tidy.str.len_chars() == 1)).to_series()
    if single.n_unique() > _LETTERS:
        lowered = pl.when(tidy.str.len_chars() == 1).then(tidy).otherwise(lowered)
    return frame.select(pl.when(lowered == "").then(name).otherwise(lowered).alias("folded")).to_series()
