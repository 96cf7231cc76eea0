"""Post-outcome features: columns that may be known only after the outcome, and predict the target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import polars as pl
from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of

_ASKED = frozenset({"follow-up", "same-event"})


class Parameters(CheckParameters):
    """What suggests that a column is written late."""

    words: tuple[str, ...]
    """Words in a column's name that suggest that it is written during or after the event."""
    later: Annotated[float, Field(ge=0, le=1)]
    """Share of a column's dates later than the time of their row, from which the column is reported."""
    events: tuple[str, ...]
    """Words in the name of a flag that say that something has happened, or that the row was followed until then."""
    follow_up: tuple[str, ...]
    """Words in the name of a number of days, months or years until then."""
    times: tuple[str, ...]
    """Words in the name of a time."""
    planned: tuple[str, ...]
    """Words in the name of a time that was known before."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows with both dates that are needed to compare them."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), parameters=Parameters)
def after_the_event(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Cross-validated skill of a column that is named like an outcome or like its time, or whose dates are later than the row's.

    No statistic shows what is known when: the name or the later date is only a hint, and the skill says how much the model could
    rely on the column. `rank` is its place among all features by the skill of each alone, from the row sample. A time beside a flag
    of an event (`follow-up`), and a time of the event that the target is about (`same-event`), are asked about however little they
    predict: they are known only with the outcome.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    order = sorted(audit.task.features, key=lambda name: (-probe.single(name).value, name))
    for name in order:
        kind, hint = _hint(audit, name)
        if not hint:
            continue
        skill = max(probe.single(name), probe.presence(name), key=lambda each: each.value)
        if skill.interval[0] > 0 or kind in _ASKED:
            yield Measurement(
                value=skill.value,
                unit="skill",
                interval=skill.interval,
                columns=(name,),
                kind=kind,
                details={
                    "metric": Phrase(skill.metric),
                    "raw": skill.raw,
                    "rank": order.index(name) + 1,
                    "place": 0 if kind in _ASKED else order.index(name) + 1,
                    "time_of_outcome": float(kind in _ASKED),
                    "features": len(order),
                    **hint,
                },
            )


def _hint(audit: Context[Parameters], name: str) -> tuple[str, dict[str, Any]]:
    """Return what suggests that a column is written late: the kind of message and its details; no details where nothing does."""
    for word in words_of(name):
        if word in audit.parameters.words:
            return "", {"word": Phrase(word)}
    if kind := _time_of_outcome(audit, name):
        return kind, {"target": named(audit.target)}
    time = audit.task.first("time")
    if time is None or name == time or not audit.task.columns[name].clock or not audit.task.columns[time].clock:
        return "", {}
    rows = audit.profile.sample.select(audit.moments(name).alias("a"), audit.moments(time).alias("b")).drop_nulls()
    if rows.height < audit.parameters.least_rows:
        return "", {}
    later = float(rows.select((pl.col("a") > pl.col("b")).mean()).item())
    return "dates", {"time": named(time), "later": later} if later >= audit.parameters.later else {}


def _time_of_outcome(audit: Context[Parameters], name: str) -> str:
    """Return the kind of message for a number that may be the time of the outcome itself; empty if it is none."""
    asked, words, target = audit.parameters, set(words_of(name)), set(words_of(audit.target))
    if audit.task.columns[name].role not in ("numeric", "datetime", "time") or words & set(asked.planned):
        return ""
    flag = audit.profile.columns[audit.target].distinct == 2 and target & set(asked.events)
    if flag and words & set(asked.follow_up) and audit.profile.columns[name].kind == "number":
        lowest = audit.profile.columns[name].minimum
        return "follow-up" if lowest is not None and lowest >= 0 else ""
    # the time of an arrival, and by how much it is late
    same = (words & target) - set(asked.times)
    return "same-event" if same and words & set(asked.times) and not audit.task.discrete else ""
