"""Few users, items or other things that have most of the rows."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.balance._shares import Floats, gini, top_share
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.profile.column import ColumnProfile


@check(reads=("group", "categorical"), aside=True)
def long_tail(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that the most frequent tenth of a column's values have, with the Gini coefficient (Gini 1912).

    Looked at are columns of entities, and categories of very many values. Beside the share stands that of the most frequent
    hundredth, and what the least frequent half is left with; `by_chance` is the share that the tenth would have if rows were dealt
    to all alike (Poisson), so that a few rows for each make no head. How many have a single row does not count.
    """
    p = audit.parameters
    told = set[tuple[int, int]]()
    for column in _columns(audit, int(p["categories"]), int(p["columns"])):
        cell = pl.col(column.name).alias("value")
        counts = np.sort(audit.engine.counts(cell, where=cell.is_not_null()).get_column("len").to_numpy())[::-1].astype(np.float64)
        if len(counts) < int(p["least"]):
            continue
        share, low, high = top_share(counts, 0.1)
        single = int((counts == 1).sum())
        entity = audit.task.columns[column.name].role == "group"
        # a title beside its id is the same thing again
        alike = (round(20 * math.log(len(counts))), round(50 * share))
        if not entity and (single > len(counts) / 2 or alike in told):
            continue
        told.add(alike)
        hundredth = top_share(counts, 0.01)[0]
        inequality, *sure = gini(counts)
        tail = float(counts[len(counts) // 2 :].sum() / counts.sum())
        yield Measurement(
            value=share,
            unit="share of rows",
            interval=(low, high),
            columns=(column.name,),
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
                "popular": Phrase(str(p["popular"])) if audit.task.kind == "recommendation" else "",
            },
            evidence=(_picture(column.name, counts),),
        )


def _columns(audit: Context, categories: int, most: int) -> list[ColumnProfile]:
    """Return the columns of entities, then those of many categories, which still repeat: names and titles do not."""
    entities = [column for column, _ in audit.profiles("group") if column.present]
    many = [c for c, _ in audit.profiles("categorical") if c.distinct >= categories and c.distinct <= 0.5 * c.present]
    return [*entities, *many][:most]


def _by_chance(counts: Floats) -> float:
    """Return the share of the fullest tenth if as many rows fell on as many values by chance, each of which has one at least."""
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
