"""Cells that break a sum, product or other formula which holds in nearly all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dataqa.checks.noise._formula_cells import formula_cells
from dataqa.checks.noise._quantities import Quantity
from dataqa.checks.noise._votes import Wrong
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Rows
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical", "datetime", "time"), fewest=2)
def broken_arithmetic(audit: Context) -> Iterator[Measurement]:
    """Share of rows that break a formula between columns which holds in nearly all others, by the cell that is likelier wrong.

    Looked for are lines, sums, means, products, ratios, shares, sums of neighbouring columns, and spans between dates, on a few
    rows of the sample; tested on more of them (see `_formula_tests`), and checked on all rows. The target has no part in it.
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
    words = formula.words()
    return Measurement(
        value=len(wrong.rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(wrong.rows), audit.rows),
        columns=(known[wrong.column].column,),
        rows=Rows(positions=wrong.rows, scores=wrong.scores),
        about=words,
        details={
            "formula": words,
            "others": sorted({known[name].column for name in others}),
            "support": held / (held + broken),
            "held": held,
            "checked": held + broken,
            "broken": broken,
            "found": str(audit.engine.take([first], [known[wrong.column].column]).item()).removesuffix(" 00:00:00"),
            "wanted": _shown(known[wrong.column], float(wanted[0])),
            "part": Phrase("the result" if wrong.column == formula.result else "a part"),
        },
    )


def _shown(column: Quantity, value: Any) -> str:
    if not np.isfinite(value):
        return "nothing"
    if column.labels:
        return column.labels.get(round(float(value)), "another value")
    if column.of:
        return f"{column.name.split(' ')[0]} {value:g}"
    if column.dated:
        value = round(value / column.step) * column.step if column.step else value
        return str(np.datetime64(round(float(value) * 86_400), "s")).replace("T00:00:00", "").replace("T", " ")
    return f"{round(value / column.step) * column.step:.12g}" if column.step else f"{value:.6g}"
