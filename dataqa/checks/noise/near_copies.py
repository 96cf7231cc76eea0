"""Columns that say the same as another one in nearly all rows, and the cells in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.mending import as_cells
from dataqa.checks.noise._copied import Pair, differing, pairs_of
from dataqa.checks.noise._formula_tests import Rule
from dataqa.checks.noise._formulas import Sum
from dataqa.checks.noise._quantities import quantities
from dataqa.checks.noise._votes import Broken, wrong_cells
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Mend, Rows
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical", "text", "datetime", "id", "group", "time"), fewest=2)
def near_copies(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which a column differs from one that it otherwise equals, by the likelier wrong cell.

    Text is compared without case and outer spaces, numbers to the coarser of their last digits, rows where both have a value.
    Agreement is held against chance by kappa (Cohen 1960), on the row sample; all rows are then compared. Columns without any
    difference have no wrong cell.
    """
    for pair in pairs_of(audit, audit.parameters):
        rows, compared = differing(audit, pair)
        if not len(rows) or len(rows) > (1 - audit.parameters["least_equal"]) * compared:
            continue
        for name, mine in _wrong(audit, pair, rows, audit.parameters).items():
            if len(mine):
                yield _measured(audit, pair, name, mine, len(rows), compared)


def _wrong(audit: Context, pair: Pair, rows: npt.NDArray[np.int64], limits: Mapping[str, Any]) -> dict[str, npt.NDArray[np.int64]]:
    """Return the rows in which the one and the other column is likelier wrong: the copy, unless the first looks out of line."""
    if pair.kind == "text":
        first, copy = (audit.engine.values(name) for name in (pair.first, pair.copy))
        often = [column.gather(rows).replace_strict(*_counts(column), default=0).to_numpy() for column in (first, copy)]
        strange = (often[0] <= 1) & (often[1] >= limits["often"])
        return {pair.first: rows[strange], pair.copy: rows[~strange]}
    known = {one.name: one for one in quantities(audit, [pair.first, pair.copy])}
    breaks = np.zeros(audit.rows, dtype=bool)
    breaks[rows] = True
    off = np.abs(known[pair.first].values - known[pair.copy].values)
    rule = Rule(formula=Sum(pair.copy, (pair.first,), (1.0,)), level=1)
    told = wrong_cells([Broken(rule=rule, holds=~breaks, breaks=breaks, off=off)], known, limits["prefer"])
    return {one.column: one.rows for one in told}


def _counts(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    counted = column.drop_nulls().alias("value").value_counts(name="rows")
    return counted.to_series(0), counted.to_series(1)


def _measured(audit: Context, pair: Pair, name: str, rows: npt.NDArray[np.int64], broken: int, compared: int) -> Measurement:
    other = pair.first if name == pair.copy else pair.copy
    cells = [str(cell).removesuffix(" 00:00:00") for cell in audit.engine.take([int(rows[0])], [name, other]).row(0)]
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=rows),
        about=f"{pair.first} = {pair.copy}",
        details={
            "first": pair.first,
            "copy": pair.copy,
            "other": other,
            "equal": compared - broken,
            "checked": compared,
            "support": 1 - broken / compared,
            "kappa": pair.kappa,
            "values": pair.values,
            "cell": cells[0],
            "other_cell": cells[1],
        },
        mends=(Mend(cells=as_cells(audit.engine.take(rows, [other]).get_column(other).to_list())),),
    )
