"""Users, items, patients with few rows of their own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks._words import named
from dataqa.checks.coverage._categories import category_counts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.statistics import wilson

_STEPS = ((1, "1"), (4, "2–4"), (19, "5–19"), (99, "20–99"))


@check(needs=("group",), reads=("group",))
def sparse_entities(audit: Context) -> Iterator[Measurement]:
    """Share of a column's entities that have a single row, with the Gini coefficient of rows per entity (Gini 1912).

    Beside it how many entities have fewer rows than the rule's ``few``; and where two kinds of entities meet (users and items), the
    share of their pairs that occur. The rows named are those of entities with a single one.
    """
    groups = [column for column, _ in audit.profiles("group") if column.present]
    density, never = None, ""
    if len(groups) >= 2:
        first, second = (column.name for column in groups[:2])
        pairs = category_counts(audit, first, second)
        cells = pairs.get_column("c0").n_unique() * pairs.get_column("c1").n_unique()
        if cells:
            density = pairs.height / cells
            never = f"; {1 - density:.1%} of all pairs of {named(first)} and {named(second)} never occur"
    for place, column in enumerate(groups):
        counts = category_counts(audit, column.name).get_column("n").to_numpy().astype(np.int64)
        single, few = int((counts == 1).sum()), int((counts < int(audit.parameters["few"])).sum())
        if not single:
            continue
        meets = place < 2
        cell = pl.col(column.name)
        yield Measurement(
            value=single / len(counts),
            unit="share of entities",
            interval=wilson(single, len(counts)),
            columns=(column.name,),
            rows=audit.where(cell.is_not_null() & (pl.len().over(cell) == 1)),
            details={
                "says": never if meets else "",
                "single": single,
                "have": Phrase("has" if single == 1 else "have"),
                "few": few,
                "entities": len(counts),
                "gini": _gini(counts),
                "density": density if meets else None,
            },
            evidence=(_picture(column.name, counts),),
        )


def _gini(counts: npt.NDArray[np.int64]) -> float:
    """Return 0 where all entities have as many rows, towards 1 where one has them all."""
    ordered = np.sort(counts)
    ranks = np.arange(1, len(ordered) + 1)
    return float(2 * (ranks * ordered).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered))


def _picture(name: str, counts: npt.NDArray[np.int64]) -> Evidence:
    places = np.searchsorted([most for most, _ in _STEPS], counts)
    bars = np.bincount(places, minlength=len(_STEPS) + 1)
    return Evidence(
        title=f"Rows of each {name}",
        unit="entities",
        labels=(*(label for _, label in _STEPS), "100 or more"),
        values=tuple(map(float, bars)),
        marked=(0,),
        ordered=True,
    )
