"""Stretches of a series that lie on a straight line, as filling draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks.registry import check
from dataqa.checks.series import FINEST, Series, last_place, measures_of, neighbours, places_in, rows_in, runs_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters

_COARSE, _STEPS = 0.02, 2.0
"""Step in which values are written, of a usual change, up to which it is none; how many such steps a line rises at least."""


class Parameters(CheckParameters):
    """When values on a line are filled in."""

    least: Annotated[int, Field(ge=2)]
    """Values in a row that lie on the line between their neighbours."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Stretches that chance may give, by how often single values do so elsewhere."""
    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are looked at."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def filled_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of values that lie exactly on the line between their neighbours, many in a row, as linear interpolation makes them.

    A stretch counts if, by how often single values do so elsewhere, chance would give fewer than one in a thousand such tables.
    Values that stay the same are left out: `stuck-values` reports them.
    """
    series = series_of(audit)
    if series.rhythm is None:
        raise NotApplicable("the rows follow no regular rhythm")
    for column in measures_of(audit)[: audit.parameters.most_columns]:
        values = series.values(column)
        before, after = values - neighbours(series, values, 1), neighbours(series, values, -1) - values
        first, lengths = _filled(series, values, before, after, audit.parameters)
        if not len(first):
            continue
        order = np.lexsort((first, -lengths))
        rows = rows_in(series, first[order], lengths[order])
        longest = int(order[0])
        yield Measurement(
            value=len(rows) / audit.rows,
            unit="share of rows",
            columns=(column,),
            rows=Rows(positions=rows),
            details={
                "stretches": len(first),
                "longest": int(lengths[longest]),
                "of": series.name(int(series.of[first[longest]])),
                "from": series.moment(int(first[longest])),
                "to": series.moment(int(first[longest] + lengths[longest] - 1)),
            },
        )


def _filled(series: Series, values: Floats, before: Floats, after: Floats, parameters: Parameters) -> tuple[Ints, Ints]:
    changes = np.abs(before[np.isfinite(before) & (before != 0)])
    if len(changes) < parameters.least:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    exact = 1e-9 * float(np.nanmax(np.abs(values)))
    bent = np.abs(after - before)
    usual, found = float(np.median(changes)), np.zeros(len(values), dtype=bool)
    # whole numbers that grow by one or two each step, as counts do, lie on a line by nature
    written = last_place(values)
    exactly: Bools = (bent <= exact) & (np.abs(before + after) > max(2 * exact, 2 * _STEPS * written))
    found |= _unusual(exactly, np.isfinite(bent), series.of, parameters)
    # a rounded line bends by one unit of its last place at most: that of all values, or a coarser one that few of them have
    for digits in range(FINEST):
        place = 10.0**-digits
        if not max(exact, 0.999 * written) < place <= _COARSE * usual:
            continue
        straight = (bent <= 1.001 * place) & (np.abs(before + after) > 2.002 * place)
        if place > 1.001 * written:
            straight &= np.abs(np.round(values, digits) - values) <= 1e-9 * np.maximum(1.0, np.abs(values))
        found |= _unusual(straight, np.isfinite(bent), series.of, parameters)
    return runs_of(found, series.of)


def _unusual(straight: Bools, known: Bools, of: Ints, parameters: Parameters) -> Bools:
    """Return the rows of runs that are too long for chance."""
    first, lengths = runs_of(straight, of)
    long = lengths >= parameters.least
    single = (float(lengths[~long].sum()) + 0.5) / (float(known.sum() - lengths[long].sum()) + 1)
    # many lines are the nature of the series: each takes the place of one chance
    kept = long & (float(known.sum()) * np.minimum(single, 1.0) ** lengths < parameters.chance)
    found = np.zeros(len(straight), dtype=bool)
    found[places_in(first[kept], lengths[kept])] = True
    share = float(found.sum()) / max(1.0, float(known.sum()))
    return found if share <= 0.5 else np.zeros(len(straight), dtype=bool)
