"""Parts of the data in which a quick model makes more errors than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Codes, Floats
from dataqa.checks._words import named, shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Cell, Evidence, Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.probe.scored import Scored
from dataqa.probe.skill import skill_of
from dataqa.probe.slices import Slice, weakest
from dataqa.profile.column import ColumnProfile


class Parameters(CheckParameters):
    """Parameters of `weak-slices`."""

    least_skill: Annotated[float, Field(ge=0, le=1)]
    """Skill (0 is guessing, 1 is perfect) of the quick model below which it is not better anywhere."""
    least: Annotated[float, Field(ge=0)]
    """Additional error, in standard deviations, from which a part is weak."""
    rows: Annotated[int, Field(ge=1)]
    """Rows that are searched, at most."""
    columns: Annotated[int, Field(ge=1)]
    """Columns that are searched, at most."""
    categories: Annotated[int, Field(ge=1)]
    """Categories of a column that are searched, at most: the most frequent."""
    bins: Annotated[int, Field(ge=2)]
    """Parts with equal numbers of rows into which a column of numbers is cut."""
    fewest: Annotated[int, Field(ge=2)]
    """Rows that a part needs."""
    largest: Annotated[float, Field(gt=0, le=1)]
    """Share of the rows that a part may have; with a larger part, the rest is easy rather than the part weak."""
    most: Annotated[int, Field(ge=1)]
    """Parts that are measured, at most."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of one column: in the words of the issue's id, as a formula for people, and as a condition."""

    subject: str
    formula: str
    condition: pl.Expr


@check(needs=("target", "two values", "learnable"), reads=("target", "learnable"), needs_words=True, parameters=Parameters)
def weak_slices(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Additional error of a quick model in a part of the data, for the worst parts (SliceFinder: Chung et al. 2019).

    All rows are predicted by models that did not see them. Parts are categories, ranges of numbers with equal numbers of rows,
    empty cells, and combinations of two of these. Errors are wrong classes, or distances of normal scores. The intervals hold for
    all parts together (Bonferroni). Columns that surely leak are left out, and so are protected groups, which `group-errors`
    compares.
    """
    p, probe = audit.parameters, audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting") or not set(probe.learnable) - leaks_of(audit):
        raise NotApplicable(cannot_learn(audit))
    scored = probe.scored(audit.engine, leaks_of(audit))
    if skill_of(scored.predicted, scored.target).value < p.least_skill:
        raise NotApplicable("quick models hardly beat guessing, so no part can be weaker")
    some = np.sort(np.argsort(scored.keys, kind="stable")[: p.rows])
    losses = _losses(scored)[some]
    frame = audit.engine.take(scored.positions[some])
    columns: dict[str, Codes] = {}
    parts: dict[str, list[_Part]] = {}
    for column in _columns(audit)[: p.columns]:
        columns[column.name], parts[column.name] = _coded(frame.get_column(column.name), column, p.categories, p.bins)
    for found in weakest(losses, columns, p.fewest, p.most, p.least, p.largest):
        yield _measured(audit, scored, found, parts)


def _losses(scored: Scored) -> Floats:
    if scored.target.discrete:
        return np.asarray(scored.predicted.argmax(axis=1) != scored.target.values, dtype=np.float64)
    return np.asarray(np.abs(scored.predicted - scored.target.values), dtype=np.float64)


def _columns(audit: Context) -> list[ColumnProfile]:
    left_out = {*leaks_of(audit), *audit.task.protected, audit.target}
    return [
        column
        for column, part in audit.profiles("numeric", "categorical", "boolean")
        if column.name not in left_out and not part.clock and column.present
    ]


def _coded(cells: pl.Series, column: ColumnProfile, most: int, bins: int) -> tuple[Codes, list[_Part]]:
    """Return to which part of the column each cell belongs (−1: to none), and the parts."""
    name, cell = named(column.name), pl.col(column.name)
    values = pl.DataFrame({"value": cells.drop_nulls()}).group_by("value").len()
    if column.kind == "number" and values.height > bins:
        array = cells.cast(pl.Float64).to_numpy()
        there = ~np.isnan(array)
        edges = np.unique(np.quantile(array[there], np.arange(1, bins) / bins, method="lower"))
        codes = np.where(there, np.searchsorted(edges, array, side="left"), len(edges) + 1).astype(np.int64)
        ends = [None, *edges.tolist(), None]
        parts = [_between(name, cell, *pair, column.minimum) for pair in pairwise(ends)]
    else:
        kept = values.sort(["len", "value"], descending=[True, False]).head(most).get_column("value")
        places = pl.DataFrame({"value": kept}).with_row_index("code")
        joined = pl.DataFrame({"value": cells}).join(places, on="value", how="left", maintain_order="left").get_column("code")
        parts = [_Part(f"{name} is {shown(value)}", f"{name} = {shown(value)}", cell == value) for value in kept.to_list()]
        codes = joined.cast(pl.Int64).fill_null(-1).to_numpy().copy()
        codes[cells.is_null().to_numpy()] = len(parts)
    return codes, [*parts, _Part(f"{name} is empty", f"{name} is empty", cell.is_null())]


def _between(name: str, cell: pl.Expr, low: float | None, high: float | None, minimum: float) -> _Part:
    if low is None and high == minimum:
        return _Part(f"{name} is {shown(high)}", f"{name} = {shown(high)}", cell == high)
    if low is None:
        return _Part(f"{name} is at most {shown(high)}", f"{name} <= {shown(high)}", cell <= high)
    if high is None:
        return _Part(f"{name} is above {shown(low)}", f"{name} > {shown(low)}", cell > low)
    formula = f"{shown(low)} < {name} <= {shown(high)}"
    return _Part(f"{name} is above {shown(low)}, up to {shown(high)}", formula, (cell > low) & (cell <= high))


def _measured(audit: Context, scored: Scored, found: Slice, parts_of: dict[str, list[_Part]]) -> Measurement:
    parts = [parts_of[name][code] for name, code in found.parts]
    inside = audit.engine.where(reduce(pl.Expr.__and__, (part.condition for part in parts)))
    rows = np.intersect1d(inside, scored.positions, assume_unique=True)
    losses = _losses(scored)[np.searchsorted(scored.positions, rows)]
    order = np.argsort(-losses, kind="stable")
    discrete = scored.target.discrete
    return Measurement(
        value=found.value,
        unit="standard deviations",
        interval=found.interval,
        columns=tuple(name for name, _ in found.parts),
        rows=Rows(positions=rows[order]),
        about=Cell(" and ".join(part.subject for part in parts)),
        kind="" if discrete else "numbers",
        details={
            "where": " and ".join(part.formula for part in parts),
            "slice_rows": len(rows),
            "looked_at": found.rows,
            "here": found.here,
            "others": found.elsewhere,
        },
        evidence=(
            Evidence(
                title="Share of wrong predictions of a quick model" if discrete else "Mean error of a quick model",
                unit="share of rows" if discrete else "standard deviations",
                labels=(Phrase("in this part"), Phrase("elsewhere")),
                values=(found.here, found.elsewhere),
                marked=(0,),
            ),
        ),
    )
