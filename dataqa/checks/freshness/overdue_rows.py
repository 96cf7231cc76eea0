"""Rows that should have come since the newest one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from dataqa.checks.clock import Clock, clock_of, length, shown
from dataqa.checks.freshness._rhythm import Rhythm, rhythm_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase


@check(needs=("time",), reads=("time",))
def overdue_rows(audit: Context) -> Iterator[Measurement]:
    """Steps of the data's own rhythm that have passed since its newest row, and have no row.

    The rhythm is that of `time-gaps`; events that have none have that of days where nearly every day has rows. Of data that ended
    long ago `stale-data` tells better.
    """
    parameters = parameters_of("rhythm")
    today = datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day)
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        past = clock.moment.is_not_null() & (clock.moment < today + timedelta(days=1))
        counts = audit.engine.counts(clock.moment.alias("at"), where=past)
        rhythm = rhythm_of(counts.get_column("at"), counts.get_column("len").to_numpy(), clock.unit, parameters)
        if rhythm is None and clock.unit not in ("year", "month"):
            days = counts.group_by(pl.col("at").dt.truncate("1d")).agg(pl.len()).sort("at")
            whole = {**parameters, "present": audit.parameters["present"], "same_count": 0.0}
            rhythm = rhythm_of(days.get_column("at"), np.ones(days.height), "day", whole)
        if rhythm is None:
            raise NotApplicable("the rows follow no regular rhythm")
        newest = counts.get_column("at")[-1]
        age = (today - newest) / timedelta(days=1)
        missed = age / 30.436875 / rhythm.step if rhythm.monthly else age * 86_400_000_000 / rhythm.step - 1
        if missed >= 1 and clock.unit != "year":
            old = age > float(audit.parameters["most_days"])
            yield replace(_measured(audit, clock, rhythm, newest, age, missed), covered_by=("stale-data",) if old else ())


def _measured(audit: Context, clock: Clock, rhythm: Rhythm, newest: datetime, age: float, missed: float) -> Measurement:
    # only of so many steps does the rhythm have a row: no weekends, no nights
    due = missed * len(rhythm.expected) / (int(rhythm.expected[-1]) + 1)
    return Measurement(
        value=float(int(due)),
        unit="steps",
        columns=clock.columns,
        details={
            "newest": shown(newest, clock.unit),
            "as_of": audit.as_of.isoformat(),
            "age": length(age),
            "age_days": age,
            "missed": int(due),
            "step": Phrase(rhythm.word),
        },
    )
