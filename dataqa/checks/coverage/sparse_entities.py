"""Entities (users, items, patients) with few rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Ints
from dataqa.checks._words import named
from dataqa.checks.coverage._categories import category_counts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_STEPS = ((1, "1"), (4, "2–4"), (19, "5–19"), (99, "20–99"))


class Parameters(CheckParameters):
    """Parameters of `sparse-entities`."""

    few: Annotated[int, Field(ge=1)]
    """Rows below which an entity counts as having few (the detail ``few``)."""


@check(needs=("group", "all rows"), reads=("group",), parameters=Parameters)
def sparse_entities(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of a column's entities that have a single row, with the Gini coefficient of rows per entity (Gini 1912).

    Also measured are the entities with fewer than ``few`` rows and, if there are two columns of entities (users and items), the
    share of their pairs that occur. The rows are those of entities with a single row. `known` says that the task is to know the
    entities themselves (recommendation, series); elsewhere a patient with one row is as good an example as any.
    """
    groups = [column for column, _ in audit.profiles("group") if column.present]
    density, pair = None, ("", "")
    if len(groups) >= 2:
        first, second = (column.name for column in groups[:2])
        pairs = category_counts(audit, first, second)
        cells = pairs.get_column("c0").n_unique() * pairs.get_column("c1").n_unique()
        if cells:
            density, pair = pairs.height / cells, (named(first), named(second))
    for place, column in enumerate(groups):
        counts = category_counts(audit, column.name).get_column("n").to_numpy().astype(np.int64)
        single, few = int((counts == 1).sum()), int((counts < audit.parameters.few).sum())
        if not single:
            continue
        paired = density is not None and place < 2
        cell = pl.col(column.name)
        yield Measurement(
            value=single / len(counts),
            unit="share of entities",
            interval=wilson(single, len(counts)),
            columns=(column.name,),
            rows=audit.where(cell.is_not_null() & (pl.len().over(cell) == 1)),
            notes=("pairs",) if paired else (),
            details={
                "single": single,
                "few": few,
                "known": float(audit.task.kind in ("recommendation", "forecasting")),
                "entities": len(counts),
                "gini": _gini(counts),
                "density": density if paired else None,
                "never": 1 - density if density is not None and paired else None,
                "pair_first": pair[0],
                "pair_second": pair[1],
            },
            evidence=(_picture(column.name, counts),),
        )


def _gini(counts: Ints) -> float:
    """Return 0 where all entities have as many rows, towards 1 where one has them all."""
    ordered = np.sort(counts)
    ranks = np.arange(1, len(ordered) + 1)
    return float(2 * (ranks * ordered).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered))


def _picture(name: str, counts: Ints) -> Evidence:
    places = np.searchsorted([most for most, _ in _STEPS], counts)
    bars = np.bincount(places, minlength=len(_STEPS) + 1)
    return Evidence(
        title=f"Rows per {name}",
        unit="entities",
        labels=(*(label for _, label in _STEPS), "100 or more"),
        values=tuple(map(float, bars)),
        marked=(0,),
        ordered=True,
    )
