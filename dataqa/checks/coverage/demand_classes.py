"""Which kind of demand series have: smooth, erratic, intermittent or lumpy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.series import measures_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters

_CLASSES = ("smooth", "erratic", "intermittent", "lumpy")


class Parameters(CheckParameters):
    """Where the classes part."""

    interval: Annotated[float, Field(gt=1)]
    """Mean number of steps from one demand to the next, from which it is intermittent."""
    variation: Annotated[float, Field(gt=0)]
    """Squared coefficient of variation of the demands, from which they are erratic."""
    least_rows: Annotated[int, Field(ge=2)]
    """Rows of a series that is classed."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def demand_classes(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of series with intermittent or lumpy demand (Syntetos, Boylan and Croston 2005, JORS 56:495–503).

    Series are classed by the mean interval between demands and the squared coefficient of variation of their sizes. A step without
    a row counts as no demand.
    """
    series, columns = series_of(audit), measures_of(audit)
    if not columns:
        raise NotApplicable("no column of numbers is to be forecast")
    values = series.values(columns[0])
    if np.nanmin(values, initial=np.inf) < 0:
        raise NotApplicable("demand is never negative, and some values are")
    demand = np.where(np.isfinite(values) & (values > 0), values, 0.0)
    spans = series.lengths.astype(np.float64)
    if series.rhythm is not None:
        # weekends and nights that the rhythm has not are no time without demand
        expected = series.rhythm.expected
        ends = np.searchsorted(expected, series.last_steps, side="right"), np.searchsorted(expected, series.first_steps)
        spans = np.maximum(spans, (ends[0] - ends[1]).astype(np.float64))
    count = np.add.reduceat((demand > 0).astype(np.float64), series.starts)
    mean = np.add.reduceat(demand, series.starts) / np.maximum(count, 1)
    square = np.add.reduceat(demand**2, series.starts) / np.maximum(count, 1)
    classed = (series.lengths >= audit.parameters.least_rows) & (count >= 2)
    if not classed.any():
        raise NotApplicable(f"no series has {audit.parameters.least_rows} rows and two demands")
    apart = (spans / np.maximum(count, 1) >= audit.parameters.interval)[classed]
    varied = ((square - mean**2) / np.where(mean > 0, mean**2, 1.0) >= audit.parameters.variation)[classed]
    counts = np.bincount(2 * apart + varied, minlength=4)
    yield Measurement(
        value=float(counts[2:].sum() / counts.sum()),
        unit="share of series",
        columns=(columns[0],),
        details={name: int(count) for name, count in zip(_CLASSES, counts, strict=True)} | {"series": int(counts.sum())},
        evidence=(
            Evidence(
                title="Series by class of demand",
                unit="series",
                labels=_CLASSES,
                values=tuple(map(float, counts)),
                marked=(2, 3),
            ),
        ),
    )
