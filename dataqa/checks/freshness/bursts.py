"""Periods with far more rows than those around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.clock import Clock, clock_of
from dataqa.checks.freshness._period_counts import PeriodCounts, PeriodParameters, period_counts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase, Rows

_AROUND, _BARS = 7, 20


class Parameters(PeriodParameters):
    """When a period has far more rows than its neighbours."""

    times: Annotated[float, Field(gt=1)]
    """Smallest ratio of its rows to those of its neighbours."""
    deviations: Annotated[float, Field(gt=0)]
    """Smallest distance of this ratio from the usual one, in robust standard deviations."""
    least_more: Annotated[int, Field(ge=1)]
    """Fewest rows beyond those of its neighbours."""
    most: Annotated[float, Field(ge=0, le=1)]
    """Largest share of all periods; if more stand out, bursts are the nature of the data."""


@check(needs=("time",), reads=("time",), parameters=Parameters)
def bursts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of all rows by which a few hours, days, weeks or months exceed their neighbours.

    A period is compared with the median of the seven before and the seven after it. It stands out by how much such ratios usually
    vary (median and median absolute deviation of their logarithms: Hampel 1974).
    """
    parameters = audit.parameters
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        periods = period_counts(audit, clock, parameters)
        if periods is None:
            raise NotApplicable("too few rows, or too evenly spread, to have bursts")
        usual = _around(periods.rows)
        ratio = np.log((periods.rows + 1) / (usual + 1))
        stray = 1.4826 * float(np.median(np.abs(ratio - np.median(ratio))))
        out = (
            (periods.rows >= parameters.times * np.maximum(usual, 1))
            & (ratio - np.median(ratio) > parameters.deviations * max(stray, 0.05))
            & (periods.rows - usual >= parameters.least_more)
        )
        if out.any() and out.sum() <= parameters.most * len(out):
            yield _measured(audit, clock, periods, usual, np.flatnonzero(out))


def _around(rows: np.ndarray) -> np.ndarray:
    """Return the median of the neighbours of each, itself left out."""
    padded = np.concatenate([np.full(_AROUND, np.nan), rows.astype(np.float64), np.full(_AROUND, np.nan)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1)
    return np.asarray(np.nanmedian(np.delete(windows, _AROUND, axis=1), axis=1), dtype=np.float64)


def _measured(audit: Context, clock: Clock, periods: PeriodCounts, usual: np.ndarray, out: np.ndarray) -> Measurement:
    more = periods.rows - usual
    order = out[np.lexsort((out, -more[out]))]
    first = int(order[0])
    at = audit.engine.table.frame.select(clock.moment.cast(pl.Datetime("us")).dt.truncate(periods.every)).to_series()
    rank = pl.DataFrame({"at": periods.starts[order.tolist()], "rank": np.arange(len(order))})
    ranks = at.to_frame("at").with_row_index("row").join(rank, on="at").sort("rank", "row")
    shown = range(max(0, first - _BARS // 2), min(len(periods.rows), first + _BARS // 2))
    others = len(out) - 1
    return Measurement(
        value=float(more[out].sum()) / float(periods.rows.sum()),
        unit="share of rows",
        columns=clock.columns,
        rows=Rows(positions=ranks.get_column("row").cast(pl.Int64).to_numpy()),
        notes=("others",) if others else (),
        details={
            "when": periods.shown(first),
            "period": Phrase(periods.word),
            "most": int(periods.rows[first]),
            "usual": round(float(usual[first])),
            "times": float(periods.rows[first] / max(usual[first], 1.0)),
            "others": others,
        },
        evidence=(
            Evidence(
                title=f"Rows per {periods.word} around {periods.shown(first)}",
                unit="rows",
                labels=tuple(periods.shown(place) for place in shown),
                values=tuple(float(periods.rows[place]) for place in shown),
                marked=tuple(place - shown.start for place in shown if place in out),
                ordered=True,
            ),
        ),
    )
