"""Rows that were recorded long after their event, and rows out of time order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.clock import length
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """Which columns are times of events and of records, and when a row is late."""

    arrival: tuple[str, ...]
    """Words in names of columns that hold the time of a record."""
    not_events: tuple[str, ...]
    """Words in names of times at which the event did not happen."""
    least_rows: Annotated[int, Field(ge=1)]
    """Fewest rows with both times."""
    follow: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of records that follow their events."""
    times: Annotated[float, Field(gt=0)]
    """A delay of this multiple of the median delay, and of a day at least, is late."""
    most_displaced: Annotated[float, Field(ge=0, le=1)]
    """Largest share of rows out of order; beyond it the file is in no order."""


@check(needs=("time",), reads=("dates",), parameters=Parameters)
def late_arrivals(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows recorded late, for each pair of an event's time and its record's time; and of rows out of time order.

    A row is late if its delay is several times the median delay, and a day at least. A pair counts if nearly all records follow
    their events. A row is out of order if a later row precedes it in the file, or an earlier one follows it, while nearly all
    others are in order.
    """
    parameters = audit.parameters
    words = set(parameters.arrival)
    clocks = [name for name, part in audit.task.columns.items() if part.clock not in ("", "year", "yyyymm")]
    arrivals = [name for name in clocks if words & set(words_of(name))]
    events = [name for name in clocks if name not in arrivals and not set(words_of(name)) & set(parameters.not_events)]
    times = [name for name in audit.task.having("time") if name in events]
    for name in arrivals:
        for event in (times or events)[:1]:
            yield from _delayed(audit, event, name)
    yield from _out_of_order(audit)


def _delayed(audit: Context[Parameters], event: str, arrival: str) -> Iterator[Measurement]:
    parameters = audit.parameters
    lags = audit.engine.table.frame.select(
        (audit.moments(arrival) - audit.moments(event)).dt.total_seconds().alias("lag")
    ).to_series()
    days = lags.cast(pl.Float64).to_numpy() / 86_400
    known = days[~np.isnan(days)]
    if len(known) < parameters.least_rows or (known >= 0).mean() < parameters.follow:
        return
    median, most = (float(one) for one in np.quantile(known, (0.5, 0.95)))
    limit = max(1.0, parameters.times * median)
    late = np.flatnonzero(days > limit)
    if not len(late):
        return
    yield Measurement(
        value=len(late) / len(known),
        unit="share of rows",
        interval=wilson(len(late), len(known)),
        columns=(event, arrival),
        rows=Rows(positions=late[np.lexsort((late, -days[late]))].astype(np.int64)),
        about="late",
        details={
            "event": named(event),
            "limit": Phrase(length(limit)),
            "median": Phrase(length(max(0.0, median))),
            "most": Phrase(length(max(0.0, most))),
        },
    )


def _out_of_order(audit: Context[Parameters]) -> Iterator[Measurement]:
    name = audit.task.having("time")[0]
    moments = audit.engine.table.frame.select(audit.moments(name).cast(pl.Datetime("us"))).to_series()
    known = moments.is_not_null().arg_true().to_numpy().astype(np.int64)
    at = moments.drop_nulls().dt.epoch("us").to_numpy()
    if len(at) < audit.parameters.least_rows or at.min() == at.max():
        return
    if (np.diff(at) > 0).sum() < (np.diff(at) < 0).sum():
        at = -at  # the newest rows first
    # too late in the file, or too early: whichever needs fewer rows to explain it
    behind = max(np.maximum.accumulate(at) - at, at - np.minimum.accumulate(at[::-1])[::-1], key=lambda one: (one == 0).sum())
    displaced = np.flatnonzero(behind > 0)
    if not len(displaced) or len(displaced) > audit.parameters.most_displaced * len(at):
        return
    behind = behind[displaced]
    farthest = length(timedelta(microseconds=int(behind.max())) / timedelta(days=1))
    yield Measurement(
        value=len(displaced) / len(at),
        unit="share of rows",
        interval=wilson(len(displaced), len(at)),
        columns=(name,),
        rows=Rows(positions=known[displaced[np.lexsort((displaced, -behind))]]),
        about="out of order",
        kind="order",
        details={"farthest": Phrase(farthest)},
    )
