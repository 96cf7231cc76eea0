"""Parts of the data in which a quick model errs more than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise

import numpy as np
import polars as pl

from dataqa.checks._words import named, shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Cell, Evidence, Measurement, Phrase, Rows
from dataqa.probe.codes import Codes
from dataqa.probe.scored import Scored
from dataqa.probe.skill import Floats, skill_of
from dataqa.probe.slices import Slice, weakest
from dataqa.profile.column import ColumnProfile

_Told = tuple[str, pl.Expr]
"""A slice of one column in words, and as a condition."""


@check(needs=("target", "two values", "learnable"), reads=("target", "learnable"), needs_words=True)
def weak_slices(audit: Context) -> Iterator[Measurement]:
    """By how much a quick model errs more in a part of the data than elsewhere, the worst parts (SliceFinder: Chung et al. 2019).

    All rows are predicted by models that did not see them, and looked at by categories, by parts of equal size of numbers, by being
    empty, and by two of these at once. Errors are wrong answers, or distances of normal scores. The intervals hold for all parts
    (Bonferroni). Columns that surely leak are left out, and so are groups of people, which are compared with each
    other and not with the rest (`group-errors`).
    """
    p, probe = audit.parameters, audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting") or not set(probe.learnable) - leaks_of(audit):
        raise NotApplicable(cannot_learn(audit))
    scored = probe.scored(audit.engine, leaks_of(audit))
    if skill_of(scored.predicted, scored.target).value < float(p["least_skill"]):
        raise NotApplicable("quick models have too little skill to be worse anywhere")
    some = np.sort(np.argsort(scored.keys, kind="stable")[: int(p["rows"])])
    losses = _losses(scored)[some]
    frame = audit.engine.take(scored.positions[some])
    columns: dict[str, Codes] = {}
    told: dict[str, list[_Told]] = {}
    for column in _columns(audit)[: int(p["columns"])]:
        columns[column.name], told[column.name] = _coded(
            frame.get_column(column.name), column, int(p["categories"]), int(p["bins"])
        )
    for found in weakest(losses, columns, int(p["fewest"]), int(p["most"]), float(p["least"]), float(p["largest"])):
        yield _measured(audit, scored, found, told)


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


def _coded(cells: pl.Series, column: ColumnProfile, most: int, bins: int) -> tuple[Codes, list[_Told]]:
    """Return which part of the column each cell belongs to (−1: to none), and the parts."""
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
        parts = [(f"{name} is {shown(value)}", cell == value) for value in kept.to_list()]
        codes = joined.cast(pl.Int64).fill_null(-1).to_numpy().copy()
        codes[cells.is_null().to_numpy()] = len(parts)
    return codes, [*parts, (f"{name} is empty", cell.is_null())]


def _between(name: str, cell: pl.Expr, low: float | None, high: float | None, minimum: float) -> _Told:
    if low is None and high == minimum:
        return f"{name} is {shown(high)}", cell == high
    if low is None:
        return f"{name} is at most {shown(high)}", cell <= high
    if high is None:
        return f"{name} is above {shown(low)}", cell > low
    return f"{name} is above {shown(low)}, up to {shown(high)}", (cell > low) & (cell <= high)


def _measured(audit: Context, scored: Scored, found: Slice, told: dict[str, list[_Told]]) -> Measurement:
    parts = [told[name][code] for name, code in found.parts]
    inside = audit.engine.where(reduce(pl.Expr.__and__, (condition for _, condition in parts)))
    places = np.searchsorted(scored.positions, inside)
    known = (places < len(scored.positions)) & (scored.positions[np.minimum(places, len(scored.positions) - 1)] == inside)
    rows, losses = inside[known], _losses(scored)[places[known]]
    order = np.argsort(-losses, kind="stable")
    discrete = scored.target.discrete
    here, elsewhere = (f"{one:.0%}" if discrete else f"{one:.2f}" for one in (found.here, found.elsewhere))
    says = (
        f"is wrong in {here} of the {len(rows):,} rows"
        if discrete
        else f"is {here} standard deviations off in the {len(rows):,} rows"
    )
    where = " and ".join(text for text, _ in parts)
    return Measurement(
        value=found.value,
        unit="standard deviations",
        interval=found.interval,
        columns=tuple(name for name, _ in found.parts),
        rows=Rows(positions=rows[order]),
        about=Cell(where),
        details={
            "says": Phrase(says),
            "where": where,
            "elsewhere": elsewhere,
            "slice_rows": len(rows),
            "looked_at": found.rows,
            "here": found.here,
            "others": found.elsewhere,
        },
        evidence=(
            Evidence(
                title="Share that a quick model gets wrong" if discrete else "How far a quick model is off",
                unit="share of rows" if discrete else "standard deviations",
                labels=(Phrase("in this part"), Phrase("elsewhere")),
                values=(found.here, found.elsewhere),
                marked=(0,),
            ),
        ),
    )
