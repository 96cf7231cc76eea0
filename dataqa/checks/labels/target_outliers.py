"""Values of a numeric target far outside the usual range, or piled up at its limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Floats, Positions
from dataqa.checks.labels._tails import far_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """What an outlier of the target is, and what a pile at its limit."""

    far: Annotated[float, Field(gt=0)]
    """Standard deviations of a normal distribution, on the scale that suits the target best."""
    most: Annotated[float, Field(ge=0, le=1)]
    """Share of rows far out; more of them are a second group and no outliers."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows with a finite target."""
    least_distinct: Annotated[int, Field(ge=1)]
    """Different values; fewer are a scale with natural limits."""
    least_pile: Annotated[int, Field(ge=1)]
    """Rows at the limit."""
    ratio: Annotated[float, Field(gt=0)]
    """How many times as frequent as the values next to it a pile is."""


@check(needs=("numeric target", "two values"), reads=("target:number",), parameters=Parameters)
def target_outliers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the target's variance due to outliers, and share of rows piled up at its largest or smallest value.

    Outliers are judged on the scale that suits the target best, so that a long tail is not an outlier; many rows
    far out are a second group and no outliers. A pile is a largest value (or a smallest one that is not 0) many times as frequent
    as the values next to it, as if the target was cut off there.
    """
    target = audit.engine.values(audit.target).cast(pl.Float64)
    there = target.is_not_null().arg_true().to_numpy().astype(np.int64)
    values = target.drop_nulls().to_numpy()
    finite = np.isfinite(values)
    if finite.sum() < audit.parameters.least_rows:
        raise NotApplicable(f"fewer than {audit.parameters.least_rows} rows have a target")
    outlying: Bools = ~finite
    outlying[finite] = far_out(values[finite], audit.parameters.far)
    if 0 < outlying.sum() <= audit.parameters.most * len(outlying):
        yield _outliers(audit, values, there, outlying)
    numbers, counts = np.unique(values[finite], return_counts=True)
    if len(numbers) < audit.parameters.least_distinct:
        return
    for about, place, next_to in (("cap", -1, counts[-6:-1]), ("floor", 0, counts[1:6])):
        count, number = int(counts[place]), float(numbers[place])
        usual = max(1.0, float(np.median(next_to)))
        if number == 0 or count < audit.parameters.least_pile or count < audit.parameters.ratio * usual:
            continue
        rows = there[values == number]
        kept = (float(c) for c in next_to)
        bars = [(f"{v:.6g}", n) for v, n in zip(numbers[-6:-1] if place else numbers[1:6], kept, strict=True)]
        bars.insert(len(bars) if place else 0, (f"{number:.6g}", float(count)))
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=(audit.target,),
            rows=Rows(positions=rows),
            about=about,
            kind=about,
            details={"number": f"{number:.6g}", "share": count / audit.rows, "ratio": count / usual},
            evidence=(
                Evidence(
                    title=f"The {'largest' if place else 'smallest'} values of {audit.target}",
                    unit="rows",
                    labels=tuple(label for label, _ in bars),
                    values=tuple(value for _, value in bars),
                    marked=(len(bars) - 1 if place else 0,),
                    ordered=True,
                ),
            ),
        )


def _outliers(audit: Context, values: Floats, there: Positions, outlying: Bools) -> Measurement:
    middle = float(np.median(values[~outlying]))
    with np.errstate(over="ignore"):
        distance = np.abs(values - middle)
    order = np.lexsort((there[outlying], -distance[outlying]))
    farthest = float(values[outlying][order[0]])
    return Measurement(
        value=_variance_share(values, outlying),
        unit="share of variance",
        columns=(audit.target,),
        rows=Rows(positions=there[outlying][order]),
        about="wild",
        details={"number": f"{farthest:.6g}", "share": float(outlying.sum()) / audit.rows, "ratio": 0.0},
    )


def _variance_share(values: Floats, outlying: Bools) -> float:
    """Return the outliers' share of the squared distances from the mean of the other rows; 1 if some are infinite."""
    if not np.isfinite(values).all():
        return 1.0
    scaled = values / max(float(np.abs(values).max()), 1e-300)
    squares = (scaled - scaled[~outlying].mean()) ** 2
    return float(squares[outlying].sum() / squares.sum())
