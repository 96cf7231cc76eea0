"""What empty cells of a column are associated with: other columns, and the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Floats, Ints, Matrix
from dataqa.checks.clock import clock_of
from dataqa.checks.missing._periods import periods_of
from dataqa.checks.missing._scan import Segment, chance, strongest, tries
from dataqa.checks.missing._strata import Strata, strata_of
from dataqa.context import Context
from dataqa.findings.empty_together import blocks_of
from dataqa.findings.parameters import parameters_of


@dataclass(frozen=True, slots=True)
class Link:
    """One column that goes with being empty: its groups, which of them, the share of empty cells in each, and the correlation."""

    strata: Strata
    segment: Segment
    rates: tuple[float, ...]
    phi: float


@dataclass(frozen=True, slots=True)
class JointlyMissing:
    """Columns that are empty together, and what goes with it.

    Attributes
    ----------
    columns : tuple of str
        In their order.
    links : tuple of Link
        The strongest first, by `phi`.
    measurable : bool
        True where there were empty and filled cells enough to see something.
    trials : int
        How many comparisons were made together.
    """

    columns: tuple[str, ...]
    links: tuple[Link, ...]
    measurable: bool
    trials: int


def dependence(audit: Context) -> list[JointlyMissing]:
    """Return the blocks of empty cells, each with the columns that surely go with it.

    A column of values, or of numbers in tenths, goes with it where a value, or a stretch of numbers, has another share of empty
    cells than the rest (scan statistic: Kulldorff 1997), beyond what chance does among all groups, columns and blocks together
    (Bonferroni; exact test: Fisher 1935). Rows of one entity, or of one time, count for fewer where they are alike. From the row
    sample.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[JointlyMissing]:
    limits = parameters_of("emptiness")
    blocks = blocks_of(audit)
    sample = audit.profile.sample
    if not blocks:
        return []
    empty = sample.select(pl.col([block[0] for block in blocks]).is_null()).to_numpy().astype(np.float32)
    enough = [bool(min(n, len(empty) - n) >= limits["least_rows"]) for n in empty.sum(axis=0)]
    candidates = [
        column
        for column, part in audit.profiles("categorical", "boolean", "numeric", "datetime", "split", "target")
        if column.present >= limits["least_present"] * column.rows and column.distinct > 1
    ][: int(limits["most_columns"])]
    every = [s for c in candidates if (s := strata_of(c, sample.get_column(c.name), int(limits["groups"]))) is not None]
    trials = len(blocks) * sum(tries(len(s.marks), s.ordered) for s in every)
    spreads = _spreads(audit, empty, limits)
    links: list[list[Link]] = [[] for _ in blocks]
    for strata in every:
        hits, rows = empty_and_rows(strata, empty)
        for at, segment in enumerate(strongest(hits, rows, strata.ordered)):
            # the asymptotic test is quick, and near enough to leave out most
            if segment is None or not enough[at] or strata.column in blocks[at] or segment.gain < 8:
                continue
            if chance(segment, spreads[at]) * trials > limits["level"]:
                continue
            rates = hits[:-1, at] / np.maximum(rows[:-1], 1)
            links[at].append(Link(strata, segment, tuple(rates.tolist()), phi_of(segment)))
    return [
        JointlyMissing(
            tuple(block), tuple(sorted(found, key=lambda link: (-link.phi, link.strata.column))), seen and bool(every), trials
        )
        for block, found, seen in zip(blocks, links, enough, strict=True)
    ]


def empty_and_rows(strata: Strata, empty: Matrix) -> tuple[Floats, Floats]:
    """Return empty cells and rows of each group, and of none of them."""
    inside = (strata.codes[:, None] == np.arange(len(strata.marks) + 1)).astype(np.float32)
    return (inside.T @ empty).astype(np.float64), inside.sum(axis=0, dtype=np.float64)


def _spreads(audit: Context, empty: Matrix, limits: Mapping[str, Any]) -> list[float]:
    """Return, for each block, the greater of `spread_of` over entities and over times."""
    clumps: list[Ints] = []
    sample = audit.profile.sample
    if group := audit.task.first("group"):
        clumps.append(sample.get_column(group).rank("dense").fill_null(0).to_numpy().astype(np.int64))
    if timed := next((name for name in audit.task.having("time") if audit.task.columns[name].clock), None):
        clock = clock_of(audit, timed)
        if periods := periods_of(sample, clock, audit.as_of, max(2, min(int(limits["periods"]), sample.height // 20))):
            clumps.append(periods.codes + 1)
    spreads = np.ones(empty.shape[1])
    for codes in clumps:
        rows = np.bincount(codes)
        found = [spread_of(np.bincount(codes, weights=empty[:, at]).astype(np.float64), rows) for at in range(empty.shape[1])]
        spreads = np.maximum(spreads, found)
    return list(map(float, spreads))


def spread_of(hits: Floats, rows: Array, rates: Floats | None = None) -> float:
    """Return the variance of counts in clumps, as a multiple of what independent rows would have; 1 at least (Rao & Scott 1992).

    Parameters
    ----------
    hits, rows : ndarray, shape (clumps,)
        Counts.
    rates : ndarray of float64, shape (clumps,), optional
        The rate that is expected in each; the common one where not given.
    """
    rate = hits.sum() / max(1, rows.sum()) if rates is None else rates
    usual = float((rows * rate * (1 - rate)).sum())
    return max(1.0, float(((hits - rows * rate) ** 2).sum()) / usual) if usual > 0 else 1.0


def phi_of(segment: Segment) -> float:
    """Return the correlation between being empty and being in the segment (phi: Yule 1912), without its sign."""
    share, rate = segment.rows / segment.all_rows, segment.all_hits / segment.all_rows
    return segment.gap * float(np.sqrt(share * (1 - share) / (rate * (1 - rate))))
