"""Rows of the file that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.statistics import wilson

_SHOWN = 5
_PLACE = re.compile(r".*?\bline [0-9,]+(?=:)")


@check(reads=("table",), aside=True)
def unreadable_rows(audit: Context) -> Iterator[Measurement]:
    """Share of the file's rows that do not have the cells of its header, or are none, with its Wilson interval (Wilson 1927).

    They are in no frame and no statistic, so all that is said else is said of the other rows.
    """
    count, read = audit.table.unreadable, audit.table.rows
    if not count:
        return
    shown = audit.table.unreadable_examples[:_SHOWN]
    yield Measurement(
        value=count / (count + read),
        unit="share of rows",
        interval=wilson(count, count + read),
        details={
            "told": Phrase("1 row" if count == 1 else f"{count:,} rows"),
            "of": count + read,
            # where they stand, and not what they hold: that may be personal
            "where": Phrase("; ".join(found[0] for text in shown if (found := _PLACE.match(text)))),
        },
        evidence=(
            Evidence(
                title="Rows of the file", unit="rows", labels=("read", "not read"), values=(float(read), float(count)), marked=(1,)
            ),
        ),
    )
