"""Cells without what a careless copy changes: case, punctuation and digits of texts, the last digits of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context
from dataqa.engine.local import LocalEngine

DIGITS = 3
"""Significant digits that a number keeps."""


def folded_text(column: str, letters: int = 0) -> pl.Expr:
    """Return a text in lower case, each number one 0, all but letters and digits one blank; null where nothing is left.

    Parameters
    ----------
    column : str
        Its column.
    letters : int
        A text of fewer letters keeps its numbers: they may be what it is about.
    """
    plain = pl.col(column).str.normalize("NFKC").str.to_lowercase()
    text = plain.str.replace_all(r"\p{N}+", "0")
    if letters:
        text = pl.when(plain.str.count_matches(r"\p{L}") >= letters).then(text).otherwise(plain)
    text = text.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def folded_rows(frame: pl.DataFrame, texts: Sequence[str] = (), letters: int = 0) -> pl.DataFrame:
    """Return rows with their numbers rounded to three significant digits, and some columns' texts folded.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    texts : sequence of str
        Columns to be folded; those that hold no text stay as they are.
    letters : int
        As of `folded_text`.
    """
    numeric = [
        rounded(frame.get_column(name)).alias(name)
        for name, dtype in frame.schema.items()
        if dtype.is_float() or (dtype.is_integer() and len(frame))
    ]
    prose = [folded_text(name, letters) for name in texts if frame.schema.get(name) == pl.String]
    return frame.with_columns(*numeric, *prose)


def rounded(series: pl.Series) -> pl.Series:
    """Return numbers with three significant digits; whole numbers below 1000 stay as they are."""
    values = series.cast(pl.Float64).to_numpy()
    return pl.Series(series.name, _rounded(values), nan_to_null=True)


def _rounded(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    plain = np.isfinite(values) & (np.abs(values) > 1e-290) & (np.abs(values) < 1e290)
    size = np.floor(np.log10(np.abs(np.where(plain, values, 1.0)))) - (DIGITS - 1)
    # by a division where digits are cut before the point, by a product behind it: so that equal numbers stay equal
    whole, part = 10.0 ** np.maximum(size, 0), 10.0 ** np.maximum(-size, 0)
    return np.where(plain, np.rint(np.where(plain, values, 1.0) * part / whole) / part * whole, values)


def with_rows(audit: Context, frame: pl.DataFrame) -> Context:
    """Return the audit as if it had these rows of the same columns: chance is judged on the cells that are compared."""
    table = replace(audit.table, frame=frame)
    return replace(audit, engine=LocalEngine(table), profile=replace(audit.profile, rows=frame.height))
