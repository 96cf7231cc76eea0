"""Rows in which the values of two columns are swapped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.noise._cells import brief
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.findings.swaps import swaps_of
from dataqa.model import Measurement, Mend, Rows
from dataqa.statistics import wilson

_POLE, _MOSTLY = 90.0, 0.5


@check(reads=("numeric", "categorical", "group:text"), fewest=2)
def swapped_columns(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which two columns hold each other's values: numbers of the other's range, or its words.

    Only columns whose values are separate otherwise (5% to 95% quantiles), and only if most cells that lie in the range of the
    other column do so in both columns at once, which unrelated errors would not. Of latitude and longitude all rows can be swapped:
    no latitude is beyond 90 degrees.
    """
    yield from _exchanged(audit)
    for swap in swaps_of(audit):
        count = len(swap.rows)
        first, second = swap.columns
        cells = audit.engine.take(swap.rows, [first, second])
        row = cells.row(0)
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=swap.columns,
            rows=Rows(positions=swap.rows),
            notes=("example",),
            details={"first": first, "second": second, "first_cell": brief(row[0]), "second_cell": brief(row[1]), "cells": 1.0},
            mends=tuple(
                Mend(columns=(mine,), cells=as_cells(cells.get_column(other).to_list()))
                for mine, other in ((first, second), (second, first))
            ),
        )


def _exchanged(audit: Context) -> Iterator[Measurement]:
    """Yield the latitudes and longitudes of which most are in the column of the other."""
    for names in coordinates(audit):
        latitude, longitude = (audit.engine.values(name).cast(pl.Float64) for name in names)
        beyond = latitude.abs() > _POLE
        exchanged = (beyond & (latitude.abs() <= 2 * _POLE) & (longitude.abs() <= _POLE)).fill_null(False)
        known = int((latitude.is_not_null() & longitude.is_not_null()).sum())
        # the others are those that could be either; what is no longitude either, such as metres, is no exchange
        if exchanged.sum() < _MOSTLY * known or exchanged.sum() < beyond.sum() or not exchanged.any():
            continue
        yield Measurement(
            value=known / audit.rows,
            unit="share of rows",
            columns=names,
            about="names",
            kind="names",
            rows=Rows(positions=exchanged.arg_true().to_numpy().astype(np.int64)),
            details={"first": names[0], "second": names[1], "beyond": int(exchanged.sum()), "cells": 0.0},
            mends=(Mend(columns=()),),
        )
