"""Text whose encoding had to be guessed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Rows
from dataqa.statistics import wilson

_BEYOND = r"[^\x00-\x7F]"
_SHOWN = 5


@check(reads=("table",), aside=True)
def guessed_encoding(audit: Context) -> Iterator[Measurement]:
    """Share of rows with letters that hang on an encoding which was guessed, with its Wilson interval (Wilson 1927).

    Bytes below 128 are the same in all encodings that are guessed; only cells with other letters can have been misread.
    """
    if not audit.table.guessed:
        return
    taken, *others = audit.table.guessed
    texts = [series for series in audit.table.frame.get_columns() if series.dtype == pl.String]
    found = {series.name: series.str.contains(_BEYOND).fill_null(value=False) for series in texts}
    columns = [name for name, odd in found.items() if odd.any()]
    if not columns:
        return
    rows = np.flatnonzero(np.logical_or.reduce([found[name].to_numpy() for name in columns])).astype(np.int64)
    yield Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=tuple(columns[:_SHOWN]),
        rows=Rows(positions=rows),
        kind="doubtful" if others else "",
        details={"taken": Phrase(taken), "other": Phrase(others[0] if others else ""), "in_columns": len(columns)},
    )
