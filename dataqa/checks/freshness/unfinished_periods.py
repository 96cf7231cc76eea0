"""The newest rows are not all there yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.clock import clock_of
from dataqa.checks.freshness._period_counts import PeriodParameters, period_counts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase

_BARS = 20


class Parameters(PeriodParameters):
    """When a period has too few rows."""

    short: Annotated[float, Field(ge=0, le=1)]
    """Share of the usual rows below which a period is incomplete."""
    most_short: Annotated[int, Field(ge=1)]
    """Number of newest periods that are examined."""


@check(needs=("time",), reads=("time",), parameters=Parameters)
def unfinished_periods(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the usual rows that is missing in the newest hour, day, week or month.

    Usual is the median of the eight periods before (of days: the same weekday's; incomplete ones left out), and the newest
    must have fewer than any of them. The interval takes the rows as Poisson (1837), its upper end after Byar (Breslow & Day 1987).
    """
    parameters = audit.parameters
    for name in audit.task.having("time"):
        clock = clock_of(audit, name)
        periods = period_counts(audit, clock, parameters)
        if periods is None:
            raise NotApplicable("too few rows, or too evenly spread, to have periods of a usual size")
        rows, count = periods.rows.astype(np.float64), 0
        stride = 7 if periods.every == "1d" else 1
        last = len(rows) - 1
        while count < parameters.most_short:
            before = rows[last - count - stride * np.arange(1, 9)[: (last - count) // stride]]
            if len(before) < 3 or rows[last - count] >= min(float(before.min()), parameters.short * np.median(before)):
                break
            count += 1
        if not count:
            continue
        before = rows[last - count + 1 - stride * np.arange(1, 9)[: (last - count + 1) // stride]]
        usual, newest = float(np.median(before)), float(rows[last])
        most = (newest + 1) * (1 - 1 / (9 * (newest + 1)) + 1.96 / (3 * np.sqrt(newest + 1))) ** 3
        yield Measurement(
            value=1 - newest / usual,
            unit="share of the usual rows",
            interval=(max(0.0, 1 - float(most) / usual), 1 - max(0.0, newest - 1.96 * np.sqrt(newest)) / usual),
            columns=clock.columns,
            notes=("short",) if count > 1 else (),
            details={
                "when": periods.shown(last),
                "from": periods.shown(last - count + 1),
                "period": Phrase(periods.word),
                "newest": int(newest),
                "share": newest / usual,
                "usual": round(usual),
                "short": count,
            },
            evidence=(
                Evidence(
                    title=f"Rows per {periods.word}, the newest",
                    unit="rows",
                    labels=tuple(periods.shown(place) for place in range(max(0, last + 1 - _BARS), last + 1)),
                    values=tuple(float(one) for one in rows[-_BARS:]),
                    marked=tuple(range(min(_BARS, last + 1) - count, min(_BARS, last + 1))),
                    ordered=True,
                ),
            ),
        )
