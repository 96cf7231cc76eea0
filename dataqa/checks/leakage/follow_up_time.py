"""The time until an event, or until the watching ended, as a feature of the event."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks._words import named
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement


@check(needs=("target", "two values", "features"), reads=("target", "features"))
def follow_up_time(audit: Context) -> Iterator[Measurement]:
    """Rows of a table of time to event, where the event or the time until then is the target and the other a feature.

    The pair is found by its names (see `dataqa.roles.relations`); `skill` is what the other one alone predicts in the row sample.
    """
    target = audit.task.target
    times, events = (
        [name for name, part in audit.task.columns.items() if part.meaning == meaning] for meaning in ("follow-up time", "event")
    )
    # one of a pair may have been understood as something else since
    if not times or not events or target not in (*times, *events):
        raise NotApplicable("the target is neither an event with a follow-up time beside it nor such a time")
    time, event = times[0], events[0]
    other = event if target == time else time
    rows = len(audit.engine.where(pl.col(time).is_not_null() & pl.col(event).is_not_null()))
    yield Measurement(
        value=rows / max(1, audit.rows),
        unit="share of rows",
        columns=(other,),
        kind="event" if other == event else "",
        details={
            "time": named(time),
            "event": named(event),
            "skill": max(0.0, audit.probe.single(other).value) if audit.probe.usable else 0.0,
        },
    )
