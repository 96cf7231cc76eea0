"""Rows in which the values of two columns changed places."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.mending import as_cells
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.swaps import swaps_of
from dataqa.model import Measurement, Mend, Phrase, Rows
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical", "group:text"), fewest=2)
def swapped_columns(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which each of two columns holds what belongs into the other: numbers of the other's range, or its words.

    Only columns that keep apart otherwise (5 % to 95 % quantiles), and only where most cells that lie in the other's place on
    either side do so in the same rows, which unrelated slips would not.
    """
    for swap in swaps_of(audit):
        count = len(swap.rows)
        first, second = swap.columns
        cells = audit.engine.take(swap.rows, [first, second])
        row = cells.row(0)
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=swap.columns,
            rows=Rows(positions=swap.rows),
            details={
                "noun": Phrase("row" if count == 1 else "rows"),
                "first": first,
                "second": second,
                "shown": f"{first} {row[0]}, {second} {row[1]}",
            },
            mends=tuple(
                Mend(columns=(mine,), cells=as_cells(cells.get_column(other).to_list()))
                for mine, other in ((first, second), (second, first))
            ),
        )
