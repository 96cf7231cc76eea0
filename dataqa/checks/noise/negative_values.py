"""Negative values of a series whose values are 0 or more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.distribution import sentinels_of
from dataqa.checks.registry import check
from dataqa.checks.series import measures_of, neighbours, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When negative values do not belong to the series."""

    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the values that are negative at most: with more a series has two sides."""
    size: Annotated[float, Field(ge=0)]
    """Median size of the negative values, of that of the others: a series that passes through 0 has small ones."""
    beyond: Annotated[float, Field(ge=0)]
    """How far below the median of the positive values they are at least, in distances from there to the lowest tenth of these: what
    merely varies around a small number is below 0 at times."""
    alone: Annotated[float, Field(ge=0, le=1)]
    """Share of them at least whose neighbours are 0 or more: a winter, and a slump, last."""
    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are looked at."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def negative_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of negative values that stand alone in series of 0 or more, and are about as large as the others (Wilson 1927).

    A quantity that passes through 0 is negative for a time, and little at first; an amount with a wrong sign, and a return among
    sales, is as large as any other. Amounts that would fit with the other sign are reported by `sign-flips`.
    """
    p, series = audit.parameters, series_of(audit)
    if series.rhythm is None:
        raise NotApplicable("the rows follow no regular rhythm")
    for column in measures_of(audit)[: p.most_columns]:
        values = series.values(column)
        codes = [one.value for one in sentinels_of(audit, audit.profile.columns[column])[0]]
        values = np.where(np.isin(values, codes), np.nan, values)
        known = int(np.isfinite(values).sum())
        negative = np.flatnonzero(values < 0)
        positive = values[values > 0]
        if not len(negative) or not len(positive) or len(negative) > p.most * known:
            continue
        beside = np.stack([neighbours(series, values, lag)[negative] for lag in (1, -1)])
        alone = ~(beside < 0).any(axis=0)
        usual, low = float(np.median(positive)), float(np.quantile(positive, 0.1))
        typical = float(np.median(values[negative]))
        if -typical < p.size * usual or usual - typical < p.beyond * (usual - low) or alone.mean() < p.alone:
            continue
        order = negative[np.lexsort((series.rows[negative], values[negative]))]
        first = int(order[0])
        yield Measurement(
            value=len(order) / audit.rows,
            unit="share of rows",
            interval=wilson(len(order), audit.rows),
            columns=(column,),
            rows=Rows(positions=series.rows[order].astype(np.int64)),
            details={
                "least": f"{float(values[first]):.6g}",
                "usual": f"{usual:.6g}",
                "when": series.moment(first),
                "of": series.name(int(series.of[first])),
            },
            covered_by=("sign-flips",),
        )
