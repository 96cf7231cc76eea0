"""How far two samples of one column are apart: an effect with its interval, on one scale whatever the statistic.

All is computed from counts in bins that both samples share, so stored sketches can be compared as well as rows. Every statistic is
told as the shift, in standard deviations, between two normal variables that are as far apart by it: 0.2 is small, 0.5 medium, 0.8
large (Cohen 1988). No effect grows with the number of rows; the interval shrinks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Literal, get_args

import numpy as np

from dataqa.arrays import Floats
from dataqa.statistics import Z95

Statistic = Literal["auto", "wasserstein", "jensen-shannon", "psi", "kolmogorov-smirnov"]
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
_COARSE, _LEAST = 10, 5
_NEARLY = 0.6
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binned:
    """One column of two samples, counted in shared bins.

    Attributes
    ----------
    old, new : ndarray of float64, shape (k,)
        Rows of each sample in each bin.
    places : ndarray of float64, shape (k,), or None
        Of numbers: the value that stands for each bin, ascending. None where the bins are categories.
    """

    old: Floats
    new: Floats
    places: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far two samples are apart.

    Attributes
    ----------
    value : float
        In standard deviations of a normal variable, what few rows show by chance taken off.
    interval : tuple of float
        Of `value`, at the level of the quantile that was asked for.
    statistic : str
        What was measured.
    distance : float
        The statistic on its own scale, as the two samples have it.
    """

    value: float
    interval: tuple[float, float]
    statistic: Statistic
    distance: float


def moved_most(found: Mapping[str, Sequence[float]]) -> str:
    """Return which of some figures is told of a column that moved: the first that went nearly as far as the furthest.

    Parameters
    ----------
    found : mapping of str to (float, float)
        What each figure was and is, those that people know best first.
    """
    moved = {what: abs(new - old) for what, (old, new) in found.items()}
    return next(what for what in found if moved[what] >= _NEARLY * max(moved.values()))


