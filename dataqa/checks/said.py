"""Measurements of rows in whose prompts and answers something was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson

FENCED = r"(?s)```.*?(?:```|$)|`[^`\n]*`"
"""Code in Markdown, which is quoted and not said."""
SHOWN_CHARACTERS = 60
NORM = 0.5
"""Share of the rows from which on something is the form of the data, and no exception."""


def rows_of(
    audit: Context, rows: pl.Series, columns: Sequence[str], kind: str = "", covered_by: tuple[str, ...] = (), **details: Any
) -> Iterator[Measurement]:
    """Yield the share of rows, with its Wilson interval (Wilson 1927); nothing if there is none.

    Parameters
    ----------
    audit : Context
        The audit.
    rows : polars.Series
        Positions, perhaps several times.
    columns : sequence of str
        What they are about.
    kind : str
        Which message says it.
    covered_by : tuple of str
        Checks that report these rows better.
    **details
        For the texts of the rule.
    """
    positions = np.unique(rows.to_numpy()).astype(np.int64)
    if len(positions):
        yield Measurement(
            value=len(positions) / audit.rows,
            unit="share of rows",
            interval=wilson(len(positions), audit.rows),
            columns=tuple(columns),
            rows=Rows(positions=positions),
            about=kind,
            kind=kind,
            details=details,
            covered_by=covered_by,
        )


def some(texts: pl.Series, most: int = 2) -> list[str]:
    """Return some different texts in their order, cut to a length that can be shown."""
    found = texts.drop_nulls().unique().sort().head(most).to_list()
    return [text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…" for text in found]
