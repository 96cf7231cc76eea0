"""Rows in which the values of two columns are swapped."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.noise._cells import brief
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.context import Context
from dataqa.findings.swaps import swaps_of
from dataqa.model import Measurement, Mend, Rows
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical", "group:text"), fewest=2)
def swapped_columns(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which two columns hold each other's values: numbers of the other's range, or its words.

    Only columns whose values are separate otherwise (5% to 95% quantiles), and only if most cells that lie in the range of the
    other column do so in both columns at once, which unrelated errors would not.
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
            notes=("example",),
            details={"first": first, "second": second, "first_cell": brief(row[0]), "second_cell": brief(row[1])},
            mends=tuple(
                Mend(columns=(mine,), cells=as_cells(cells.get_column(other).to_list()))
                for mine, other in ((first, second), (second, first))
            ),
        )