def bins_of_numbers(old: Floats, new: Floats, most: int = 200) -> Binned:
    """Count finite numbers in bins of equal counts of both samples together, each standing for its median."""
    both = np.sort(np.concatenate([old, new]))
    values = both[np.append(True, np.diff(both) > 0)]
    if len(values) > most:
        edges = np.unique(both[(np.arange(1, most) * len(both)) // most])
        starts = np.concatenate([[0], np.searchsorted(both, edges, side="right")])
        ends = np.append(starts[1:], len(both))
        kept = ends > starts
        places = both[(starts[kept] + ends[kept] - 1) // 2]
        inside = [np.bincount(np.searchsorted(edges, side, side="left"), minlength=len(edges) + 1)[kept] for side in (old, new)]
    else:
        places = values
        inside = [np.bincount(np.searchsorted(values, side), minlength=len(values)) for side in (old, new)]
    return Binned(old=inside[0].astype(np.float64), new=inside[1].astype(np.float64), places=places)


def shift_of(binned: Binned, statistic: Statistic = "auto", z: float = Z95, design: float = 1.0) -> Shift:
    """Measure how far two samples are apart.

    Parameters
    ----------
    binned : Binned
        Their counts.
    statistic : str
        ``"wasserstein"`` (numbers only; in spreads of the old sample), ``"jensen-shannon"`` (distance, base 2), ``"psi"``
        (population stability index) or ``"kolmogorov-smirnov"`` (numbers only); ``"auto"``: the first of numbers, the second of
        categories, as where one is asked for that does not fit.
    z : float
        Normal quantile of the interval (see `dataqa.statistics.bonferroni`).
    design : float
        By how much the variances exceed those of independent rows (Kish 1965): more than 1 where neighbours are alike.

    Returns
    -------
    Shift
        Of nothing (0 to infinity) where a sample is empty.
    """
    numeric = binned.places is not None
    chosen: Statistic = statistic
    if chosen == "auto" or (not numeric and chosen in ("wasserstein", "kolmogorov-smirnov")):
        chosen = "wasserstein" if numeric else "jensen-shannon"
    old, new = float(binned.old.sum()), float(binned.new.sum())
    if not old or not new:
        return Shift(value=0.0, interval=(0.0, math.inf), statistic=chosen, distance=0.0)
    noise = design * (1 / old + 1 / new)
    match chosen:
        case "wasserstein":
            return _wasserstein(binned, noise, z, design)
        case "kolmogorov-smirnov":
            return _kolmogorov(binned, noise, z)
        case _:
            return _divergence(binned, chosen, noise, z)


def cohen_h(old_hits: float, old: float, new_hits: float, new: float, z: float = Z95, design: float = 1.0) -> Shift:
    """Return how far two shares are apart: Cohen's h (1988), counts corrected (Anscombe 1948), its error that of two arcsines."""
    if not old or not new:
        return Shift(value=0.0, interval=(0.0, math.inf), statistic="jensen-shannon", distance=0.0)
    angles = [2 * math.asin(math.sqrt((hits + 0.375) / (rows + 0.75))) for hits, rows in ((old_hits, old), (new_hits, new))]
    value, half = abs(angles[1] - angles[0]), z * math.sqrt(design * (1 / old + 1 / new))
    pair = np.array([[old_hits, old - old_hits], [new_hits, new - new_hits]], dtype=np.float64)
    distance = _js_distance(pair[0] / old, pair[1] / new)
    return Shift(value=value, interval=(max(0.0, value - half), value + half), statistic="jensen-shannon", distance=distance)


def _wasserstein(binned: Binned, noise: float, z: float, design: float) -> Shift:
    """The area between two distribution functions (Kantorovich & Rubinstein 1958), in spreads of the old sample.

    By its dual form no function of slope 1 at most has means that are further apart: so each function tried (the numbers, their
    distances from the quartiles, the numbers without their tails) gives a lower bound with a normal error, corrected for how many
    are tried.
    """
    assert binned.places is not None
    places = binned.places
    p, q = binned.old / binned.old.sum(), binned.new / binned.new.sum()
    both = np.cumsum(binned.old + binned.new) / (binned.old.sum() + binned.new.sum())
    spread = _spread(places, p) or _spread(places, (p + q) / 2)
    if spread == 0.0:
        return Shift(value=0.0, interval=(0.0, 0.0), statistic="wasserstein", distance=0.0)
    x = places / spread
    gaps, between = np.diff(x), np.abs(np.cumsum(p) - np.cumsum(q))[:-1]
    distance = float(between @ gaps)
    # what the distance of each step is by chance, taken off
    chance = noise * both[:-1] * (1 - both[:-1])
    value = float(np.sqrt(np.maximum(0.0, between**2 - chance)) @ gaps)
    cut = {share: x[min(int(np.searchsorted(both, share)), len(x) - 1)] for share in (0.1, 0.25, 0.5, 0.75, 0.9)}
    tried = [x, np.clip(x, cut[0.1], cut[0.9]), *(np.abs(x - cut[share]) for share in (0.25, 0.5, 0.75))]
    strict, low = _stricter(z, len(tried)), 0.0
    sizes = design / binned.old.sum(), design / binned.new.sum()
    for function in tried:
        means = p @ function, q @ function
        error = math.sqrt(sum(n * float(w @ (function - m) ** 2) for n, w, m in zip(sizes, (p, q), means, strict=True)))
        low = max(low, abs(float(means[1] - means[0])) - strict * error)
        if function is x:
            high = distance + z * error
    return Shift(value=max(low, value), interval=(low, max(high, low)), statistic="wasserstein", distance=distance)


def _spread(places: Floats, weights: Floats) -> float:
    """Return the standard deviation, or what the middle nine tenths of a normal variable say of it: the less of both, if not 0."""
    mean = float(weights @ places)
    deviation = math.sqrt(max(0.0, float(weights @ (places - mean) ** 2)))
    ends = np.searchsorted(np.cumsum(weights), (0.05, 0.95)).clip(0, len(places) - 1)
    robust = float(places[ends[1]] - places[ends[0]]) / 3.29
    return min(deviation, robust) if robust > 0 else deviation


def _kolmogorov(binned: Binned, noise: float, z: float) -> Shift:
    """The largest distance of two distribution functions; its band by the inequality of Dvoretzky et al. (1956; Massart 1990)."""
    p, q = binned.old / binned.old.sum(), binned.new / binned.new.sum()
    distance = float(np.abs(np.cumsum(p) - np.cumsum(q)).max())
    half = math.sqrt(math.log(1 / (1 - _NORMAL.cdf(z))) / 2 * noise)
    chance = math.sqrt(noise) * 0.5
    ends = [_of_normals(d) for d in (math.sqrt(max(0.0, distance**2 - chance**2)), distance - half, distance + half)]
    return Shift(
        value=max(ends[0], ends[1]), interval=(ends[1], max(ends[2], ends[0])), statistic="kolmogorov-smirnov", distance=distance
    )


def _of_normals(distance: float) -> float:
    """Return how far apart two normal variables are that have this Kolmogorov-Smirnov distance."""
    return 2 * _NORMAL.inv_cdf((1 + min(max(distance, 0.0), 0.9999)) / 2)


def _divergence(binned: Binned, statistic: Statistic, noise: float, z: float) -> Shift:
    """Jensen-Shannon distance (Lin 1991) or population stability index (Siddiqi 2006), bins with few rows taken together.

    Both are, over the sampling error, a chi-square variable, whose shift is bounded (Steiger 2004, non-central chi-square). A
    coarser count is never further apart than the finer one: so one bin against all others, or those below a cut, gives a lower
    bound as well.
    """
    old, new = _coarser(binned)
    p, q = old / old.sum(), new / new.sum()
    if statistic == "psi":
        a, b = (old + 0.5) / (old + 0.5).sum(), (new + 0.5) / (new + 0.5).sum()
        distance = float((b - a) @ np.log(b / a))
        whole, told = distance, distance
    else:
        distance = _js_distance(p, q)
        whole, told = 8 * math.log(2) * distance**2, distance
    freedom = len(old) - 1
    if freedom < 1:
        return Shift(value=0.0, interval=(0.0, 0.0), statistic=statistic, distance=0.0)
    least, most = _noncentral(whole / noise, freedom, _stricter(z, 2), z)
    value, low, high = (_as_shift(part * noise, statistic) for part in (max(0.0, whole / noise - freedom), least, most))
    hits = np.stack([p, q]) if binned.places is None else np.cumsum(np.stack([p, q]), axis=1)[:, :-1]
    sizes = np.array([[old.sum()], [new.sum()]])
    angles = 2 * np.arcsin(np.sqrt((hits * sizes + 0.375) / (sizes + 0.75)))
    strict = _stricter(z, 2 * hits.shape[1])
    low = max(low, float(np.abs(angles[1] - angles[0]).max()) - strict * math.sqrt(noise))
    return Shift(value=max(value, low), interval=(low, max(high, low, value)), statistic=statistic, distance=told)


def _coarser(binned: Binned) -> tuple[Floats, Floats]:
    old, new = binned.old, binned.new
    both = old + new
    if binned.places is None:
        rare = both < _LEAST
        if rare.sum() < 2:
            return old, new
        return np.append(old[~rare], old[rare].sum()), np.append(new[~rare], new[rare].sum())
    group = np.minimum((np.cumsum(both) - both / 2) * _COARSE // both.sum(), _COARSE - 1).astype(np.int64)
    sides = [np.bincount(group, weights=side, minlength=_COARSE).astype(np.float64) for side in (old, new)]
    there = sides[0] + sides[1] > 0
    return sides[0][there], sides[1][there]


def _noncentral(observed: float, freedom: int, strict: float, z: float) -> tuple[float, float]:
    """Return bounds of the non-centrality of a chi-square variable that was observed: the lower one exact, the upper one normal."""
    from scipy.optimize import brentq
    from scipy.stats import chi2, ncx2

    alpha = 1 - _NORMAL.cdf(strict)
    beyond = max(0.0, observed - freedom)
    upper = beyond + 2 * z * z + math.sqrt(4 * beyond * z * z + 4 * z**4 + 2 * z * z * freedom)
    if chi2.sf(observed, freedom) >= alpha:
        return 0.0, upper
    if observed > 5_000:  # as good as normal
        return max(0.0, beyond + 2 * strict**2 - math.sqrt(4 * beyond * strict**2 + 4 * strict**4 + 2 * strict**2 * freedom)), upper
    return float(brentq(lambda shift: ncx2.sf(observed, freedom, shift) - alpha, 0.0, observed, xtol=1e-3)), upper


def _as_shift(whole: float, statistic: Statistic) -> float:
    if statistic == "psi":
        return math.sqrt(whole)  # of two normal variables it is the square of their shift
    shifts, distances = _normal_distances()
    return float(np.interp(math.sqrt(whole / (8 * math.log(2))), distances, shifts))


@cache
def _normal_distances() -> tuple[Floats, Floats]:
    """Return shifts, and the Jensen-Shannon distances of two normal variables that are so far apart."""
    shifts, x = np.linspace(0, 8, 161), np.linspace(-12, 12, 961)
    step = x[1] - x[0]
    shapes = [np.exp(-((x[None, :] - side * shifts[:, None] / 2) ** 2) / 2) / math.sqrt(2 * math.pi) * step for side in (-1, 1)]
    return shifts, np.array([_js_distance(p, q) for p, q in zip(*shapes, strict=True)])


def _js_distance(p: Floats, q: Floats) -> float:
    middle = (p + q) / 2
    both = 0.0
    for side in (p, q):
        there = side > 0
        both += float(side[there] @ np.log2(side[there] / middle[there]))
    return math.sqrt(min(1.0, max(0.0, both / 2)))


def _stricter(z: float, trials: int) -> float:
    """Return the quantile at which so many trials hold together as one does at `z`."""
    tail = 1 - _NORMAL.cdf(z)
    return _NORMAL.inv_cdf(1 - max(tail / trials, 1e-15))
