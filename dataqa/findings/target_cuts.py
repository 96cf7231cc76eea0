"""Columns that decide a class by themselves: finer copies of it, and numbers that are cut where the class changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.context import Context
from dataqa.findings.numbers import as_number
from dataqa.findings.parameters import parameters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCut:
    """One column: in how many of the rows compared its value decides the class, how, and by how many values.

    `kind` is ``"finer"`` where each of its few values occurs with one class only, and ``"cut"`` where a class is all that lies on
    one side of a number.
    """

    name: str
    kind: str
    share: float
    agreeing: int
    rows: int
    values: int


def target_cuts(audit: Context) -> list[TargetCut]:
    """Return the columns whose value alone decides the class of a row, with hardly an exception.

    That classes are apart is no evidence: petals and prices of natural kinds are apart too, with few rows between them. A number
    that was cut to make the class has as many rows near the cut as elsewhere, and each on its own side.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[TargetCut]:
    if not audit.task.discrete or audit.profile.columns[audit.target].distinct < 2:
        return []
    limits = parameters_of("target-cuts")
    found = []
    for column, part in audit.profiles():
        if part.role in ("target", "split", "constant", "id", "image", "nested") or column.distinct < 2:
            continue
        if column.nulls > float(limits["most_empty"]) * column.rows:
            continue
        if column.distinct * int(limits["rows_a_value"]) <= audit.rows:
            one = _finer(audit, column.name)
        elif part.role in ("numeric", "datetime", "time"):
            one = _cut(audit, column.name)
        else:
            continue
        if one is not None:
            found.append(one)
    return found


def _decides(agreeing: int, rows: int, rarer: int) -> bool:
    """Return whether hardly any row is an exception, of all and of those that a guess would get wrong."""
    limits = parameters_of("target-cuts")
    return agreeing >= float(limits["share"]) * rows and rows - agreeing <= float(limits["wrong"]) * rarer


def _frames(audit: Context, name: str) -> Iterator[pl.DataFrame]:
    """Yield the sample, which spares all rows of columns that are plainly something else; then all rows if it is fewer."""
    yield audit.profile.sample
    if audit.profile.sampled:
        yield audit.engine.take(range(audit.rows), [name, audit.target])


def _finer(audit: Context, name: str) -> TargetCut | None:
    """Return a column of few values, more than the target has, of which each occurs with one class; every class has some."""
    for frame in _frames(audit, name):
        pairs = frame.select(pl.col(name).alias("a"), pl.col(audit.target).alias("b")).drop_nulls().group_by("a", "b").len()
        rows = int(pairs.get_column("len").sum())
        best = pairs.filter(pl.col("len") == pl.col("len").max().over("a")).unique("a", keep="any")
        agreeing, classes = int(best.get_column("len").sum()), pairs.get_column("b").n_unique()
        if best.height <= classes or best.get_column("b").n_unique() < classes:
            return None
        usual = int(pairs.group_by("b").agg(pl.col("len").sum()).get_column("len").max())  # type: ignore[arg-type]
        if not _decides(agreeing, rows, rows - usual):
            return None
    return TargetCut(name=name, kind="finer", share=agreeing / rows, agreeing=agreeing, rows=rows, values=best.height)


def _cut(audit: Context, name: str) -> TargetCut | None:
    limits = parameters_of("target-cuts")
    least = int(limits["least_rows"])
    for frame in _frames(audit, name):
        cells = frame.select(as_number(audit, name).alias("x"), pl.col(audit.target).alias("y")).drop_nulls()
        cells = cells.filter(pl.col("x").is_finite()).sort("x")
        x, classes = cells.get_column("x").to_numpy(), cells.get_column("y")
        found = []
        counts = classes.value_counts(name="rows").sort("rows").rows()
        for label, count in counts[: int(limits["most_classes"])] if len(counts) > 2 else counts[:1]:
            if count >= least and len(x) - count >= least:
                agreeing, place = best_cut(x, (classes == label).to_numpy())
                rarer = min(count, len(x) - count)
                if _decides(agreeing, len(x), rarer) and _no_valley(x, place, float(limits["valley"])):
                    found.append(agreeing)
        if not found:
            return None
    return TargetCut(name=name, kind="cut", share=max(found) / len(x), agreeing=max(found), rows=len(x), values=len(np.unique(x)))


def best_cut(x: Floats, hit: Bools) -> tuple[int, int]:
    """Return how many rows the best threshold puts right, and how many rows lie below it; `x` ascends."""
    below = np.cumsum(hit)[:-1]
    places = np.arange(1, len(x))
    # right where the class lies above, or where it lies below
    above = (places - below) + (hit.sum() - below)
    right = np.where(x[1:] > x[:-1], np.maximum(above, len(x) - above), 0)
    best = int(right.argmax())
    return int(right[best]), best + 1


def _no_valley(x: Floats, place: int, share: float) -> bool:
    """Return whether rows of one side lie as densely next to the cut as around a usual row of that side, or nearly so.

    A cut through one lump leaves a side that thins out away from it. Lumps of two kinds both thin out towards each other.
    """
    near = int(np.clip(min(place, len(x) - place) // 10, 3, 25))
    # the gap between the sides counts
    for at_cut, side in ((x[place] - x[place - 1 - near], x[:place]), (x[place + near] - x[place - 1], x[place:])):
        usual = float(np.median(side[near + 1 :] - side[: -near - 1]))
        if usual > 0 and float(at_cut) * share <= usual:
            return True
    return False
