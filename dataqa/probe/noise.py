"""How many labels are wrong, and how likely each of them is: the noise that out-of-fold predictions give away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dataqa.arrays import Bools, Floats, Ints
from dataqa.probe.normal import NormalScores
from dataqa.statistics import wilson

Form = Callable[[Floats], tuple[Floats, Floats]]
"""A distribution function with its derivative."""
_RATES = np.array([0, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45])
EASY = 0.8
"""Skill without the noise from which on classes are easy to tell apart."""
_BINS = 200
_STEPS = 25
_CLEAN, _EQUAL, _RATE = 0.1, 0.3, 4.0
"""Prior: weight of no noise at all, of the rest that both rates are equal, and how fast larger rates get less likely."""
_STEEP = 2.0
"""Slope of the log-odds over normal scores from which the fit starts."""
_SURE = 2_000
"""Rows whose evidence counts in full; of more, certainty does not grow: no tail is exactly of one of the forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Wrong labels.

    Attributes
    ----------
    wrong : ndarray of float64, shape (n,)
        How likely each row's label is wrong, 0 to 1.
    rate : float
        Share of the labels believed wrong: the mean of `wrong`.
    interval : tuple of float
        95 % posterior interval of `rate`.
    clean : float
        Posterior probability that there is no noise at all.
    highest : float
        The higher of the rates at which one class is called another, where both directions have a rate of their own; else `rate`.
    ease : float
        Skill that a model would have if there is noise and it were gone, 0 to 1: 2·AUC − 1 of classes. Where labels are wrong, what
        they stand for is usually told well; where even this is low, chance explains the contradictions as well.
    easy : float
        Posterior probability that there is noise and that without it this skill would be at least `EASY`.
    lowest : float
        The lower of the rates at which one class is called another, as of `highest`.
    evidence : float
        Of numbers: logarithm of how much likelier wrong numbers make them than numbers that vary more than others.
    """

    wrong: Floats
    rate: float
    interval: tuple[float, float]
    clean: float
    highest: float = 0.0
    ease: float = 1.0
    easy: float = 1.0
    lowest: float = 0.0
    evidence: float = 0.0


def class_noise(predicted: Floats, given: Ints, *, mixed: bool = False, least_ease: float = 0.0) -> Noise:
    """Estimate which class labels are wrong.

    A hard problem and a noisy one differ in the tails: as the evidence grows, the share of contradicting labels falls to zero where
    labels are right, and stops at the rate of the wrong ones where they are not. So for each class the share of rows that are
    given it is modelled over the normal scores s of the out-of-fold chances as ``u·(1 − q(s)) + (1 − v)·q(s)``, u the rate at
    which others are called the class and v at which it is called otherwise (class-conditional noise: Natarajan et al. 2013;
    Liu & Tao 2016). q falls off as the logistic, or slower, as Student's t of three degrees or of one does (Koenker & Yoon 2009):
    a slow tail is no noise. Instead of one estimate, the posterior over a grid of (u, v) and the three forms is taken, with a prior
    that holds noise to be rare, so that few rows or an unclear tail make no noise rate out of nothing. Beyond 2,000 rows the
    likelihood is tempered (Miller & Dunson 2019).

    Parameters
    ----------
    predicted : ndarray of float64, shape (n, classes)
        Out-of-fold probabilities.
    given : ndarray of int64, shape (n,)
        Positions of the given classes.
    mixed : bool
        True where the last class holds many rare ones: of its rows nobody can say what they should look like.
    least_ease : float
        Skill that models would have without the noise, at least: what is known of the classes from elsewhere.

    Returns
    -------
    Noise
        Of two classes from one model of both; of more the mean of one model each of a class against all others, and one of all
        classes together.
    """
    n, classes = predicted.shape
    if classes == 2:
        hit = given == 1
        if not hit.any() or hit.all():
            return Noise(wrong=np.zeros(n), rate=0.0, interval=(0.0, 0.0), clean=1.0)
        return _of_one(predicted[:, 1], hit, np.ones(n, dtype=bool), least_ease)
    known = classes - mixed
    by_class, lows, highs = np.zeros(n), [0.0], [0.0]
    for k in range(known):
        hit = given == k
        if hit.any() and not hit.all():
            found = _of_one(predicted[:, k], hit, hit, least_ease)
            by_class[hit] = found.wrong[hit]
            lows.append(found.interval[0] * hit.mean())
            highs.append(found.interval[1] * hit.mean())
    hits = given[:, None] == np.arange(known)
    if not hits.any() or known < 2:
        return Noise(wrong=by_class, rate=0.0, interval=(0.0, 0.0), clean=1.0)
    whole = _of_one(predicted[:, :known].ravel(), hits.ravel(), hits.ravel(), least_ease)
    low, high = whole.interval
    together = np.where(hits, whole.wrong.reshape(n, known), 0.0).sum(axis=1)
    wrong = (by_class + together) / 2
    # each has half a say, and neither is sure where the other is not
    interval = ((sum(lows) + low * hits.any(axis=1).mean()) / 2, min(1.0, (sum(highs) + high) / 2))
    return replace(whole, wrong=wrong, rate=float(wrong.mean()), interval=(float(interval[0]), float(interval[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseDifference:
    """Wrong labels among some rows and among others.

    Attributes
    ----------
    rate, other_rate : float
        Share of the labels believed wrong, of both.
    interval : tuple of float
        Posterior interval of the difference of the rates.
    clean : float
        Posterior probability that there is no noise at all among the first rows.
    wrong : ndarray of float64, shape (n,)
        How likely each of the first rows' labels is wrong.
    """

    rate: float
    other_rate: float
    interval: tuple[float, float]
    clean: float
    wrong: Floats


def noise_difference(
    rows: tuple[Floats, Bools, Bools],
    others: tuple[Floats, Bools, Bools],
    level: float = 0.05,
) -> NoiseDifference:
    """Estimate how many labels are wrong among some rows and among others; of both the tail has the same form.

    Parameters
    ----------
    rows, others : tuple of ndarray
        Out-of-fold chances of a class, which rows are given it, and those whose labels are meant.
    level : float
        What the interval may miss.

    Returns
    -------
    NoiseDifference
        Noise and slope are each set's own. The evidence for a form of tail is that of both, so that a few rows alone need not
        tell whether surprising labels are a slow tail or noise.
    """
    here, there = (_posterior(_STEEP * NormalScores(chance).scores(chance), hit, mine) for chance, hit, mine in (rows, others))
    forms = len(_FORMS)
    values = [one.totals.reshape(forms, -1) for one in (here, there)]
    weights = [one.weights * other.weights.sum(axis=1, keepdims=True) for one, other in ((here, there), (there, here))]
    weights = [weight / weight.sum() for weight in weights]
    rate, other_rate = (float((weight * value).sum()) for weight, value in zip(weights, values, strict=True))
    # given the form the two are independent
    gaps = values[0][:, :, None] - values[1][:, None, :]
    joint = here.weights[:, :, None] * there.weights[:, None, :]
    low, high = _weighted_quantiles(gaps.ravel(), joint.ravel() / joint.sum(), (level / 2, 1 - level / 2))
    return NoiseDifference(
        rate=rate, other_rate=other_rate, interval=(low, high), clean=float(weights[0][:, 0].sum()), wrong=here.wrong
    )


def _of_one(chance: Floats, hit: Bools, mine: Bools, least_ease: float) -> Noise:
    """Return the noise of one class against others: the rate and its interval are those among the rows of `mine`."""
    # by rank: learners that never say more than the noise allows pile up at their surest, where there is room then
    found = _posterior(_STEEP * NormalScores(chance).scores(chance), hit, mine, least_ease)
    noisy = found.weights.copy()
    noisy[:, 0] = 0.0  # of both rates 0
    easy = float(noisy[found.ease >= EASY].sum())
    noisy /= max(float(noisy.sum()), 1e-300)
    return Noise(
        wrong=found.wrong,
        rate=float(found.wrong[mine].mean()),
        interval=_weighted_quantiles(found.totals, found.weights.ravel()),
        clean=float(found.weights[:, 0].sum()),
        highest=float((noisy * found.highest).sum()),
        lowest=float((noisy * found.lowest).sum()),
        ease=float((noisy * found.ease).sum()),
        easy=easy,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posterior:
    """Each row's chance to be wrong; per form and pair of rates the wrong share, flattened, the weight and the skill without noise;
    per pair the higher and the lower rate."""

    wrong: Floats
    totals: Floats
    weights: Floats
    ease: Floats
    highest: Floats
    lowest: Floats


def _posterior(s: Floats, hit: Bools, mine: Bools, least_ease: float = 0.0) -> _Posterior:
    """Weigh all pairs of rates and forms with at least that skill without noise; the wrong share is that of `mine`."""
    place, centres, hits, misses = _binned(s, hit)
    u, v = (grid.ravel() for grid in np.meshgrid(_RATES, _RATES, indexing="ij"))
    u, v = u[u + v < 0.9], v[u + v < 0.9]
    among_hits = np.bincount(place[hit & mine], minlength=len(centres))
    among_misses = np.bincount(place[~hit & mine], minlength=len(centres))
    temper = min(1.0, _SURE / len(s))
    likelihoods, totals, called, missed, ease = [], [], [], [], []
    for form in _FORMS:
        q = _fit(centres, hits, misses, u, v, form)
        p = np.clip(u[:, None] * (1 - q) + (1 - v)[:, None] * q, 1e-9, 1 - 1e-9)
        ease.append(_skill_of_chances(q, hits + misses))
        likelihoods.append(temper * (np.log(p) @ hits + np.log(1 - p) @ misses))
        called.append(u[:, None] * (1 - q) / p)
        missed.append(v[:, None] * q / (1 - p))
        totals.append((called[-1] @ among_hits + missed[-1] @ among_misses) / max(1, int(mine.sum())))
    likelihood = np.where(np.stack(ease) >= min(least_ease, float(np.max(ease))), np.stack(likelihoods), -np.inf)
    weights = np.exp(likelihood - likelihood.max()) * _prior(u, v)
    weights /= weights.sum()
    by_hit = sum(weight @ chances for weight, chances in zip(weights, called, strict=True))
    by_miss = sum(weight @ chances for weight, chances in zip(weights, missed, strict=True))
    return _Posterior(
        wrong=np.where(hit, by_hit[place], by_miss[place]),
        totals=np.concatenate(totals),
        weights=weights,
        ease=np.stack(ease),
        highest=np.maximum(u, v),
        lowest=np.minimum(u, v),
    )


def _skill_of_chances(q: Floats, rows: Floats) -> Floats:
    """Return 2·AUC − 1 to be expected where chances are true, one for each pair of rates; bins of ascending scores."""
    hits, misses = q * rows, (1 - q) * rows
    below = np.cumsum(misses, axis=1) - misses / 2
    return np.asarray(
        2 * (hits * below).sum(axis=1) / np.maximum(hits.sum(axis=1) * misses.sum(axis=1), 1e-9) - 1, dtype=np.float64
    )


def _binned(s: Floats, hit: Bools) -> tuple[Ints, Floats, Floats, Floats]:
    """Return each row's bin of equal counts, and the bins' mean scores, hits and misses."""
    edges = np.unique(np.quantile(s, np.linspace(0, 1, min(_BINS, len(s)) + 1)[1:-1]))
    place = np.searchsorted(edges, s, side="right").astype(np.int64)
    _, place = np.unique(place, return_inverse=True)
    counts = np.bincount(place).astype(np.float64)
    hits = np.bincount(place, weights=hit).astype(np.float64)
    return place.astype(np.int64), np.bincount(place, weights=s) / counts, hits, counts - hits


def _fit(s: Floats, hits: Floats, misses: Floats, u: Floats, v: Floats, form: Form) -> Floats:
    """Fit q = form(a·s + b) for every pair of rates by Fisher scoring; returns q, shape (pairs, bins)."""
    a, b = np.ones(len(u)), np.zeros(len(u))
    rows = hits + misses
    span = (1 - u - v)[:, None]
    for _ in range(_STEPS):
        q, slope = form(a[:, None] * s + b[:, None])
        p = np.clip(u[:, None] + span * q, 1e-9, 1 - 1e-9)
        slope = span * slope
        pull = (hits - rows * p) / (p * (1 - p)) * slope
        mass = rows * slope * slope / (p * (1 - p))
        ga, gb = pull @ s, pull.sum(axis=1)
        haa, hab, hbb = mass @ (s * s) + 1e-3, mass @ s, mass.sum(axis=1) + 1e-3
        determinant = haa * hbb - hab * hab
        a = np.clip(a + np.clip((hbb * ga - hab * gb) / determinant, -0.5, 0.5), 0.05, 20)
        b = b + np.clip((haa * gb - hab * ga) / determinant, -1, 1)
    return form(a[:, None] * s + b[:, None])[0]


def _prior(u: Floats, v: Floats) -> Floats:
    free = np.exp(-_RATE * (u + v))
    equal = np.where(u == v, np.exp(-_RATE * u), 0.0)
    prior = (1 - _CLEAN) * ((1 - _EQUAL) * free / free.sum() + _EQUAL * equal / equal.sum())
    prior[0] += _CLEAN
    return np.asarray(prior, dtype=np.float64)


def _logistic(z: Floats) -> tuple[Floats, Floats]:
    q = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return q, q * (1 - q)


def _student_3(z: Floats) -> tuple[Floats, Floats]:
    x = 0.6 * z / np.sqrt(3)  # about as steep in the middle as the logistic
    square = 1 + x * x
    return 0.5 + (x / square + np.arctan(x)) / np.pi, 0.6 * 2 / (np.pi * np.sqrt(3) * square * square)


def _student_1(z: Floats) -> tuple[Floats, Floats]:
    x = 0.6 * z
    return 0.5 + np.arctan(x) / np.pi, 0.6 / (np.pi * (1 + x * x))


_FORMS: tuple[Form, ...] = (_logistic, _student_3, _student_1)


def _weighted_quantiles(values: Floats, weights: Floats, at: tuple[float, float] = (0.025, 0.975)) -> tuple[float, float]:
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    low, high = np.minimum(np.searchsorted(below, at), len(values) - 1)
    return float(values[order][low]), float(values[order][high])


def widened(interval: tuple[float, float], rate: float, rows: int) -> tuple[float, float]:
    """Return an interval that is no narrower than the sampling error of so many rows (Wilson 1927); a lower end of 0 stays."""
    low, high = wilson(rate * rows, rows)
    return (min(interval[0], low), max(interval[1], high if interval[1] > 0 else 0.0))


def most_likely_wrong(wrong: Floats) -> Ints:
    """Return the rows to be named, the likeliest first: as many as make the expected F1 largest.

    Parameters
    ----------
    wrong : ndarray of float64, shape (n,)
        How likely each row is wrong; must be calibrated.

    Returns
    -------
    ndarray of int64
        Positions; ties in their order. With calibrated chances 2·Σp(named) / (named + Σp) is the F1 to be expected
        (Lipton et al. 2014: the best threshold is half the best F1).
    """
    order = np.argsort(-wrong, kind="stable")
    gained = 2 * np.cumsum(wrong[order]) / (np.arange(1, len(order) + 1) + wrong.sum())
    if not len(order) or gained.max() <= 0:
        return np.empty(0, dtype=np.int64)
    return order[: int(gained.argmax()) + 1].astype(np.int64)
