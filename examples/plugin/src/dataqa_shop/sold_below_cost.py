"""Sales below cost."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks import CheckParameters, Context, Measurement, NotApplicable, check, wilson


class Parameters(CheckParameters):
    """The two columns that are compared."""

    price: str
    """Name of the column with the price that was paid."""
    cost: str
    """Name of the column with the cost of the goods."""


@check(dimension="noise", rule="sold_below_cost.yaml", parameters=Parameters, reads=("numeric",), fewest=2)
def sold_below_cost(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of sales whose price is below the cost, with its Wilson interval (Wilson 1927)."""
    price, cost = audit.parameters.price, audit.parameters.cost
    if not {price, cost} <= {column.name for column, _ in audit.profiles("numeric")}:
        raise NotApplicable(f"there are no numeric columns {price!r} and {cost!r}: name them in a pack")
    rows = audit.where(pl.col(price) < pl.col(cost))
    if rows.count:
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            interval=wilson(rows.count, audit.rows),
            columns=(price, cost),
            rows=rows,
        )
