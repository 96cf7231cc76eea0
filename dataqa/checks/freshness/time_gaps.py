"""Gaps in an otherwise regular series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Ints
from dataqa.checks.clock import Clock, clock_of, moment_text
from dataqa.checks.freshness._rhythm import Rhythm, rhythm_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters

_NAMED, _BARS = 5, 40
_WORKING = 6.5 / 7
"""Share of all days up to which those of a series are working days only."""


class Parameters(CheckParameters):
    """Days off, in a series of working days."""

    days_off: Annotated[float, Field(ge=0, le=1)]
    """Share of the working days that single days without a row are at most, to be public holidays."""
    together: Annotated[int, Field(ge=1)]
    """Most of them in a row."""


@check(needs=("time",), reads=("time",), parameters=Parameters)
def time_gaps(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the steps of a regular series that have no row.

    The step is the commonest distance between two times (calendar months count as equal). It is a rhythm only if most distances
    are that step and most times have equally many rows; irregular events have none. Weekdays and hours that the series nearly never
    has (weekends, nights) are not expected; neither are public holidays in a series of working days, which are few and short.
    """
    parameters = parameters_of("rhythm")
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        counts = audit.engine.counts(clock.moment.alias("at"), where=clock.moment.is_not_null())
        rhythm = rhythm_of(counts.get_column("at"), counts.get_column("len").to_numpy(), clock.unit, parameters)
        if rhythm is None:
            raise NotApplicable("the rows follow no regular rhythm")
        rhythm = replace(rhythm, missing=_lost(rhythm, audit.parameters))
        if not len(rhythm.missing):
            continue
        yield _measured(clock, rhythm)


def _measured(clock: Clock, rhythm: Rhythm) -> Measurement:
    starts, lengths = _runs(rhythm.missing, rhythm.expected)
    order = np.lexsort((starts, -lengths))[:_NAMED]
    gaps: list[dict[str, Any]] = []
    for at, steps in zip(starts[order].tolist(), lengths[order].tolist(), strict=True):
        first, last = rhythm.at(at), rhythm.at(int(rhythm.expected[np.searchsorted(rhythm.expected, at) + steps - 1]))
        gaps.append({"from": moment_text(first, clock.unit), "to": moment_text(last, clock.unit), "steps": steps})
    longest = gaps[0]
    where = longest["from"] if longest["steps"] == 1 else f"{longest['from']} to {longest['to']}"
    return Measurement(
        value=len(rhythm.missing) / len(rhythm.expected),
        unit="share of steps",
        columns=clock.columns,
        details={
            "missing": len(rhythm.missing),
            "expected": len(rhythm.expected),
            "step": Phrase(rhythm.word),
            "gaps": len(starts),
            "longest": where,
            "longest_steps": longest["steps"],
            "longest_gaps": gaps,
        },
        evidence=_per_stretch(rhythm),
    )


def _lost(rhythm: Rhythm, asked: Parameters) -> Ints:
    """Return the missing steps but for public holidays."""
    every = int(rhythm.expected[-1]) + 1
    working = not rhythm.monthly and rhythm.word == "day" and len(rhythm.expected) <= _WORKING * every
    if not working or not len(rhythm.missing):
        return rhythm.missing
    lengths = _runs(rhythm.missing, rhythm.expected)[1]
    short = np.repeat(lengths <= asked.together, lengths)
    return rhythm.missing[~short] if short.sum() <= asked.days_off * len(rhythm.expected) else rhythm.missing


def _runs(missing: Ints, expected: Ints) -> tuple[Ints, Ints]:
    """Where runs of missing steps start, and how many steps each has; steps that are never there do not part a run."""
    places = np.searchsorted(expected, missing)
    new = np.flatnonzero(np.diff(places, prepend=-2) != 1)
    return missing[new], np.diff(new, append=len(missing))


def _per_stretch(rhythm: Rhythm) -> tuple[Evidence, ...]:
    days = (rhythm.at(int(rhythm.expected[-1])) - rhythm.at(int(rhythm.expected[0]))) / timedelta(days=1)
    every, pattern, word = next(
        (step for step, width in ((("1d", "%Y-%m-%d", "day"), 1), (("1mo", "%Y-%m", "month"), 30.4)) if days / width <= _BARS),
        ("1y", "%Y", "year"),
    )
    times = pl.DataFrame({"at": rhythm.times(rhythm.missing)}).group_by(pl.col("at").dt.truncate(every)).len()
    whole = pl.DataFrame({"at": rhythm.times(rhythm.expected[[0, -1]])}).select(pl.col("at").dt.truncate(every))
    first, last = whole.row(0)[0], whole.row(1)[0]
    axis = pl.DataFrame({"at": pl.datetime_range(first, last, every, eager=True, time_unit="us")})
    bars = axis.join(times, on="at", how="left", maintain_order="left").with_columns(pl.col("len").fill_null(0)).tail(_BARS)
    if bars.height < 2:
        return ()
    return (
        Evidence(
            title=f"Missing {rhythm.word}s per {word}",
            unit="missing steps",
            labels=tuple(bars.get_column("at").dt.strftime(pattern).to_list()),
            values=tuple(bars.get_column("len").cast(pl.Float64).to_list()),
            ordered=True,
        ),
    )
