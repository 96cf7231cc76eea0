"""Form of texts, whatever they say."""

from __future__ import annotations

import polars as pl

_TEXT = pl.col("text")
_TOKENS = r"\[[^\]\n]{1,40}\]|</?[a-zA-Z][^>\n]{0,40}>|^[\w ]{1,20}:|[\w']{2,}"
_LONGEST = 2_000


def looks_of(texts: pl.Series) -> pl.DataFrame:
    """Return properties of the form of texts, one column each, named for people; null where there is no text."""
    length = _TEXT.str.len_chars()
    return pl.DataFrame({"text": texts}).select(
        length.alias("length"),
        _share(r"\p{Lu}").alias("share of capitals"),
        _share(r"\p{Nd}").alias("share of digits"),
        _share(r"[\p{P}\p{S}]").alias("share of punctuation"),
        _share(r"[^\x00-\x7f]").alias("share of non-ASCII characters"),
        (_TEXT.str.contains(r"^\s") | _TEXT.str.contains(r"\s$")).alias("leading or trailing spaces"),
        _TEXT.str.contains(r"</?[a-zA-Z][^>\n]*>|&[a-z]+;|&#\d+;").alias("HTML markup"),
        _TEXT.str.contains(r"\n").alias("line breaks"),
        _TEXT.str.contains(r"https?://|www\.").alias("links"),
    )


def tokens_of(texts: pl.Series) -> pl.DataFrame:
    """Return the words and markers (``[queue: 7]``, ``<br>``, ``Re:``) of texts: ``row`` and ``value``, each once a row."""
    frame = texts.str.slice(0, _LONGEST).str.to_lowercase().alias("value").to_frame().with_row_index("row")
    return frame.select("row", pl.col("value").str.extract_all(_TOKENS)).explode("value").drop_nulls().unique()


def _share(pattern: str) -> pl.Expr:
    return _TEXT.str.count_matches(pattern) / _TEXT.str.len_chars().clip(lower_bound=1)
