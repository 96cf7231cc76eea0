"""The groups of rows in which something happens most unlike elsewhere, and how likely chance alone makes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Positions


@dataclass(frozen=True, slots=True)
class Segment:
    """Groups from `start` to before `stop` against all others: counts inside and in all, and twice the log-likelihood ratio."""

    start: int
    stop: int
    hits: float
    rows: float
    all_hits: float
    all_rows: float
    gain: float

    @property
    def inside(self) -> float:
        """Rate in the segment."""
        return self.hits / self.rows

    @property
    def outside(self) -> float:
        """Rate elsewhere."""
        return (self.all_hits - self.hits) / (self.all_rows - self.rows)

    @property
    def gap(self) -> float:
        """Difference of the rates."""
        return abs(self.inside - self.outside)


def tries(groups: int, ordered: bool) -> int:
    """Return how many segments are looked at: where there is an order any stretch of neighbours, else each group alone."""
    starts, _ = _segments(groups, ordered)
    return len(starts)


def strongest(hits: Floats, rows: Floats, ordered: bool) -> list[Segment | None]:
    """Return the segment that is most unlike the rest, for each of several things that happen (scan statistic: Kulldorff 1997).

    Parameters
    ----------
    hits : ndarray of float64, shape (groups, things)
        How often each happens in each group. In the last row may stand those of no group.
    rows : ndarray of float64, shape (groups + 1,)
        Rows of each group, and of none.
    ordered : bool
        True where neighbouring groups may be taken together.

    Returns
    -------
    list of Segment or None
        One a thing; None where it happens in all rows or in none. A stretch with two ends must gain more than one with one end, by
        what a further parameter costs (Schwarz 1978).
    """
    groups = len(rows) - 1
    starts, stops = _segments(groups, ordered)
    if not len(starts):
        return [None] * hits.shape[1]
    all_rows, all_hits = float(rows.sum()), hits.sum(axis=0)
    sums = np.vstack([np.zeros((1, hits.shape[1])), np.cumsum(hits[:groups], axis=0)])
    sizes = np.concatenate([[0.0], np.cumsum(rows[:groups])])
    inside, size = sums[stops] - sums[starts], (sizes[stops] - sizes[starts])[:, None]
    fits = (size > 0) & (size < all_rows)
    rate = all_hits / max(all_rows, 1.0)
    gain = _doubled(inside, size, rate) + _doubled(all_hits - inside, all_rows - size, rate)
    gain = np.where(fits, gain, -1.0)
    penalty = np.where((stops < groups) & ordered, np.log(max(all_rows, 2.0)), 0.0)[:, None]
    best = np.argmax(gain - penalty, axis=0)
    found: list[Segment | None] = []
    for thing, at in enumerate(best.tolist()):
        if not 0 < all_hits[thing] < all_rows or gain[at, thing] <= 0:
            found.append(None)
            continue
        numbers = inside[at, thing], size[at, 0], all_hits[thing], all_rows, gain[at, thing]
        found.append(Segment(int(starts[at]), int(stops[at]), *map(float, numbers)))
    return found


def _segments(groups: int, ordered: bool) -> tuple[Positions, Positions]:
    if not ordered:
        start = np.arange(groups if groups > 2 else min(groups, 1))
        return start, start + 1
    # what begins with the first group is told by the rest
    starts, stops = np.triu_indices(groups + 1, k=1)
    kept = starts > 0
    return starts[kept], stops[kept]


def _doubled(hits: Floats, rows: Floats, rate: Floats) -> Floats:
    """Return twice the log-likelihood of a rate of its own over that of the common one (G: Wilks 1938)."""
    misses, eps = rows - hits, 1e-300
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where(hits > 0, hits * np.log(np.maximum(hits, eps) / np.maximum(rows * rate, eps)), 0.0)
        b = np.where(misses > 0, misses * np.log(np.maximum(misses, eps) / np.maximum(rows * (1 - rate), eps)), 0.0)
    both: Floats = 2 * (a + b)
    return both


def chance(segment: Segment, spread: float = 1.0) -> float:
    """Return how likely so unlike a rate is by chance, given all counts (two-sided exact test: Fisher 1935).

    Parameters
    ----------
    segment : Segment
        What was found.
    spread : float
        Variance of the counts as a multiple of what independent rows would have: rows that come in clumps count for so many fewer
        (Rao & Scott 1992).
    """
    from scipy.special import gammaln, logsumexp

    # a clumped count is worth its share of rows; what is left is rounded to the side of chance
    every, hits_all, rows = (np.floor(count / spread) for count in (segment.all_rows, segment.all_hits, segment.rows))
    more = segment.inside > segment.outside
    hits = np.floor(segment.hits / spread) if more else np.ceil(segment.hits / spread)
    least, most = max(0.0, rows - (every - hits_all)), min(rows, hits_all)
    seen = np.arange(hits, most + 1) if more else np.arange(least, hits + 1)

    def ways(all_of: Floats | float, some: Floats | float) -> Floats:
        chosen: Floats = gammaln(all_of + 1) - gammaln(np.asarray(some) + 1) - gammaln(np.asarray(all_of) - some + 1)
        return chosen

    logs = ways(hits_all, seen) + ways(every - hits_all, rows - seen) - ways(every, rows)
    return float(min(1.0, 2 * np.exp(logsumexp(logs))))
