"""One value far more frequent than all others in a continuous column: a default, an imputed value, or a cap."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.distribution import Numbers, numbers_of, sentinels_of
from dataqa.checks.missing._numbers import bars
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_CODES = "sentinel-numbers"
_ONE_SCALE = 8
"""Columns with one largest whole number, from which on it is the end of their common scale."""


class Parameters(CheckParameters):
    """Parameters of `value-spikes`."""

    least_distinct: Annotated[int, Field(ge=2)]
    """Distinct values that a column needs; with fewer, a frequent value is a genuine mode."""
    least_distinct_cap: Annotated[int, Field(ge=2)]
    """The same for a frequent maximum."""
    least_share: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows that the value needs."""
    least_ratio: Annotated[float, Field(gt=0)]
    """Its rows as a multiple of those of the next most frequent value; below, the most frequent values are much alike."""


@check(reads=("numeric",), parameters=Parameters)
def value_spikes(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with the most frequent value of a continuous column, except 0; ``ratio`` compares it with the next value.

    The maximum is compared with the five values just below it (a cap). The interval is Wilson's (1927); it starts at 0 if the value
    may be a genuine mode, because only the mean of the other rows, or their median if they are continuous, is surely imputed. Codes
    for "missing" are measured separately, because `sentinel-numbers` reports them in more detail.
    """
    ends = Counter(column.maximum for column, _ in audit.profiles("numeric") if column.integral)
    for column, _ in audit.profiles("numeric"):
        if column.distinct < audit.parameters.least_distinct_cap:
            continue
        least = audit.parameters.least_share * column.rows
        if not _may_have(column, least, audit.parameters.least_ratio):
            continue
        found, without = sentinels_of(audit, column)
        every = numbers_of(audit, column.name)
        scale = column.integral and ends[column.maximum] >= _ONE_SCALE  # pixels end at 255, answers at 7
        seen = without if found and without is not None else every
        yield from (one for one in _column(audit, column, seen, least) if not (scale and one.kind == "cap"))
        codes = {f"{one.value:.6g}" for one in found}
        for one in _column(audit, column, every, least) if codes else ():
            if one.details["number"] in codes:
                yield replace(one, about=":".join(filter(None, (one.about, _CODES))), covered_by=(_CODES,))


def _column(audit: Context[Parameters], column: ColumnProfile, seen: Numbers, least: float) -> Iterator[Measurement]:
    for place, spike, ratio in _spikes(seen):
        value, count = float(seen.values[place]), int(seen.counts[place])
        if count < least or ratio < audit.parameters.least_ratio:
            continue
        if spike == "spike" and column.distinct < audit.parameters.least_distinct:
            continue
        if spike == "cap" and value == 1 and seen.values[0] >= 0:
            continue  # a share ends at 1 by nature
        rest = seen.where(np.arange(len(seen.values)) != place)
        kind = _filled(value, rest) if spike == "spike" else "cap"
        if kind == "mode" and not rest.quantile(0.1) <= value <= rest.quantile(0.9):
            continue  # at the ends of a column one value is often the usual one
        low, high = wilson(count, audit.rows)
        name = f"{value:.6g}"
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=(low if kind in ("mean", "median") else 0.0, high),
            columns=(column.name,),
            rows=audit.where(pl.col(column.name) == value),
            about="cap" if kind == "cap" else "",
            kind="" if kind == "mode" else kind,
            details={
                "number": name,
                "ratio": ratio,
                "weight": low if kind == "cap" else 1.0,
            },
            evidence=(bars(column.name, rest, {name: count}, first=False),),
        )


def _may_have(column: ColumnProfile, least: float, ratio: float) -> bool:
    """Whether a value may be frequent enough; from the profile, so that most columns cost nothing."""
    # halved: where not every value was counted, these counts are estimates
    slack = 1.0 if column.exact else 0.5
    counts = [count for value, count in column.top if value != 0]
    if not counts or counts[0] < slack * max(least, ratio):
        return False
    largest = next((count for value, count in column.top if value == column.maximum), column.top[-1][1])
    inside = [count for value, count in column.top if value not in (0, column.minimum, column.maximum)]
    return largest >= slack * max(least, ratio) or len(inside) < 2 or inside[0] >= slack * ratio * inside[1]


def _spikes(seen: Numbers) -> Iterator[tuple[int, str, float]]:
    """Yield the place of the commonest value inside the range, and that of the largest, each with its ratio."""
    if len(seen.values) < 8:
        return
    inside = seen.counts.copy()
    inside[[0, -1]] = 0
    inside[seen.values == 0] = 0
    best, second = np.argsort(-inside, kind="stable")[:2]
    yield int(best), "spike", float(inside[best]) / max(1.0, float(max(inside[second], seen.counts[[0, -1]].min())))
    yield len(seen.values) - 1, "cap", float(seen.counts[-1]) / max(1.0, float(np.median(seen.counts[-6:-1])))


def _filled(value: float, rest: Numbers) -> str:
    """Return which middle of the other rows the value is, or ``"mode"``."""
    mean = rest.mean()
    spread = abs(rest.quantile(0.75) - rest.quantile(0.25)) or abs(mean)
    if math.isclose(value, mean, rel_tol=1e-4, abs_tol=1e-3 * spread) and not _usual(value, rest):
        return "mean"
    middle = rest.quantile(0.5)
    continuous = rest.counts.max() <= max(3, 0.02 * rest.rows)
    close = abs(value - middle) <= 0.02 * spread
    return "median" if close and continuous else "mode"


def _usual(value: float, rest: Numbers) -> bool:
    """Whether the value is as round as the others: then to be near their mean says little."""
    return bool(value == round(value) and np.average(rest.values == np.round(rest.values), weights=rest.counts) > 0.9)
