"""Series that start late, end early, never change, or are too short for their season."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Ints
from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, season_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When a series is uneven beside the others."""

    least_rows: Annotated[int, Field(ge=2)]
    """Rows of a series that never changes."""
    share: Annotated[float, Field(ge=0, le=1)]
    """Share of all steps that a series starts later, or ends earlier, than the others."""
    steps: Annotated[int, Field(ge=1)]
    """Steps that it does so at least."""
    slack: Annotated[float, Field(ge=0, le=1)]
    """Share of all steps within which a series starts, or ends, with the others."""
    seasons: Annotated[int, Field(ge=1)]
    """Seasons from which on a season can be learned."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def uneven_series(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the series that start later or end earlier than the others, hold one value only, or have too few seasons.

    `common` is the share of series that start (end) with the first (last) step of all: without a common start there is no late one.
    """
    series = series_of(audit)
    if series.rhythm is None:
        raise NotApplicable("the rows follow no regular rhythm")
    known = np.unique(series.step[series.step >= 0])
    first, last = np.searchsorted(known, series.first_steps), np.searchsorted(known, series.last_steps)
    spans = series.last_steps - series.first_steps + 1
    slack = max(1.0, audit.parameters.slack * len(known))
    least = max(audit.parameters.steps, audit.parameters.share * len(known))
    if series.count > 1:
        for kind, off in (("late", first - first.min()), ("ended", last.max() - last)):
            found = np.flatnonzero((off >= least) & (spans > 0))
            if len(found):
                order = found[np.lexsort((found, -off[found]))]
                common = float((off <= slack).mean())
                yield _measured(audit, series, order, kind, common=common, steps=int(off[order[0]]))
        constant = _constant(audit, series)
        if 0 < len(constant) < series.count:
            yield _measured(audit, series, constant, "constant", common=1.0, steps=0)
    season = season_of(series.rhythm)
    short = np.flatnonzero((spans > 0) & (spans < audit.parameters.seasons * season) & (season > 1))
    if len(short):
        yield _measured(audit, series, short, "short", common=1.0, steps=int(np.median(spans[short])), season=season)


def _constant(audit: Context[Parameters], series: Series) -> Ints:
    """Return the series of which every measure is one value, or none at all."""
    still = series.lengths >= audit.parameters.least_rows
    columns = measures_of(audit)
    for column in columns:
        values = series.values(column)
        low, high = (np.where(np.isnan(values), end, values) for end in (np.inf, -np.inf))
        still &= np.minimum.reduceat(low, series.starts) >= np.maximum.reduceat(high, series.starts)
    return np.flatnonzero(still) if columns else np.empty(0, dtype=np.int64)


def _measured(audit: Context, series: Series, found: Ints, kind: str, *, common: float, steps: int, season: int = 0) -> Measurement:
    assert series.rhythm is not None
    return Measurement(
        value=len(found) / series.count,
        unit="share of series",
        interval=wilson(len(found), series.count),
        columns=series.columns,
        rows=Rows(positions=series.rows_of(found)),
        about=kind,
        kind="" if kind == "late" else kind,
        details={
            "found": len(found),
            "series": series.count,
            "names": series.names(found),
            "common": common,
            "steps": steps,
            "step": Phrase(series.rhythm.word),
            "season": season,
        },
    )
