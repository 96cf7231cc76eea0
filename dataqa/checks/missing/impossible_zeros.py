"""Zeros in a column of positive measurements that may stand for "missing"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.distribution import numbers_of
from dataqa.checks.missing._disguised import unlike_zero
from dataqa.checks.missing._numbers import bars
from dataqa.checks.missing._zeros import zero_by_nature
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of
from dataqa.statistics import wilson

_UNLIKE = 0.5
"""From which `unlike` on another column speaks for missing values."""


class Parameters(CheckParameters):
    """Parameters of `impossible-zeros`."""

    least_distinct: Annotated[int, Field(ge=3)]
    """Distinct values that a column needs; fewer are codes or counts."""
    most_zeros: Annotated[float, Field(gt=0, le=1)]
    """Share of zeros above which 0 is the usual value, such as an amount that is rarely paid."""
    few_zeros: Annotated[float, Field(gt=0, le=1)]
    """Share of zeros up to which a gap alone speaks against them: an amount that every fifth row lacks is none in these rows."""
    neighbours: Annotated[int, Field(ge=1)]
    """Smallest positive values from which the typical step between values is computed."""
    empty: tuple[str, ...]
    """Words in the names of amounts that can be none."""
    deep: Annotated[float, Field(gt=0)]
    """Depth from which a gap next to 0 suggests missing values without another column, if it is also steep."""
    steep: Annotated[float, Field(gt=0)]
    """Steps from which it does, if it is also deep."""


@check(reads=("numeric",), parameters=Parameters)
def impossible_zeros(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with 0 in a column whose other values are positive and far from 0; with its Wilson interval (Wilson 1927).

    The other values start at their minimum, or at their 1% quantile if there are more zeros than values below it. The distance
    from 0 is measured in lower quartiles (``apart``), in steps between neighbouring values there (``steps``) and, for the lower
    quartile, in interquartile ranges (``depth``). ``unlike`` says how little these rows resemble rows with true 0; ``unexplained``
    is 0 for an amount that can be none, such as a balance, for a difference of two columns that are equal there, and where the
    hour, the weekday or a category decides about the zeros. ``support`` is the evidence against true zeros, 1 where it is enough:
    a gap that is wide in depth and in steps next to few zeros, or another column by `unlike`. Many own nothing, and the others own
    more or less: a small gap says little, and a wide one next to very many zeros (a logarithm of what few are paid) no more.
    Latitude and longitude 0 are reported in more detail by `form-defaults`.
    """
    limits = audit.parameters
    places = {name for pair in coordinates(audit) for name in pair}
    for column, part in audit.profiles("numeric"):
        zeros = column.zeros
        if zeros < 2 or column.minimum is None or column.minimum < 0 or column.distinct < limits.least_distinct:
            continue
        if zeros > limits.most_zeros * column.present:
            continue
        seen = numbers_of(audit, part.name)
        rest = seen.where(seen.values > 0)
        first, quarter = rest.quantile(0.01), rest.quantile(0.25)
        below = int(rest.counts[rest.values < first].sum())
        start = first if zeros > below else float(rest.values[0])
        near = rest.values[rest.values >= start][: limits.neighbours + 1]
        step = float(np.median(np.diff(near))) if len(near) > 1 else start
        spread = rest.quantile(0.75) - quarter
        depth = quarter / spread if spread > 0 else 100.0
        related = unlike_zero(audit, part.name)
        few = zeros <= limits.few_zeros * column.present
        gap = min(depth / limits.deep, start / step / limits.steep) if few else 0.0
        if part.name in places:  # a place on the equator, far from all others, is in the sea
            gap = max(gap, 1.0)
        yield Measurement(
            value=zeros / audit.rows,
            unit="share of rows",
            interval=wilson(zeros, audit.rows),
            columns=(part.name,),
            rows=audit.where(pl.col(part.name) == 0),
            notes=("unlike-zero",) if related.column and related.unlike >= _UNLIKE else (),
            details={
                "zeros": zeros,
                "start": start,
                "apart": start / quarter,
                "steps": start / step,
                "unlike": related.unlike,
                "related": related.column,
                "related_low": related.low,
                "depth": depth,
                "support": max(gap, related.unlike / _UNLIKE if related.column else 0.0),
                "unexplained": float(not (set(words_of(part.name)) & set(limits.empty) or zero_by_nature(audit, part.name))),
            },
            evidence=(bars(part.name, rest, {"0": zeros}, first=True),),
            covered_by=("form-defaults",) if part.name in places else (),
        )
