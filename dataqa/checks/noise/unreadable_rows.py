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
    """Share of the file's rows that could not be read, with its Wilson interval (Wilson 1927).

    These rows do not have the cells of the header, or are not rows at all. No other check sees them.
    """
    count, read = audit.table.unreadable, audit.table.rows
    if not count:
        return
    examples = audit.table.unreadable_examples[:_SHOWN]
    places = Phrase("; ".join(found[0] for text in examples if (found := _PLACE.match(text))))
    yield Measurement(
        value=count / (count + read),
        unit="share of rows",
        interval=wilson(count, count + read),
        notes=("places",) if places else (),
        # where they are, and not what they hold: that may be personal
        details={"unread": count, "of": count + read, "places": places},
        evidence=(
            Evidence(
                title="Rows of the file", unit="rows", labels=("read", "not read"), values=(float(read), float(count)), marked=(1,)
            ),
        ),
    )
