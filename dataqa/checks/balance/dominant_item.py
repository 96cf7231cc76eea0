"""A single item with many times the events of any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.interactions import interactions_of, names_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When an item stands alone."""

    times: Annotated[float, Field(gt=1)]
    """How many times as many events as the next item it has."""


@check(reads=("table",), parameters=Parameters)
def dominant_item(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the events that are about the one item that has many times the events of any other (Wilson 1927).

    Popularity falls off slowly from item to item. Where the first has many times what the second has, it was shown to everybody, is
    no item that people choose, or was counted wrongly. `long-tail` measures how uneven all items are.
    """
    found = interactions_of(audit)
    counts = found.table.group_by("item").len("n").sort(["n", "item"], descending=[True, False])
    if counts.height < 2 or counts["n"][0] < audit.parameters.times * counts["n"][1]:
        return
    rows = found.table.filter(pl.col("item") == counts["item"][0]).sort("row")
    yield Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(found.item,),
        rows=Rows(positions=rows_of(rows)),
        details={
            "item": names_of(counts.get_column("item"), 1)[0],
            "next": int(counts["n"][1]),
            "items": counts.height,
        },
    )
