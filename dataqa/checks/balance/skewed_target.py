"""A numeric target in which few rows decide the error, or most are zero."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.balance._shares import skewness, top_share
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """What the largest values are."""

    least_rows: Annotated[int, Field(ge=2)]
    """Rows with a finite target."""
    part: Annotated[float, Field(gt=0, lt=1)]
    """Share of the rows that count as the largest."""


@check(needs=("numeric target", "two values"), reads=("target:number",), parameters=Parameters)
def skewed_target(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the target's variance due to its largest hundredth, and its share of excess zeros.

    The first is what a least-squares model fits: for a normal distribution it is 8%. Its share on a logarithmic scale separates a
    long tail, which that scale reduces, from single outliers, which are no skew. Zeros are in excess of what the other numbers let
    expect: for counts, the numbers of 1, 2 and 3 are continued as a negative binomial or Poisson distribution (Panjer 1981), or as
    a geometric one; for other numbers, none is expected.
    """
    target = audit.engine.values(audit.target).cast(pl.Float64)
    values = target.filter(target.is_finite().fill_null(False)).to_numpy()
    if len(values) < audit.parameters.least_rows or values.min() == values.max():
        raise NotApplicable(f"fewer than {audit.parameters.least_rows} rows with different targets")
    if (tail := _tail(audit, target, values)) is not None:
        yield tail
    if (zeros := _zeros(audit, values)) is not None:
        yield zeros


def _tail(audit: Context[Parameters], target: pl.Series, values: Floats) -> Measurement | None:
    unit = float(np.abs(values).max())
    skew = skewness(values)
    if skew <= 0:
        return None
    part = audit.parameters.part
    share, low, high = top_share(((values - values.mean()) / unit) ** 2, part)
    there = values[values != 0] if values.min() >= 0 else values
    tamed = _logarithms(there)
    after = top_share((tamed - tamed.mean()) ** 2, part)[0] if len(there) > 1 and np.ptp(tamed) > 0 else 1.0
    count = max(1, round(part * len(values)))
    cut = float(np.partition(values, -count)[-count])
    large = (target >= cut) & target.is_finite()
    return Measurement(
        value=share,
        unit="share of squared distances",
        interval=(low, high),
        columns=(audit.target,),
        rows=Rows(positions=_largest_first(target, large.fill_null(False))),
        about="tail",
        kind="" if values.min() >= 0 else "signed",
        details={
            "part": part,
            "share": share,
            "skew": skew,
            "skew_of_log": skewness(tamed),
            "kept": after / share,
        },
        evidence=(_picture(audit.target, values),),
    )


def _logarithms(values: Floats) -> Floats:
    if values.min() > 0:
        return np.log(values)
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    return np.asarray(np.arcsinh((values - middle) / ((high - low) or float(values.std()) or 1.0)), dtype=np.float64)


def _zeros(audit: Context, values: Floats) -> Measurement | None:
    zero = int((values == 0).sum())
    if values.min() < 0 or not zero:
        return None
    expected = _expected_zeros(values) if audit.profile.columns[audit.target].integral else 0.0
    low, high = wilson(zero, len(values))
    share = zero / len(values)
    return Measurement(
        value=max(0.0, share - expected),
        unit="share of rows",
        interval=(max(0.0, low - expected), max(0.0, high - expected)),
        columns=(audit.target,),
        rows=audit.where(pl.col(audit.target) == 0),
        about="zeros",
        kind="excess-zeros" if expected else "zeros",
        details={
            "share": share,
            "expected": expected,
            "skew": 0.0,
            "kept": 0.0,
        },
        evidence=(_picture(audit.target, values),),
    )


def _expected_zeros(values: Floats) -> float:
    """Return the share of zeros to expect from the numbers of 1, 2 and 3, the larger of two ways to continue them."""
    one, two, three = (float((values == number).sum()) for number in (1, 2, 3))
    if not two:
        return one / len(values)
    falling = 4 * two / one - 3 * three / two if one else 0.0
    either = [one * one / two, one / falling if falling > 0 else 0.0]
    rest = float((values > 0).sum())
    # continued from few numbers they may be anything: at most nine times all others
    return min(0.9, max(min(zeros / (zeros + rest), 0.9) for zeros in either))


def _largest_first(target: pl.Series, large: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    positions = large.arg_true().to_numpy().astype(np.int64)
    return positions[np.lexsort((positions, -target.gather(positions).to_numpy()))]


def _picture(name: str, values: Floats) -> Evidence:
    counts, edges = np.histogram(values, bins=20)
    return Evidence(
        title=f"Values of {name}",
        unit="rows",
        labels=tuple(f"{low:.4g} to {high:.4g}" for low, high in pairwise(edges.tolist())),
        values=tuple(map(float, counts)),
        ordered=True,
    )
