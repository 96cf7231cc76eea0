"""Data whose newest row is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

import polars as pl

from dataqa.checks.clock import Clock, clock_of, length, moment_text
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase

_BARS = 40


@check(needs=("time",), reads=("time",))
def stale_data(audit: Context) -> Iterator[Measurement]:
    """Days from the newest row to the audit date; rows from later days are left to `future-dates`."""
    today = datetime(audit.as_of.year, audit.as_of.month, audit.as_of.day)
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        # of a row that says its year alone any day of this year may be meant
        end = datetime(today.year + 1, 1, 1) if clock.unit == "year" else today + timedelta(days=1)
        past = clock.moment.filter(clock.moment < end)
        row = audit.engine.aggregate(past.max().alias("newest"), past.min().alias("oldest"), past.median().alias("middle"))
        if row["newest"] is None:
            raise NotApplicable("no row is from before the day of the audit")
        newest, oldest = cast(datetime, row["newest"]), cast(datetime, row["oldest"])
        age = (today.date() - newest.date()).days
        if age <= 0:
            continue
        span = (newest - oldest) / timedelta(days=1)
        yield Measurement(
            value=float(age),
            unit="days",
            columns=clock.columns,
            kind="" if span else "moment",
            details={
                "newest": moment_text(newest, clock.unit),
                "oldest": moment_text(oldest, clock.unit),
                "middle": moment_text(cast(datetime, row["middle"]), "year" if clock.unit == "year" else "day"),
                "as_of": Phrase(audit.as_of.isoformat()),
                "age": Phrase(length(age)),
                "years": age / 365.2425,
                "covers": Phrase(length(span)),
            },
            evidence=_rows_per_stretch(audit, clock, end, span),
        )


def _rows_per_stretch(audit: Context, clock: Clock, end: datetime, days: float) -> tuple[Evidence, ...]:
    """Rows per month, year or decade, whichever gives a readable number of bars; the newest one marked."""
    every, pattern, word = next(
        (step for step, width in ((("1mo", "%Y-%m", "month"), 30.4), (("1y", "%Y", "year"), 365.2)) if days / width <= _BARS),
        ("10y", "%Ys", "decade"),
    )
    if clock.unit == "year" and word == "month":
        every, pattern, word = "1y", "%Y", "year"
    counts = audit.engine.counts(clock.moment.dt.truncate(every).alias("at"), where=clock.moment < end).tail(_BARS)
    if counts.height < 2:
        return ()
    return (
        Evidence(
            title=f"Rows per {word}",
            unit="rows",
            labels=tuple(counts.get_column("at").dt.strftime(pattern).to_list()),
            values=tuple(counts.get_column("len").cast(pl.Float64).to_list()),
            marked=(counts.height - 1,),
            ordered=True,
        ),
    )
