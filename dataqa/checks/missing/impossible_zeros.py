"""Zeros in a column of positive measurements that may stand for "missing"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.distribution import numbers_of
from dataqa.checks.missing._numbers import bars
from dataqa.checks.missing._signs import unlike_zero
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.model import Measurement
from dataqa.statistics import wilson


@check(reads=("numeric",))
def impossible_zeros(audit: Context) -> Iterator[Measurement]:
    """Share of rows that are 0 where all other values are positive and keep away from 0; with its Wilson interval (Wilson 1927).

    Where the others begin is their smallest value, or their 1 % quantile where the zeros outnumber what lies below it. How far
    that is from 0 is given in parts of their lower quartile (``apart``), in steps between neighbouring values there (``steps``)
    and, of the lower quartile, in interquartile ranges (``depth``). Whether the rows look like those of a true 0 is ``unlike``.
    Latitude and longitude 0 are told better by `form-defaults`.
    """
    places = {name for pair in coordinates(audit) for name in pair}
    for column, part in audit.profiles("numeric"):
        zeros = column.zeros
        if zeros < 2 or column.minimum is None or column.minimum < 0 or column.distinct < audit.parameters["least_distinct"]:
            continue
        if zeros > audit.parameters["most_zeros"] * column.present:
            continue
        seen = numbers_of(audit, part.name)
        rest = seen.where(seen.values > 0)
        if len(rest.values) < 2:
            continue
        first, quarter = rest.quantile(0.01), rest.quantile(0.25)
        below = int(rest.counts[rest.values < first].sum())
        start = first if zeros > below else float(rest.values[0])
        near = rest.values[rest.values >= start][: int(audit.parameters["neighbours"]) + 1]
        step = float(np.median(np.diff(near))) if len(near) > 1 else start
        spread = rest.quantile(0.75) - quarter
        unlike, sign = unlike_zero(audit, part.name)
        yield Measurement(
            value=zeros / audit.rows,
            unit="share of rows",
            interval=wilson(zeros, audit.rows),
            columns=(part.name,),
            rows=audit.where(pl.col(part.name) == 0),
            details={
                "zeros": zeros,
                "start": start,
                "apart": start / quarter,
                "steps": start / step,
                "unlike": unlike,
                "sign": sign,
                "depth": quarter / spread if spread > 0 else 100.0,
            },
            evidence=(bars(part.name, rest, {"0": zeros}, first=True),),
            covered_by=("form-defaults",) if part.name in places else (),
        )
