"""Rows that arrive long after what they tell, and rows out of the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import polars as pl

from dataqa.checks.clock import length
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Rows
from dataqa.roles.names import words_of
from dataqa.statistics import wilson


@check(needs=("time",), reads=("dates",))
def late_arrivals(audit: Context) -> Iterator[Measurement]:
    """Share of rows recorded late, for each pair of a time of an event and a time of its record; and of rows out of order.

    Late is what took several times the median delay, and a day at least. A pair counts where nearly all records follow their
    events. Out of order is a row before which the file has a later one, or after which an earlier, where nearly all
    are in order.
    """
    parameters = audit.parameters
    words = set(parameters["arrival"])
    clocks = [name for name, part in audit.task.columns.items() if part.clock not in ("", "year", "yyyymm")]
    arrivals = [name for name in clocks if words & set(words_of(name))]
    events = [name for name in clocks if name not in arrivals and not set(words_of(name)) & set(parameters["not_events"])]
    times = [name for name in audit.task.having("time") if name in events]
    for name in arrivals:
        for event in (times or events)[:1]:
            yield from _delayed(audit, event, name)
    yield from _out_of_order(audit)


def _delayed(audit: Context, event: str, arrival: str) -> Iterator[Measurement]:
    parameters = audit.parameters
    lags = audit.engine.table.frame.select(
        (audit.moments(arrival) - audit.moments(event)).dt.total_seconds().alias("lag")
    ).to_series()
    days = lags.cast(pl.Float64).to_numpy() / 86_400
    known = days[~np.isnan(days)]
    if len(known) < int(parameters["least_rows"]) or (known >= 0).mean() < float(parameters["follow"]):
        return
    median, most = (float(one) for one in np.quantile(known, (0.5, 0.95)))
    limit = max(1.0, float(parameters["times"]) * median)
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
            "fact": f"more than {length(limit)} after {event}; half of all within {_span(median)}, 95 % within {_span(most)}",
            "what": "were recorded",
            "order": 0.0,
            "advice": Phrase(parameters["advice"]["late"].replace("{most}", _span(most))),
            "reason": Phrase(parameters["reason"]["late"].replace("{most}", _span(most))),
        },
    )  # fmt: skip


def _span(days: float) -> str:
    return length(days) if days > 0 else "no time"


def _out_of_order(audit: Context) -> Iterator[Measurement]:
    name = audit.task.having("time")[0]
    moments = audit.engine.table.frame.select(audit.moments(name).cast(pl.Datetime("us"))).to_series()
    known = moments.is_not_null().arg_true().to_numpy().astype(np.int64)
    at = moments.drop_nulls().dt.epoch("us").to_numpy()
    if len(at) < int(audit.parameters["least_rows"]) or at.min() == at.max():
        return
    if (np.diff(at) > 0).sum() < (np.diff(at) < 0).sum():
        at = -at  # the newest rows first
    # too late in the file, or too early: whichever needs fewer rows to explain it
    behind = max(np.maximum.accumulate(at) - at, at - np.minimum.accumulate(at[::-1])[::-1], key=lambda one: (one == 0).sum())
    displaced = np.flatnonzero(behind > 0)
    if not len(displaced) or len(displaced) > float(audit.parameters["most_displaced"]) * len(at):
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
        details={
            "fact": Phrase(f"a time that is out of the order of the file by up to {farthest}; all others follow each other"),
            "what": "are from",
            "order": 1.0,
            "advice": Phrase(audit.parameters["advice"]["order"]),
            "reason": Phrase(audit.parameters["reason"]["order"]),
        },
    )
