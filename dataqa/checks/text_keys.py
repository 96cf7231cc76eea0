"""Which texts are the same but for case and white space: a hash a row, made once for all checks."""

from __future__ import annotations

import polars as pl

from dataqa.context import Context


def folded(column: str) -> pl.Expr:
    """Return texts in lower case, with single blanks."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()


def folded_cells(column: str) -> pl.Expr:
    """Return a text without differences of case and white space; null where nothing is left."""
    return pl.when(folded(column) != "").then(folded(column))


def different_texts(texts: pl.Series) -> pl.Series:
    """Return a hash for each text, the same of those that `folded_cells` makes equal; null where nothing is left.

    Most texts have single blanks inside and none around them: only the others are searched for blanks.
    """
    lower = texts.alias("text").str.to_lowercase()
    spaced = lower.str.contains(r"[^\S ]|  |^ | $").fill_null(False) | (lower == "")
    keys = lower.hash(11)
    folded = texts.filter(spaced).alias("text").to_frame().select(folded_cells("text")).to_series()
    keys = keys.scatter(spaced.arg_true(), folded.hash(11).set(folded.is_null(), None)) if len(folded) else keys
    return keys.set(texts.is_null(), None)


def text_keys(audit: Context, name: str) -> pl.Series:
    """Return `different_texts` of all rows of a column, made once an audit."""
    return audit.once(_keys, name)


def _keys(audit: Context, name: str) -> pl.Series:
    return different_texts(audit.engine.values(name))
