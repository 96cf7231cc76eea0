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
    name, tidy, lowered = pl.col("name"), pl.col("tidy"), pl.col("tidy").str.to_lowercase()
    trimmed = name.str.normalize("NFKC").str.replace_all(r"[\u200b\ufeff]", "").str.strip_chars()
    trimmed = trimmed.str.replace(r"^(-?\d+)\.0+$", "$1").str.replace(r"[\s.,;:]+$", "")
    frame = pl.DataFrame({"name": names}).with_columns(tidy=trimmed)
    # what joins words takes longer to compile than to look for
    if frame.get_column("tidy").str.contains(r"[\s_-]").any():
        joined = tidy.str.replace_all(r"(\w)(?:[\s_]+|-)(\w)", "$1 $2").str.replace_all(r"\s+", " ")
        frame = frame.with_columns(tidy=joined)
    single = frame.select(lowered.filter(tidy.str.len_chars() == 1)).to_series()
    if single.n_unique() > _LETTERS:
        lowered = pl.when(tidy.str.len_chars() == 1).then(tidy).otherwise(lowered)
    return frame.select(pl.when(lowered == "").then(name).otherwise(lowered).alias("folded")).to_series()
