"""Targets of 0, 1 or another token amount, where all others are far larger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When an amount is a token."""

    least_rows: Annotated[int, Field(ge=20)]
    """Rows with a target."""
    least_distinct: Annotated[int, Field(ge=2)]
    """Different values of the others."""
    times: Annotated[float, Field(gt=1)]
    """How many times as large the low end of the others is."""
    low: Annotated[float, Field(gt=0, lt=0.5)]
    """Share of the others below their low end."""
    tokens: Annotated[int, Field(ge=1)]
    """Different token amounts at most."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the rows that they are at most; more of them are a second group."""


@check(needs=("numeric target", "two values"), reads=("target:number",), parameters=Parameters)
def nominal_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose target is one of a few amounts from 0 on, many times below the low end of all others (Wilson 1927).

    Sales to relatives and transfers within a firm are recorded with 0 or 1. Few such amounts that come again, and nothing between
    them and the others, are tokens; a tail that reaches down to them is none.
    """
    parameters = audit.parameters
    if audit.task.kind in ("recommendation", "forecasting"):
        raise NotApplicable("ratings and series have zeros of their own")
    target = audit.engine.values(audit.target).cast(float)
    there = target.is_not_null().arg_true().to_numpy().astype(np.int64)
    values = target.drop_nulls().to_numpy()
    if len(values) < parameters.least_rows or not np.isfinite(values).all() or values.min() < 0:
        raise NotApplicable(f"fewer than {parameters.least_rows} rows have a target of 0 or more")
    ordered = np.sort(values)
    # where the first few different values of the low part end: as many of them as possible are tokens
    bottom = ordered[: int(parameters.most * len(ordered)) + 2]
    for place in np.flatnonzero(np.diff(bottom) > 0)[: parameters.tokens][::-1].tolist():
        tokens, others = np.unique(ordered[: place + 1]), ordered[place + 1 :]
        end = float(np.quantile(others, parameters.low))
        low = max(float(tokens[-1]), 1.0)
        if end < parameters.times * low or others[0] < np.sqrt(parameters.times) * low:
            continue
        if len(np.unique(others)) < parameters.least_distinct or not _again(ordered[: place + 1], tokens):
            continue
        rows = there[values <= tokens[-1]]
        yield Measurement(
            value=len(rows) / audit.rows,
            unit="share of rows",
            interval=wilson(len(rows), audit.rows),
            columns=(audit.target,),
            rows=Rows(positions=rows),
            details={
                "tokens": [f"{value:g}" for value in tokens.tolist()],
                "low_end": f"{end:.6g}",
                "least": f"{float(others[0]):.6g}",
            },
        )
        return


def _again(low: Floats, tokens: Floats) -> bool:
    """Return whether the token amounts come again, or are 0, 1 or another power of ten."""
    powers = np.isin(tokens, [0.0, 1.0, 10.0, 100.0, 1000.0])
    return bool(powers.all()) or len(low) >= 2 * len(tokens)
