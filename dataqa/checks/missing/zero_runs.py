"""Zeros in a row where a series hardly has any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, rows_in, runs_of, series_of
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When zeros in a row are too many for chance."""

    least: Annotated[int, Field(ge=2)]
    """Zeros in a row."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Such runs that chance may give in all series together."""
    most: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows that they are at most: more are the nature of the series."""
    low: Annotated[float, Field(ge=0, le=1)]
    """Of the median of a series, up to which the values before and after are low as well: then it comes from 0, or goes to it."""
    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are looked at."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def zero_runs(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows in runs of zeros that are too long for their series: no stock, closed, or no record.

    By how often the rest of the series is 0, and stays 0 once it is, such runs would come in fewer than one of a thousand tables.
    Series that are often 0, or rest at 0 each winter, are left alone, and so are zeros to which low values lead, as at the start of
    a count of cases.
    """
    series = series_of(audit)
    for column in measures_of(audit)[: audit.parameters.most_columns]:
        values = series.values(column)
        zero: Bools = values == 0
        if not zero.any() or np.nanmin(values) < 0:
            continue
        first, lengths = _unlikely(series, zero, np.isfinite(values), audit.parameters)
        abrupt = _abrupt(series, values, first, lengths, audit.parameters.low)
        first, lengths = first[abrupt], lengths[abrupt]
        rows = rows_in(series, first, lengths)
        if not 0 < len(rows) <= audit.parameters.most * audit.rows:
            continue
        own = np.unique(series.of[first])
        yield Measurement(
            value=len(rows) / audit.rows,
            unit="share of rows",
            columns=(column,),
            rows=Rows(positions=rows),
            details={
                "runs": len(first),
                "longest": int(lengths[0]),
                "of": series.name(int(series.of[first[0]])),
                "with_runs": len(own),
                "from": series.moment(int(first[0])),
                "to": series.moment(int(first[0] + lengths[0] - 1)),
            },
        )


def _unlikely(series: Series, zero: Bools, known: Bools, parameters: Parameters) -> tuple[Ints, Ints]:
    """Return the runs of zeros that the rest of their series makes unlikely, the longest first."""
    first, lengths = runs_of(zero, series.of)
    of = series.of[first]
    zeros = np.bincount(of, weights=lengths, minlength=series.count)[of] - lengths
    stays = np.bincount(of, weights=lengths - 1, minlength=series.count)[of] - (lengths - 1)
    others = np.bincount(series.of, weights=known, minlength=series.count)[of] - lengths
    starts = np.minimum(1.0, (zeros + 0.5) / (others + 1))
    again = np.minimum(1.0, (stays + starts) / (zeros + 1))
    expected = float(known.sum()) * starts * again ** (lengths - 1)
    kept = np.flatnonzero((lengths >= parameters.least) & (expected < parameters.chance))
    kept = kept[np.lexsort((first[kept], -lengths[kept]))]
    return first[kept], lengths[kept]


def _abrupt(series: Series, values: Floats, first: Ints, lengths: Ints, low: float) -> Bools:
    """Return for each run whether what stands next to it, as many rows as it has, is not low on any side."""
    ends = np.append(series.starts[1:], len(values))
    medians: dict[int, float] = {}
    found = np.zeros(len(first), dtype=bool)
    for place, (start, many) in enumerate(zip(first.tolist(), lengths.tolist(), strict=True)):
        own = int(series.of[start])
        begin, end = int(series.starts[own]), int(ends[own])
        if own not in medians:
            mine = values[begin:end]
            medians[own] = float(np.median(above)) if len(above := mine[mine > 0]) else 0.0
        sides = (values[max(begin, start - many) : start], values[start + many : min(end, start + 2 * many)])
        found[place] = any(np.nanmean(side) > low * medians[own] for side in sides if np.isfinite(side).any())
    return found
