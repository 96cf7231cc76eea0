"""Columns with values far outside the quartiles, along a tail without a gap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.distribution import sentinels_of
from dataqa.checks.noise._cells import rounded_text
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._outlying import is_share, outlying_values
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile


class Parameters(CheckParameters):
    """Which columns are looked at, and where a tail begins."""

    from_distance: float
    """Interquartile ranges outside the quartiles from which a value belongs to the tail."""
    least_distinct: int
    """Different numbers."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are no amounts."""


@check(reads=("numeric",), parameters=Parameters)
def heavy_tails(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Distance of the furthest value outside the quartiles, in interquartile ranges (Tukey 1977), with the rows of the tail.

    Quartiles of a column with very many different values are those of the row sample. Outliers beyond a gap do not belong to the
    tail.
    """
    limits = audit.parameters
    for column, _ in audit.profiles("numeric"):
        if not column.quantiles or column.minimum is None or column.distinct < limits.least_distinct:
            continue
        if is_code(column.name, limits.codes) or is_share(column):
            continue
        low, high = column.quantiles[0.25], column.quantiles[0.75]
        spread = high - low
        reach = max(column.maximum - high, low - column.minimum)
        if not 0 < spread < np.inf or reach < limits.from_distance * spread:
            continue
        codes, _ = sentinels_of(audit, column)
        seen = outlying_values(audit, column, codes)
        least, most = float(seen.kept.min(initial=low)), float(seen.kept.max(initial=high))
        reach = max(most - high, low - least)
        if reach < limits.from_distance * spread:
            continue  # codes for missing and single cells gone wrong are no tail
        one = pl.col(column.name)
        far = limits.from_distance * spread
        beyond = one.is_not_null() & one.is_between(low - far, high + far).not_()
        for code in codes:
            beyond &= one != code.value
        positions = np.setdiff1d(audit.engine.where(beyond), seen.rows)
        cells = audit.engine.take(positions, [column.name]).get_column(column.name).cast(pl.Float64).to_numpy()
        if len(cells) > 1 and len(np.unique(cells)) == 1:
            continue  # one value again and again is a code, and no tail
        order = np.argsort(-np.maximum(cells - high, low - cells), kind="stable")
        yield Measurement(
            value=float(reach / spread),
            unit="interquartile ranges",
            columns=(column.name,),
            rows=Rows(positions=positions[order]),
            details={
                "lower": rounded_text(low),
                "upper": rounded_text(high),
                "furthest": rounded_text(most if most - high >= low - least else least, 10),
                "bound": limits.from_distance,
            },
            evidence=(_picture(column, low - far, high + far),),
        )


def _picture(column: ColumnProfile, low: float, high: float) -> Evidence:
    return Evidence(
        title=f"Values of {column.name}",
        unit="rows",
        labels=tuple(f"{start:.4g} to {end:.4g}" for start, end, _ in column.histogram),
        values=tuple(float(rows) for _, _, rows in column.histogram),
        marked=tuple(i for i, (start, end, rows) in enumerate(column.histogram) if rows and (end <= low or start >= high)),
        ordered=True,
    )
