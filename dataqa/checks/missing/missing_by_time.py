"""Columns that are empty from a time on, up to a time, or for a while."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.clock import clock_of
from dataqa.checks.missing._dependence import spread_of
from dataqa.checks.missing._periods import Periods, periods_of
from dataqa.checks.missing._scan import Segment, chance, strongest, tries
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.empty_together import blocks_of
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import bonferroni, newcombe

_AT_ONCE = 20


class Parameters(CheckParameters):
    """Parameters of `missing-by-time`."""

    level: Annotated[float, Field(gt=0, le=1)]
    """Chance that at least one time range of all columns is reported though values are missing at random."""
    most_periods: Annotated[int, Field(ge=2)]
    """Periods (hours, days, months, quarters or years) at most."""
    least_periods: Annotated[int, Field(ge=2)]
    """Periods that are allowed however few rows there are."""
    most_cells: Annotated[int, Field(ge=1)]
    """Rows × columns that are searched at most."""
    least_rows: Annotated[int, Field(ge=1)]
    """Empty cells, and filled cells, that a column needs."""


@check(needs=("time",), reads=("time", "cells"), parameters=Parameters)
def missing_by_time(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference of the shares of empty cells in one time range and outside of it (Newcombe 1998, Bonferroni).

    The range is the one that differs most from the rest (temporal scan statistic: Kulldorff 1997). It is kept if chance would
    produce it with a probability below `level`, over all ranges and columns together (exact test: Fisher 1935). If empty cells come
    in runs, so that the share varies between periods or neighbouring times are alike, the effective number of rows is reduced (Rao
    & Scott 1992).
    """
    names = [name for name in audit.task.having("time") if audit.task.columns[name].clock]
    clock = clock_of(audit, names[0])
    most = min(audit.parameters.most_periods, max(audit.parameters.least_periods, int(audit.rows / 20)))
    blocks = [block for block in blocks_of(audit) if block[0] not in clock.columns]
    blocks = blocks[: max(1, audit.parameters.most_cells // audit.rows)]
    if not blocks:
        return
    periods = periods_of(audit.engine.table.frame, clock, audit.as_of, most)
    fine = periods_of(audit.engine.table.frame, clock, audit.as_of, max(2, audit.rows))
    if periods is None or fine is None:
        raise NotApplicable("too few different times")
    known = periods.codes >= 0
    many = len(periods.starts)
    rows = np.bincount(periods.codes[known], minlength=many + 1).astype(np.float64)
    empty = np.empty((many, len(blocks)))
    for at, block in enumerate(blocks):
        gaps = audit.engine.values(block[0]).is_null().to_numpy()
        empty[:, at] = np.bincount(periods.codes[known & gaps], minlength=many)
    trials = tries(many, ordered=True) * len(blocks)
    for start in range(0, len(blocks), _AT_ONCE):
        part = empty[:, start : start + _AT_ONCE]
        for at, segment in enumerate(strongest(part, rows, ordered=True)):
            if segment is not None and min(segment.all_hits, segment.all_rows - segment.all_hits) >= audit.parameters.least_rows:
                yield from _measured(audit, blocks[start + at], periods, fine, segment, part[:, at], rows[:many], trials)


def _measured(
    audit: Context[Parameters],
    columns: list[str],
    periods: Periods,
    fine: Periods,
    segment: Segment,
    empty: Floats,
    rows: Floats,
    trials: int,
) -> Iterator[Measurement]:
    many = len(rows)
    within = (np.arange(many) >= segment.start) & (np.arange(many) < segment.stop)
    rates = np.where(within, segment.inside, segment.outside)
    steady = np.ones(many, dtype=bool)
    for end in {segment.start, segment.stop} - {0, many}:
        # the change may fall within a period, which then is like neither side, and no sign of clumps
        off = np.abs(empty - rows * rates)[end - 1 : end + 1]
        steady[end - 1 + int(np.argmax(off))] = False
    spread = max(spread_of(empty[steady], rows[steady], rates[steady]), _runs(audit, columns[0], fine, periods, rates, steady))
    if chance(segment, spread) * trials > audit.parameters.level:
        return
    more = segment.inside > segment.outside
    a, b, c, d = (
        n / spread for n in (segment.hits, segment.rows, segment.all_hits - segment.hits, segment.all_rows - segment.rows)
    )
    low, high = newcombe(a, b, c, d, bonferroni(trials))
    start, stop = segment.start, segment.stop
    if not more and stop == many:
        start, stop = 0, start  # reported as the range that is empty
    first, last = periods.label(start), periods.label(stop - 1)
    kind = "" if stop == many else "until" if start == 0 else "one-period" if first == last else "between"
    here, there = (segment.inside, segment.outside) if start == segment.start else (segment.outside, segment.inside)
    emptier = within if more else ~within
    tail = rows[np.flatnonzero(~emptier)[-1] + 1 :]
    lost = tail.sum() >= audit.parameters.least_rows
    gaps = np.all([audit.engine.values(name).is_null().to_numpy() for name in columns], axis=0)
    positions = np.flatnonzero(gaps & (periods.codes >= 0) & emptier[periods.codes]).astype(np.int64)
    yield Measurement(
        value=abs(segment.inside - segment.outside),
        unit="difference of shares",
        interval=(max(low, 0.0), high) if more else (max(-high, 0.0), -low),
        columns=tuple(columns),
        rows=Rows(positions=positions),
        kind=kind,
        notes=("newest-empty",) if lost else ("newest-filled",),
        details={
            "from": first,
            "to": last,
            "here": here,
            "there": there,
            "until_the_end": float(lost),
            "column_count": len(columns),
        },
        evidence=(_picture(columns[0], periods, empty, rows, within),),
    )


def _runs(audit: Context, column: str, fine: Periods, periods: Periods, rates: Floats, steady: np.ndarray) -> float:
    """Return how many rows count for one where gaps come in runs: from the correlation of neighbouring times (Bartlett 1946)."""
    seen = (periods.codes >= 0) & steady[periods.codes]
    codes, rate = fine.codes[seen], rates[periods.codes[seen]]
    empty = audit.engine.values(column).is_null().to_numpy()[seen]
    rows, hits = np.bincount(codes).astype(np.float64), np.bincount(codes, weights=empty)
    expected, usual = np.bincount(codes, weights=rate), np.bincount(codes, weights=rate * (1 - rate))
    there = (rows > 0) & (usual > 0)
    if there.sum() < 3:
        return 1.0
    off = (hits - expected)[there] / np.sqrt(usual[there])
    before, after = off[:-1], off[1:]
    size = float(np.sqrt((before**2).sum() * (after**2).sum()))
    alike = min(0.98, max(0.0, float((before * after).sum()) / size)) if size > 0 else 0.0
    return (
        spread_of(hits[there].astype(np.float64), rows[there], (expected / np.maximum(rows, 1))[there]) * (1 + alike) / (1 - alike)
    )


def _picture(column: str, periods: Periods, empty: Floats, rows: Floats, within: np.ndarray) -> Evidence:
    """Show the share of empty cells, at most forty bars: so many neighbouring periods are taken together."""
    width = -(-len(rows) // 40)
    first = np.arange(0, len(rows), width)
    share = np.add.reduceat(empty, first) / np.maximum(np.add.reduceat(rows, first), 1)
    inside = np.add.reduceat(within.astype(float), first) >= 0.5 * np.diff([*first, len(rows)])
    return Evidence(
        title=f"{column} is empty, by time",
        unit="share of rows",
        labels=tuple(periods.label(place) for place in first.tolist()),
        values=tuple(share.tolist()),
        marked=tuple(np.flatnonzero(inside).tolist()),
        ordered=True,
    )
