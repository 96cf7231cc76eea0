"""Rows that should have arrived since the newest one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.clock import Clock, clock_of, length, moment_text
from dataqa.checks.freshness._rhythm import Rhythm, rhythm_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When rows are overdue, and not only old."""

    most_days: Annotated[float, Field(gt=0)]
    """Days since the newest row beyond which the data is old, which `stale-data` reports."""
    present: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of days that have events, for days to be their rhythm."""


@check(needs=("time",), reads=("time",), parameters=Parameters)
def overdue_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Steps of the data's own rhythm that passed without a row since its newest row.

    The rhythm is that of `time-gaps`; events without one are counted by days if nearly every day has rows. For data that ended
    long ago `stale-data` reports more detail.
    """
    parameters = parameters_of("rhythm")
    today = datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day)
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        past = clock.moment.is_not_null() & (clock.moment < today + timedelta(days=1))
        counts = audit.engine.counts(clock.moment.alias("at"), where=past)
        rhythm = rhythm_of(counts.get_column("at"), counts.get_column("len").to_numpy(), clock.unit, parameters)
        kind = ""
        if rhythm is None and clock.unit not in ("year", "month"):
            days = counts.group_by(pl.col("at").dt.truncate("1d")).agg(pl.len()).sort("at")
            kind, whole = "daily", {**parameters, "present": audit.parameters.present, "same_count": 0.0}
            rhythm = rhythm_of(days.get_column("at"), np.ones(days.height), "day", whole)
        if rhythm is None:
            raise NotApplicable("the rows follow no regular rhythm")
        newest = counts.get_column("at")[-1]
        age = (today - newest) / timedelta(days=1)
        missed = age / 30.436875 / rhythm.step if rhythm.monthly else age * 86_400_000_000 / rhythm.step - 1
        if missed >= 1 and clock.unit != "year":
            covered = ("stale-data",) if age > audit.parameters.most_days else ()
            yield replace(_measured(audit, clock, rhythm, newest, age, missed), kind=kind, covered_by=covered)


def _measured(audit: Context, clock: Clock, rhythm: Rhythm, newest: datetime, age: float, missed: float) -> Measurement:
    # only of so many steps does the rhythm have a row: no weekends, no nights
    due = missed * len(rhythm.expected) / (int(rhythm.expected[-1]) + 1)
    return Measurement(
        value=float(int(due)),
        unit="steps",
        columns=clock.columns,
        details={
            "newest": moment_text(newest, clock.unit),
            "as_of": Phrase(audit.as_of.isoformat()),
            "age": Phrase(length(age)),
            "age_days": age,
            "missed": int(due),
            "step": Phrase(rhythm.word),
        },
    )
