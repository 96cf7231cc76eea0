"""Rows of one class that were made by interpolation between others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks._words import shown
from dataqa.checks.leakage._between import lie_between
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.sources.column_names import helper
from dataqa.statistics import wilson

_CLASS = helper("class")
_FINEST, _MORE_DIGITS = 6, 4
_MOST = 20_000
"""Rows up to which all are compared."""


class Parameters(CheckParameters):
    """Which columns and rows are looked at, and when rows count as made."""

    least_columns: Annotated[int, Field(ge=3)]
    """Number columns that are needed: in fewer, rows lie on a line by chance."""
    least_distinct: Annotated[int, Field(ge=3)]
    """Different values of such a column, also among the rows of a class: coarse grids have rows on lines."""
    most_columns: Annotated[int, Field(ge=3)]
    """Number columns that are used."""
    most_rows: Annotated[int, Field(ge=10)]
    """Rows of a class that are looked at first; all where these are suspicious."""
    neighbours: Annotated[int, Field(ge=2)]
    """Nearest rows of the class that are tried as ends."""
    tolerance: Annotated[float, Field(gt=0)]
    """How far off the line a row may be, as a share of the distance of the ends."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows of a class that lie between others."""
    elsewhere: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows of all other classes that may lie between others, as a share of that of the class."""


@check(needs=("target", "two values", "classes"), reads=("target", "numeric"), fewest=4, parameters=Parameters)
def interpolated_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of a class's rows that lie exactly between two others of the class, as SMOTE makes them (Chawla et al. 2002).

    Rows are compared with their nearest neighbours in the standardised number columns. Where some rows have far more decimal
    places, the others are tried as the ends. Only a class in which this is common, and rare in the other classes, is reported: on
    coarse grids and in smoothed series rows of all classes lie between others. The more rows, the more of them do by chance: a
    class larger than all others together must show it thinned out to their number, too. Large data is thinned out evenly.
    """
    limits = audit.parameters
    wide = [c.name for c, _ in audit.profiles("numeric") if c.kind == "number" and c.distinct >= limits.least_distinct]
    names = [name for name in wide if audit.profile.columns[name].nulls == 0][: limits.most_columns]
    if len(names) < limits.least_columns:
        raise NotApplicable(f"fewer than {limits.least_columns} number columns with many values and no empty cells")
    places = np.unique(np.linspace(0, audit.rows - 1, min(audit.rows, _MOST)).astype(np.int64))
    cells = audit.engine.take(places, [*names, audit.target]).select(
        pl.col(names).cast(pl.Float64), pl.col(audit.target).cast(pl.String).alias(_CLASS)
    )
    values, labels = cells.select(names).to_numpy(), cells.get_column(_CLASS)
    sound = np.isfinite(values).all(axis=1)
    fine = _too_fine(values)
    values = (values - values[sound].mean(axis=0)) / np.maximum(values[sound].std(axis=0), 1e-12) if sound.any() else values
    counts = labels.drop_nulls().value_counts(name="rows").filter(pl.col("rows") >= 2 * limits.least_rows)
    inside = {
        label: np.flatnonzero((labels == label).fill_null(False).to_numpy() & sound)
        for label in counts.sort(_CLASS).get_column(_CLASS)
    }
    made = {label: _made(values, mine, fine, limits, limits.most_rows) for label, mine in inside.items()}
    for label, (looked, rows) in made.items():
        others = [one for name, one in made.items() if name != label]
        beside = sum(len(one) for _, one in others) / max(1, sum(many for many, _ in others))
        share = len(rows) / max(1, looked)
        if others and share > 0 and beside <= limits.elsewhere * share:
            mine = inside[label]
            fair = _evenly(mine, sum(len(rows) for name, rows in inside.items() if name != label))
            if len(fair) < len(mine):
                looked, rows = _made(values, fair, fine, limits, limits.most_rows)
                if beside > limits.elsewhere * len(rows) / max(1, looked):
                    continue
            # suspicious: now every row of the class is looked at
            looked, rows = _made(values, mine, fine, limits, _MOST)
            share = len(rows) / looked
            if len(rows) < limits.least_rows:
                continue
            yield Measurement(
                value=share,
                unit="share of the class",
                interval=wilson(len(rows), looked),
                columns=(audit.target,),
                rows=Rows(positions=places[rows]),
                about=Cell(label),
                details={"label": shown(label), "looked": looked, "beside": beside},
            )


def _made(values: Floats, mine: Ints, fine: Bools, limits: Parameters, most: int) -> tuple[int, Ints]:
    """Return how many rows of a class were looked at, and which of them lie between others."""
    varied = sum(len(np.unique(column)) >= limits.least_distinct for column in values[mine].T)
    if varied < limits.least_columns:  # it does not rain when the sun shines: in what is left of the columns rows lie on lines
        return 0, mine[:0]
    looked = _evenly(mine, most)
    ends = mine[~fine[mine]]
    # made rows are written with all digits: where there are such, only the others can be ends
    if not limits.least_rows <= len(ends) < len(mine):
        ends = mine
    if len(looked) < 2:
        return 0, looked[:0]
    between = lie_between(values[looked], values[ends], limits.neighbours, limits.tolerance)
    return len(looked), looked[between]


def _evenly(rows: Ints, most: int) -> Ints:
    """Return at most so many rows, evenly thinned out."""
    return rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(np.int64))] if len(rows) else rows


def _too_fine(values: Floats) -> Bools:
    """Return which rows have far more decimal places than is usual, in most columns."""
    votes = np.zeros(len(values))
    for column in np.where(np.isfinite(values), values, 0.0).T:
        exact = [
            np.abs(np.round(column, digits) - column) <= 1e-9 * np.maximum(1.0, np.abs(column)) for digits in range(2 * _FINEST)
        ]
        usual = next((digits for digits in range(_FINEST) if exact[digits].mean() >= 0.05), None)
        if usual is not None:
            votes += ~exact[usual + _MORE_DIGITS]
    return np.asarray(votes > values.shape[1] / 2)
