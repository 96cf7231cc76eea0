"""Columns that equal another one in nearly all rows, and the cells in which they differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Ints
from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._copied import Pair, PairParameters, differing_rows, pairs_of
from dataqa.checks.noise._formulas.forms import Sum
from dataqa.checks.noise._formulas.holding import HoldingFormula
from dataqa.checks.noise._formulas.votes import Broken, wrong_cells
from dataqa.checks.noise._quantities import quantities
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.context import Context
from dataqa.model import Measurement, Mend, Rows
from dataqa.statistics import wilson


class Parameters(PairParameters):
    """Which of two cells that differ is probably wrong."""

    least_equal: float
    """Share of rows in which both columns are equal."""
    often: int
    """Rows with a text that is believed, against one that occurs in a single row."""
    prefer: float
    """How many times more likely the first column must be wrong than the copy."""


@check(reads=("numeric", "categorical", "text", "datetime", "id", "group", "time"), fewest=2, parameters=Parameters)
def near_copies(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows in which a column differs from its near-copy, by the column that is probably wrong.

    Text is compared without case and outer spaces, numbers to the coarser of their last digits, in rows where both have a value.
    Agreement beyond chance is measured by kappa (Cohen 1960) on the row sample; then all rows are compared. Columns without any
    difference have no wrong cell.
    """
    for pair in pairs_of(audit, audit.parameters):
        rows, compared = differing_rows(audit, pair)
        if not len(rows) or len(rows) > (1 - audit.parameters.least_equal) * compared:
            continue
        for name, mine in _wrong(audit, pair, rows, audit.parameters).items():
            if len(mine):
                yield _measured(audit, pair, name, mine, len(rows), compared)


def _wrong(audit: Context, pair: Pair, rows: Ints, limits: Parameters) -> dict[str, Ints]:
    """Return the rows in which the one and the other column is likelier wrong: the copy, unless the first looks out of line."""
    if pair.kind == "text":
        first, copy = (audit.engine.values(name) for name in (pair.first, pair.copy))
        often = [column.gather(rows).replace_strict(*_counts(column), default=0).to_numpy() for column in (first, copy)]
        strange = (often[0] <= 1) & (often[1] >= limits.often)
        return {pair.first: rows[strange], pair.copy: rows[~strange]}
    known = {one.name: one for one in quantities(audit, [pair.first, pair.copy])}
    breaks = np.zeros(audit.rows, dtype=bool)
    breaks[rows] = True
    off = np.abs(known[pair.first].values - known[pair.copy].values)
    rule = HoldingFormula(formula=Sum(pair.copy, (pair.first,), (1.0,)), level=1)
    wrong = wrong_cells([Broken(rule=rule, holds=~breaks, breaks=breaks, off=off)], known, limits.prefer)
    return {one.column: one.rows for one in wrong}


def _counts(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    counted = column.drop_nulls().alias("value").value_counts(name="rows")
    return counted.to_series(0), counted.to_series(1)


def _measured(audit: Context, pair: Pair, name: str, rows: Ints, broken: int, compared: int) -> Measurement:
    other = pair.first if name == pair.copy else pair.copy
    cell, other_cell = audit.engine.take([int(rows[0])], [name, other]).row(0)
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=rows),
        about=f"{pair.first} = {pair.copy}",
        notes=("example",),
        details={
            "first": pair.first,
            "copy": pair.copy,
            "other": other,
            "equal": compared - broken,
            "checked": compared,
            "support": 1 - broken / compared,
            "kappa": pair.kappa,
            "values": pair.values,
            "cell": brief(cell),
            "other_cell": brief(other_cell),
        },
        mends=(Mend(cells=as_cells(audit.engine.take(rows, [other]).get_column(other).to_list())),),
    )
