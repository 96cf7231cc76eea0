"""Cells without what differs between near-duplicates: case, punctuation and digits of texts, the last digits of numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Positions
from dataqa.checks.row_hashes import ODD, again
from dataqa.context import Context
from dataqa.engine.local import LocalEngine
from dataqa.profile.column import ColumnProfile

DIGITS = 3
"""Significant digits that a number keeps at the least."""


def folded_text(column: str, letters: int = 0) -> pl.Expr:
    """Return a text in lower case, with each number as 0 and everything else between words as one space; null if nothing is left.

    Parameters
    ----------
    column : str
        Its column.
    letters : int
        A text with fewer letters keeps its numbers: they may be its content.
    """
    plain = pl.col(column).str.normalize("NFKC").str.to_lowercase()
    text = plain.str.replace_all(r"\p{N}+", "0")
    if letters:
        text = pl.when(plain.str.count_matches(r"\p{L}") >= letters).then(text).otherwise(plain)
    text = text.str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ").str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def folded_rows(audit: Context, frame: pl.DataFrame, letters: int = 0) -> pl.DataFrame:
    """Return rows with rounded numbers and folded texts; ids, groups, times and categories stay as they are.

    A number keeps three significant digits, and more if its column needs them to resolve a thousandth of its spread: coordinates in
    one town differ in the fourth digit.

    Parameters
    ----------
    audit : Context
        Roles, and the spread of the columns.
    frame : polars.DataFrame
        Some of the columns, of the same or other rows.
    letters : int
        As in `folded_text`.
    """
    numeric = [
        _rounded(frame.get_column(name), _spread(audit.profile.columns[name]))
        for name in audit.task.having("numeric")
        if name in frame.columns and frame.get_column(name).dtype.is_numeric()
    ]
    texts = [name for name in audit.task.having("text") if name in frame.columns and frame.get_column(name).dtype == pl.String]
    return frame.with_columns(*numeric, *(folded_text(name, letters) for name in texts))


def meeting_rows(audit: Context, frame: pl.DataFrame, rows: Positions, letters: int = 0) -> Positions:
    """Return those of some rows that equal another of them in `folded_rows`, up to collisions of hashes.

    Cells that stay as they are come first, numbers next and texts last: only rows that still meet another are folded further.
    """
    folded = [{*audit.task.having("numeric")}, {*audit.task.having("text")}]
    stages = [[name for name in frame.columns if not any(name in names for names in folded)]]
    stages += [[name for name in frame.columns if name in names] for names in folded]
    hashes = np.zeros(len(rows), dtype=np.uint64)
    for names in filter(None, stages):
        cells = folded_rows(audit, frame.select(names)[rows], letters).hash_rows(seed=2).to_numpy()
        hashes = (hashes ^ cells) * ODD
        met = again(hashes)
        rows, hashes = rows[met], hashes[met]
    return rows


def nothing_left(texts: pl.Series) -> Bools:
    """Return which texts are empty once folded: most have a plain letter or digit, and need not be."""
    doubtful = ~texts.str.contains("[A-Za-z0-9]").fill_null(False)
    found = doubtful.to_numpy().copy()
    found[found] = texts.filter(doubtful).to_frame("text").select(folded_text("text").is_null()).to_series().to_numpy()
    return found


def _spread(column: ColumnProfile) -> float:
    """Return the range of the middle nine tenths of a column, else its whole range; infinite if it has none."""
    ends = (column.quantiles.get(0.05), column.quantiles.get(0.95)), (column.minimum, column.maximum)
    ranges = [high - low for low, high in ends if low is not None and high is not None]
    return next((float(one) for one in ranges if np.isfinite(one) and one > 0), np.inf)


def _rounded(series: pl.Series, spread: float) -> pl.Series:
    values = series.cast(pl.Float64).to_numpy()
    plain = np.isfinite(values) & (np.abs(values) > 1e-290) & (np.abs(values) < 1e290)
    safe = np.where(plain, values, 1.0)
    size = np.floor(np.log10(np.minimum(np.abs(safe), min(max(spread, 1e-280), 1e280)))) - (DIGITS - 1)
    # divide when rounding before the decimal point, multiply after it: so equal numbers stay equal
    whole, part = 10.0 ** np.maximum(size, 0), 10.0 ** np.maximum(-size, 0)
    with np.errstate(over="ignore"):
        found = np.rint(safe * part / whole) / part * whole
    return pl.Series(series.name, np.where(plain & np.isfinite(found), found, values), nan_to_null=True)


def with_rows(audit: Context, frame: pl.DataFrame) -> Context:
    """Return the audit with these rows instead: chance is judged on the cells that are compared."""
    table = replace(audit.table, frame=frame)
    # what is known of the other rows does not hold for these
    return replace(audit, engine=LocalEngine(table), profile=replace(audit.profile, rows=frame.height), shared={})
