"""Counts that only grow, and fall in a few rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats, Ints, Positions
from dataqa.checks.registry import check
from dataqa.checks.series import measures_of, series_of
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.sources.name_words import words_of
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When a number is a count of all that was until then."""

    least: Annotated[int, Field(ge=1)]
    """Rows in which it grows, at least."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Rows in which it falls, of those in which it changes, at most: with more it is a level, and no count."""
    start: Annotated[float, Field(gt=0, lt=1)]
    """First value of a usual series as a share of its last one, at most: populations grow, too, and do not begin at 0."""
    named: frozenset[str]
    """Words of names that say that it is a count of all until then."""
    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are looked at."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def falling_counts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows in which a cumulative count is lower than in the row before of its series (Wilson 1927).

    A count is of whole numbers, begins near 0, and grows or stays in nearly all rows: independent numbers and prices fall in many.
    One that begins anew, as each year or after a repair, does not fall. `named` is 1 if its name says that it is cumulative: a
    balance and a number of members grow like that, too, and may fall. The row of a fall can be the wrong one, the one before, or
    the first of a corrected count.
    """
    p, series = audit.parameters, series_of(audit)
    for column in measures_of(audit)[: p.most_columns]:
        known = np.flatnonzero(np.isfinite(series.values(column)))
        values, of = series.values(column)[known], series.of[known]
        if not len(known) or values.min() < 0 or not audit.profile.columns[column].integral:
            continue
        steps = np.where(np.diff(of) == 0, np.diff(values), 0.0)
        steps[_begun_anew(values, of, p.start)] = 0.0
        fallen, grown = np.flatnonzero(steps < 0) + 1, int((steps > 0).sum())
        if not len(fallen) or grown < p.least or len(fallen) > p.most * (len(fallen) + grown):
            continue
        begins = np.flatnonzero(np.diff(of, prepend=-1) != 0)
        first, last = values[begins], values[np.append(begins[1:], len(of)) - 1]
        if float(np.median(first / np.maximum(last, 1e-12))) > p.start:
            continue
        order = fallen[np.lexsort((series.rows[known[fallen]], steps[fallen - 1]))]
        deepest = int(order[0])
        yield Measurement(
            value=len(order) / audit.rows,
            unit="share of rows",
            interval=wilson(len(order), audit.rows),
            columns=(column,),
            rows=Rows(positions=series.rows[known[order]].astype(np.int64)),
            details={
                "before": f"{float(values[deepest - 1]):.6g}",
                "after": f"{float(values[deepest]):.6g}",
                "when": series.moment(int(known[deepest])),
                "of": series.name(int(of[deepest])),
                "named": float(not p.named.isdisjoint(words_of(column))),
            },
        )


def _begun_anew(values: Floats, of: Ints, start: float) -> Positions:
    """Return the steps down to nearly 0 from where the count goes on; after a wrong cell it goes on from before."""
    following = np.append(values[2:], 0.0)
    goes_on = np.append(of[2:] == of[1:-1], False)
    low = (values[1:] <= start * values[:-1]) & (~goes_on | (following < values[:-1]))
    return np.flatnonzero(low)
