"""Gaps in some of many series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.series import series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When steps without a row are gaps."""

    least_rows: Annotated[int, Field(ge=2)]
    """Rows of a series that is looked at."""
    sparse: Annotated[float, Field(ge=0, le=1)]
    """Share of its steps without a row in the median series, from which rows seem to be written for sales only."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def series_gaps(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the steps between the first and the last row of each series that have no row in it.

    A step is one that any of the series has: what all of them lack is reported by `time-gaps`.
    """
    series = series_of(audit)
    if series.count < 2:
        raise NotApplicable("there is a single series")
    if series.rhythm is None:
        raise NotApplicable("the rows follow no regular rhythm")
    long = np.repeat(series.lengths >= audit.parameters.least_rows, series.lengths)
    kept = np.flatnonzero((series.step >= 0) & long)
    if not len(kept):
        raise NotApplicable(f"no series has {audit.parameters.least_rows} rows")
    known, place = np.unique(series.step[kept], return_inverse=True)
    of = series.of[kept]
    steps = np.diff(place, prepend=-1)
    same = np.diff(of, prepend=-1) == 0
    lacking = np.where(same, np.maximum(steps - 1, 0), 0)
    missing = np.bincount(of, weights=lacking, minlength=series.count)
    new = np.where(same, steps > 0, True)
    expected = missing + np.bincount(of, weights=new, minlength=series.count)
    if not missing.any():
        return
    gaps = np.flatnonzero(lacking)
    longest = int(gaps[np.lexsort((gaps, -lacking[gaps]))[0]])
    order = gaps[np.lexsort((series.rows[kept[gaps]], -lacking[gaps]))]
    with_gaps = np.flatnonzero(missing)
    worst = with_gaps[np.lexsort((with_gaps, -missing[with_gaps]))]
    share = missing[expected > 0] / expected[expected > 0]
    sparse = float(np.median(share)) > audit.parameters.sparse
    yield Measurement(
        value=float(missing.sum() / expected.sum()),
        unit="share of steps",
        columns=series.columns,
        rows=Rows(positions=series.rows[kept[order]]),
        kind="sparse" if sparse else "",
        details={
            "missing": int(missing.sum()),
            "step": Phrase(series.rhythm.word),
            "gaps": len(gaps),
            "with_gaps": len(with_gaps),
            "series": series.count,
            "worst": series.names(worst),
            "of": series.name(int(of[longest])),
            "longest": int(lacking[longest]),
            "dense": float(not sparse),
            "from": series.step_text(int(known[place[longest] - int(lacking[longest])])),
            "to": series.step_text(int(known[place[longest] - 1])),
        },
    )
