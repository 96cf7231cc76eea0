"""Cells that break a sum, product or other formula which holds in nearly all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._formulas.votes import Wrong
from dataqa.checks.noise._formulas.wrong_cells import formula_cells
from dataqa.checks.noise._quantities import Quantity
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical", "datetime", "time"), fewest=2)
def broken_arithmetic(audit: Context) -> Iterator[Measurement]:
    """Share of rows that break a formula between columns that holds in nearly all other rows, by the column that is probably wrong.

    Searches for linear relations, sums, means, products, ratios, shares, sums of neighbouring columns and differences between dates
    on a few rows of the sample, tests them on more rows and checks them on all rows. The target is left out.
    """
    found, known = formula_cells(audit)
    for wrong in found:
        yield _measured(audit, wrong, known)


def _measured(audit: Context, wrong: Wrong, known: Mapping[str, Quantity]) -> Measurement:
    formula, first = wrong.broken.rule.formula, int(wrong.rows[0])
    held, broken = int(wrong.broken.holds.sum()), int(wrong.broken.breaks.sum())
    cells = {name: known[name].values[[first]] for name in formula.columns}
    wanted = formula.gives(cells) if wrong.column == formula.result else formula.solved(wrong.column, cells)
    others = [name for name in formula.columns if name != wrong.column]
    words, expected = formula.words(), _shown(known[wrong.column], float(wanted[0]))
    return Measurement(
        value=len(wrong.rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(wrong.rows), audit.rows),
        columns=(known[wrong.column].column,),
        rows=Rows(positions=wrong.rows, scores=wrong.scores),
        about=words,
        notes=("example",) if expected else (),
        details={
            "formula": words,
            "others": sorted({known[name].column for name in others}),
            "support": held / (held + broken),
            "held": held,
            "checked": held + broken,
            "broken": broken,
            "found": brief(audit.engine.take([first], [known[wrong.column].column]).item()),
            "expected": expected,
        },
    )


def _shown(column: Quantity, value: Any) -> str:
    """Return the value that a formula gives; empty where it gives none that the column has."""
    if not np.isfinite(value):
        return ""
    if column.labels:
        return column.labels.get(round(float(value)), "")
    if column.of:
        return f"{column.name.split(' ')[0]} {value:g}"
    if column.dated:
        value = round(value / column.step) * column.step if column.step else value
        return str(np.datetime64(round(float(value) * 86_400), "s")).replace("T00:00:00", "").replace("T", " ")
    return f"{round(value / column.step) * column.step:.12g}" if column.step else f"{value:.6g}"
