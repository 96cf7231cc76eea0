"""Text whose encoding had to be guessed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.model import Measurement, Phrase

_BEYOND = r"[^\x00-\x7F]"
_SHOWN = 5


@check(reads=("table",), aside=True)
def guessed_encoding(audit: Context) -> Iterator[Measurement]:
    """Share of rows with letters that depend on an encoding which was guessed, with its Wilson interval (Wilson 1927).

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
    rows = pl.DataFrame(found).select(pl.any_horizontal(columns)).to_series().arg_true()
    other = Phrase(others[0] if others else "")
    yield from rows_of(
        audit, rows, columns[:_SHOWN], kind="doubtful" if others else "", taken=Phrase(taken), other=other, in_columns=len(columns)
    )
