"""Numbers that are rounded to the nearest 5 or 10 in part of the rows (digit preference)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.noise._codes import is_code
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.statistics import bonferroni, wilson


class Parameters(CheckParameters):
    """Which columns are looked at."""

    least_rows: int
    """Numbers in the sample."""
    least_distinct: int
    """Different numbers."""
    least_span: float
    """Distance between the 5 % and 95 % quantiles: three whole tens at least."""
    most_span: float
    """The same; from there on a difference of 5 is small."""
    most_alike: float
    """Share of one value from which it is a default."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are no amounts."""


@check(reads=("numeric", "target:number"), parameters=Parameters)
def heaped_digits(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of whole numbers rounded to a multiple of 5, beyond those that end in 0 or 5 by chance, per column.

    As in Whipple's index of ages (United Nations 1955): last digits 0 and 5 against a fifth of all, over whole tens, so that a
    smooth distribution gives a fifth. Estimated on a sample; Wilson interval, corrected for the number of columns.
    """
    limits = audit.parameters
    columns = [
        column
        for column, _ in audit.profiles("numeric", "target")
        if column.kind == "number"
        and column.integral
        and column.distinct >= limits.least_distinct
        and column.quantiles
        and limits.least_span <= column.quantiles[0.95] - column.quantiles[0.05] <= limits.most_span
        and not is_code(column.name, limits.codes)
    ]
    for column in columns:
        cells = audit.profile.sample.get_column(column.name).cast(pl.Float64).drop_nulls()
        numbers = np.abs(cells.filter(cells.is_finite() & (cells != 0)).to_numpy())  # 0 is none of something, and no reading
        if not len(numbers):
            continue
        # within the bulk, from ten to ten: each last digit has the same room
        low, high = (10 * np.ceil(np.quantile(numbers, 0.05) / 10), 10 * np.floor(np.quantile(numbers, 0.95) / 10))
        numbers = numbers[(numbers >= low) & (numbers < high)]
        values, counts = np.unique(numbers, return_counts=True)
        if len(values) < limits.least_distinct:
            continue
        # one value of many rows is a default, and no heap of digits
        numbers = numbers[~np.isin(numbers, values[counts > limits.most_alike * len(numbers)])]
        if len(numbers) < limits.least_rows:
            continue
        digits = np.bincount((numbers % 10).astype(np.int64), minlength=10)
        ends, total = int(digits[0] + digits[5]), len(numbers)
        others = np.delete(digits, [0, 5])
        if ends == total or others.min() == 0:
            continue  # wholly rounded, or in steps: that is a unit
        bounds = wilson(ends, total, bonferroni(len(columns)))
        share, least, most = ((max(0.0, end - 0.2) / 0.8) for end in (ends / total, *bounds))
        yield Measurement(
            value=share,
            unit="share of rows",
            interval=(least, most),
            columns=(column.name,),
            details={
                "ends": ends / total,
                "evenness": float(others.min() / others.max()),
                "tens": float(digits[0] / total),
                "fives": float(digits[5] / total),
            },
            evidence=(
                Evidence(
                    title=f"Last digits of {column.name}",
                    unit="rows",
                    labels=tuple(map(str, range(10))),
                    values=tuple(map(float, digits)),
                    marked=(0, 5),
                    ordered=True,
                ),
            ),
        )
