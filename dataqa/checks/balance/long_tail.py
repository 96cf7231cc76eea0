"""Few users, items or other entities that have most of the rows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.balance._shares import gini, top_share
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile


class Parameters(CheckParameters):
    """Which columns are examined."""

    least: Annotated[int, Field(ge=1)]
    """Different values; a tenth of fewer says little."""
    categories: Annotated[int, Field(ge=1)]
    """Different values from which on a category is treated like an entity."""
    columns: Annotated[int, Field(ge=1)]
    """Columns examined, at most."""


@check(reads=("group", "categorical"), aside=True, parameters=Parameters)
def long_tail(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows that belong to the most frequent tenth of a column's values, with the Gini coefficient (Gini 1912).

    Columns of entities and categories with very many values are examined. The details add the share of the most frequent hundredth
    and that of the least frequent half; `by_chance` is the share that the tenth would have if rows were assigned to values at
    random (Poisson), so that a few rows per value make no head. How many values have a single row does not count.
    """
    p = audit.parameters
    seen = set[tuple[int, int]]()
    for column in _columns(audit, p.categories, p.columns):
        cell = pl.col(column.name).alias("value")
        counts = np.sort(audit.engine.counts(cell, where=cell.is_not_null()).get_column("len").to_numpy())[::-1].astype(np.float64)
        if len(counts) < p.least:
            continue
        share, low, high = top_share(counts, 0.1)
        single = int((counts == 1).sum())
        entity = audit.task.columns[column.name].role == "group"
        # a title beside its id repeats the same fact
        alike = (round(20 * math.log(len(counts))), round(50 * share))
        if not entity and (single > len(counts) / 2 or alike in seen):
            continue
        seen.add(alike)
        hundredth = top_share(counts, 0.01)[0]
        inequality, *sure = gini(counts)
        tail = float(counts[len(counts) // 2 :].sum() / counts.sum())
        yield Measurement(
            value=share,
            unit="share of rows",
            interval=(low, high),
            columns=(column.name,),
            kind="popularity" if audit.task.kind == "recommendation" else "",
            details={
                "values": len(counts),
                "head": max(1, round(0.1 * len(counts))),
                "hundredth": hundredth,
                "tail": tail,
                "gini": inequality,
                "gini_interval": sure,
                "single": single,
                "entity": int(entity),
                "by_chance": (chance := _by_chance(counts)),
                "beyond_chance": low - chance,
            },
            evidence=(_picture(column.name, counts),),
        )


def _columns(audit: Context, categories: int, most: int) -> list[ColumnProfile]:
    """Return the columns of entities, then those of many categories that still repeat, unlike names and titles."""
    entities = [column for column, _ in audit.profiles("group") if column.present]
    many = [c for c, _ in audit.profiles("categorical") if c.distinct >= categories and c.distinct <= 0.5 * c.present]
    return [*entities, *many][:most]


def _by_chance(counts: Floats) -> float:
    """Return the share of the largest tenth if as many rows fell on as many values at random, at least one on each."""
    from scipy.stats import poisson

    mean = float(counts.mean())
    more = np.arange(int(mean + 10 * np.sqrt(mean) + 20))
    chance = poisson.pmf(more, mean - 1)
    above = np.cumsum(chance[::-1])[::-1]  # of each number, how many have so many or more
    in_tenth = np.clip(0.1 - (above - chance), 0.0, chance)
    return float((in_tenth * (more + 1)).sum() / mean)


def _picture(name: str, counts: Floats) -> Evidence:
    parts = np.array_split(counts, 10)
    return Evidence(
        title=f"Rows of each tenth of {name}, the most frequent first",
        unit="share of rows",
        labels=tuple(f"{place}." for place in range(1, 11)),
        values=tuple(float(part.sum() / counts.sum()) for part in parts),
        marked=(0,),
        ordered=True,
    )
