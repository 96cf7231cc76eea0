"""Lines of a table that are no records: headers that are repeated, totals, footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Positions
from dataqa.context import Context
from dataqa.model import no_positions
from dataqa.roles.columns import UNIQUE

_WIDE, _MOST_TOTALS, _HIGH = 3, 0.2, 0.95


def headers(audit: Context) -> Positions:
    """Return the rows whose cells are the names of their columns: most of them, and two at the least."""
    matches = np.zeros(audit.rows, dtype=np.int64)
    names = 0
    for source in audit.table.columns:
        name = source.name.strip().lower()
        dtype = audit.table.frame.get_column(source.name).dtype
        if dtype == pl.String:
            matches[audit.engine.where(pl.col(source.name).str.strip_chars().str.to_lowercase() == name)] += 1
        elif name in (text.strip().lower() for text in source.unparsed_examples):
            matches[source.unparsed] += 1
        names += 1
    return np.flatnonzero((matches >= 2) & (2 * matches >= names)).astype(np.int64)


def totals(audit: Context, words: Sequence[str]) -> tuple[Positions, tuple[str, ...]]:
    """Return the rows that add up others, and the columns that say so.

    A cell says "Total", alone or next to another value of its column ("North total"), and the rest of the row bears it out: most of
    its numbers are among the highest of their columns, or most other texts are empty. Where each row has a name of its own, it
    would add up all of them, and they are the highest: the oil company "Total" is among the largest of the world, and no total of
    them.

    Parameters
    ----------
    audit : Context
        The audit.
    words : sequence of str
        Whole cells that mean a total, in lower case.
    """
    frame = audit.table.frame
    found = no_positions()
    either = "|".join(map(re.escape, words))
    columns = []
    for name, dtype in frame.schema.items():
        part = audit.task.columns.get(name)
        # a total among the series of a panel is one of them: `total-series` reports it
        if dtype != pl.String or name == audit.task.target or (part is not None and part.meaning == "key of a series"):
            continue
        # most texts hold none of the words: looking for them takes far less time than what follows
        lower = audit.engine.values(name).str.to_lowercase()
        may = lower.str.contains_any(list(words)).fill_null(False)
        if not may.any():
            continue
        cell = pl.col("cell").str.strip_chars(" \t:*.")
        # what is left of "North total" and of "Total of North"
        before, behind = (rf"^(.+?)[ :-]+(?:{either})$", rf"^(?:{either})(?: of| for)?[ :-]+(.+)$")
        rest = pl.coalesce(cell.str.extract(before), cell.str.extract(behind))
        parted = lower.str.strip_chars().unique()
        said = lower.filter(may).to_frame("cell").select(cell.is_in(list(words)) | rest.is_in(parted.implode()).fill_null(False))
        rows = np.flatnonzero(may.to_numpy())[said.to_series().to_numpy()]
        if not 0 < len(rows) <= _MOST_TOTALS * audit.rows:
            continue
        borne = rows[_high(audit, rows, of_all=_names(audit, name)) | _bare(frame, rows, name)]
        if len(borne):
            found = np.union1d(found, borne)
            columns.append(name)
    return found, tuple(columns)


def _names(audit: Context, name: str) -> bool:
    """Return whether nearly every row has a value of its own."""
    column = audit.profile.columns[name]
    return column.distinct >= UNIQUE * column.present


def _high(audit: Context, rows: Positions, *, of_all: bool = False) -> Bools:
    """Return which rows have mostly numbers among the highest of their columns, or that are the highest."""
    numbers = [
        c for c, part in audit.profiles("numeric", "target") if c.kind == "number" and _HIGH in c.quantiles and c.distinct > 2
    ]
    if not numbers:
        return np.zeros(len(rows), dtype=bool)
    cells = audit.engine.take(rows, [c.name for c in numbers])
    above = cells.select(
        (pl.col(c.name) >= c.maximum if of_all else pl.col(c.name) > c.quantiles[_HIGH])
        .fill_null(False)
        .cast(pl.Float64)
        .alias(str(i))
        for i, c in enumerate(numbers)
    )
    return above.mean_horizontal().to_numpy() > 0.5


def _bare(frame: pl.DataFrame, rows: Positions, name: str) -> Bools:
    """Return which rows have mostly empty cells in columns of texts that are filled otherwise."""
    others = [
        other
        for other, dtype in frame.schema.items()
        if dtype == pl.String and other != name and frame.get_column(other).null_count() < 0.5 * frame.height
    ]
    if len(others) < 2:
        return np.zeros(len(rows), dtype=bool)
    return frame[rows].select(pl.mean_horizontal(pl.col(other).is_null() for other in others) > 0.5).to_series().to_numpy()


def footnotes(audit: Context, pattern: str) -> Positions:
    """Return the rows of which a single cell is filled, by a text that begins as notes and sources do.

    Parameters
    ----------
    audit : Context
        The audit.
    pattern : str
        Regular expression of such a text.
    """
    frame = audit.table.frame
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    usual: Mapping[str, Any] = audit.profile.columns
    if frame.width < _WIDE or not texts or sum(c.present > 0.5 * c.rows for c in usual.values()) < _WIDE:
        return no_positions()
    filled = audit.engine.where(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt32)) == 1)
    note = frame[filled].select(pl.any_horizontal(pl.col(name).str.contains(pattern).fill_null(False) for name in texts))
    return np.asarray(filled[note.to_series().to_numpy()], dtype=np.int64)
