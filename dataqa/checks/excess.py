"""Rows of one side that are rare on the other side: how many, from which score on, and in which columns they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.checks._words import named, shown
from dataqa.probe.domain import Side
from dataqa.statistics import newcombe

_MARKS, _LEAST, _INSIDE = 2, 0.3, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """How many rows of one side are of a kind that the other hardly has.

    Attributes
    ----------
    share : float
        Of the side's rows, those that the other side has as well taken off.
    interval : tuple of float
        95 % interval of `share` (Newcombe 1998), of rows that had no say in the cut.
    cut : float
        Score from which on a row is of that kind; infinite where none is.
    """

    share: float
    interval: tuple[float, float]
    cut: float


def excess(mine: Side, theirs: Side, rare: float) -> Excess:
    """Estimate which share of the rows of one side is of a kind that is rare on the other.

    The score is cut where the other side is `rare` times as dense as this one; each half of the rows (entities whole)
    is counted beyond the cut that the other half gave, so that the search for a cut makes no excess. It is what must be taken from
    one side to make it like the other, as far as it shows (Blanchard, Lee & Scott 2010).

    Parameters
    ----------
    mine, theirs : Side
        Their scores: the higher, the likelier on this side.
    rare : float
        Ratio of densities, other side to this one.
    """
    halves = [[(side.keys >> np.uint64(33)) & np.uint64(1) == half for half in (0, 1)] for side in (mine, theirs)]
    found = np.zeros(2)
    for half in (0, 1):
        cut = _cut(mine.scores[halves[0][1 - half]], theirs.scores[halves[1][1 - half]], rare)
        found += [(side.scores[halves[place][half]] >= cut).sum() for place, side in enumerate((mine, theirs))]
    rows = np.array([len(mine.scores), len(theirs.scores)])
    shares = found / np.maximum(rows, 1)
    worth = mine.worth, theirs.worth
    low, high = newcombe(shares[0] * worth[0], worth[0], shares[1] * worth[1], worth[1])
    share = max(0.0, float(shares[0] - shares[1]))
    return Excess(share=share, interval=(max(0.0, low), max(share, high)), cut=_cut(mine.scores, theirs.scores, rare))


def _cut(mine: Floats, theirs: Floats, rare: float) -> float:
    """Return the score beyond which most is gained, a row of the other side counting so much more as it is to be rarer."""
    if not len(mine) or not len(theirs):
        return np.inf
    cuts = np.unique(mine)
    ours = (len(mine) - np.searchsorted(np.sort(mine), cuts)) / len(mine)
    # one more than there are: a few rows at the end are no kind
    others = (len(theirs) - np.searchsorted(np.sort(theirs), cuts) + 1) / len(theirs)
    gain = ours - others / rare
    best = int(gain.argmax())
    return float(cuts[best]) if gain[best] > 0 else np.inf


@dataclass(frozen=True, slots=True)
class Mark:
    """A condition that holds in many more of some rows than of others, and the share of each for which it holds."""

    condition: str
    here: float
    elsewhere: float


def likeness(inside: pl.DataFrame, others: pl.DataFrame, names: Sequence[str]) -> str:
    """Return the marks of rows as text: ``"age 61 to 88 (90%; 12% of the others)"``; empty if there are none."""
    found = marks(inside, others, names)
    return ", ".join(f"{one.condition} ({one.here:.0%}; {one.elsewhere:.0%} of the others)" for one in found)


def marks(inside: pl.DataFrame, others: pl.DataFrame, names: Sequence[str]) -> tuple[Mark, ...]:
    """Return in which columns some rows differ most from others: a range of numbers, or the most frequent value."""
    found = []
    for place, name in enumerate(names):
        mine, theirs = inside.get_column(name).drop_nulls(), others.get_column(name).drop_nulls()
        if not len(mine) or not len(theirs):
            continue
        mark = _range(mine, theirs) if mine.dtype.is_numeric() and mine.n_unique() > 2 else _commonest(mine, theirs)
        if mark is not None and mark[1] - mark[2] >= _LEAST:
            found.append((mark[2] - mark[1], place, Mark(f"{named(name)} {mark[0]}", mark[1], mark[2])))
    return tuple(mark for *_, mark in sorted(found, key=lambda one: one[:2])[:_MARKS])


def _range(mine: pl.Series, theirs: pl.Series) -> tuple[str, float, float] | None:
    low, high = (float(mine.quantile(q, "nearest") or 0.0) for q in ((1 - _INSIDE) / 2, (1 + _INSIDE) / 2))
    shares = [float(side.is_between(low, high).mean() or 0.0) for side in (mine, theirs)]  # type: ignore[arg-type]
    return (shown(low) if low == high else f"{shown(low)} to {shown(high)}"), shares[0], shares[1]


def _commonest(mine: pl.Series, theirs: pl.Series) -> tuple[str, float, float] | None:
    counts = pl.DataFrame({"value": mine}).group_by("value").len().sort(["len", "value"], descending=[True, False])
    value, count = counts.row(0)
    return f"= {shown(value)}", count / len(mine), float((theirs == value).mean() or 0.0)
