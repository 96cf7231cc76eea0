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

_ASKED = "same-event"


class Parameters(CheckParameters):
    """What suggests that a column is written late."""

    words: tuple[str, ...]
    """Words in a column's name that suggest that it is written during or after the event."""
    later: Annotated[float, Field(ge=0, le=1)]
    """Share of a column's dates later than the time of their row, from which the column is reported."""
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
    rely on the column. `rank` is its place among all features by the skill of each alone, from the row sample. A time of the event
    that the target is about (`same-event`) is asked about however little it predicts: it is known only with the outcome.
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
        if skill.interval[0] > 0 or kind == _ASKED:
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
                    "place": 0 if kind == _ASKED else order.index(name) + 1,
                    "time_of_outcome": float(kind == _ASKED),
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
    coarse = {audit.task.columns[one].clock for one in (name, time)}
    unit = "1y" if "year" in coarse else "1mo" if "yyyymm" in coarse else ""  # a year is no later than a day in it
    if unit:
        rows = rows.with_columns(pl.all().dt.truncate(unit))
    later = float(rows.select((pl.col("a") > pl.col("b")).mean()).item())
    return "dates", {"time": named(time), "later": later} if later >= audit.parameters.later else {}


def _time_of_outcome(audit: Context[Parameters], name: str) -> str:
    """Return the kind of message for a number that may be the time of the outcome itself; empty if it is none."""
    asked, words, target = audit.parameters, set(words_of(name)), set(words_of(audit.target))
    if audit.task.columns[name].role not in ("numeric", "datetime", "time") or words & set(asked.planned):
        return ""
    # the time of an arrival, and by how much it is late
    same = (words & target) - set(asked.times)
    return _ASKED if same and words & set(asked.times) and not audit.task.discrete else ""
