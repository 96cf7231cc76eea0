"""The learning curve: how skill grows with the rows that are learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Positions
from dataqa.probe.folds import FOLDS
from dataqa.probe.learn import Joint, Sample
from dataqa.probe.learners import Learners
from dataqa.probe.skill import Target, skill_of
from dataqa.probe.threads import one_thread
from dataqa.statistics import auc

_HALVES = tuple((fold, (fold + 1) % FOLDS) for fold in range(FOLDS))
_QUARTERS = tuple((fold,) for fold in range(FOLDS))
"""Folds that are learned from, of the four outside a fold; each fold is outside several of these."""
_SMALL, _FEWER, _FEWEST = 1_000, 2, 8
"""Of more rows fewer quarters are learned from: luck of the draw counts less there, and learning costs more."""
_WORST = -0.2
_HARDLY = 0.2
"""2·AUC − 1 of a class below which its learning curve shows nothing about its number of rows."""
_MEASURED, _USUAL = 0.17, 0.43
"""What the next doubling brings: of what the last two brought, and of what lacks to perfection over the root of the rows."""
_BELOW, _ABOVE = 0.4, 0.8
"""From a doubling's gain to the ends of its 95 % interval, times the root of the rows."""
_AHEAD = 1 / (1 - 2**-0.5)
"""All doublings to come, by the next one, where each brings a share of √½ of the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCurve:
    """How skill grows with rows: what it still lacks falls with their root (Cortes et al. 1993).

    Attributes
    ----------
    rows : tuple of int
        Rows that were learned from, ascending; each about twice the one before.
    skill : tuple of float
        Mean skill on the rows held out, of each.
    pace : float
        Skill that twice the rows would add, times the root of the rows.
    """

    rows: tuple[int, ...]
    skill: tuple[float, ...]
    pace: float

    def next_gain(self, rows: int) -> tuple[float, float, float]:
        """Return the share of skill that doubling would add to what `rows` rows give, with its 95 % interval."""
        root = np.sqrt(max(rows, self.rows[-1]))
        reached = self.skill[-1] + self.pace * _AHEAD * (1 / np.sqrt(self.rows[-1]) - 1 / root)
        value, low, high = (
            float(np.clip(one / root / max(reached, 1e-9), 0.0, 1.0)) for one in (self.pace, self.pace - _BELOW, self.pace + _ABOVE)
        )
        return value, low, high


def learning_curve(joint: Joint, least: float = 0.0) -> LearningCurve | None:
    """Learn from one fold and from two, as the whole was learned from four, and measure skill on the folds outside.

    Parameters
    ----------
    joint : Joint
        What all rows outside each fold tell, and the learner that did best.
    least : float
        Skill of all rows below which there is nothing to extrapolate.

    Returns
    -------
    LearningCurve or None
        None where a fold is too small to tell anything, or there is too little skill. Of a hundred rows the folds alone say little
        about a doubling: what they measured is drawn towards what a doubling usually brings. Both shares were
        fitted on nine public tables and tried on nine others; the interval is how far off they were there
        (tests/bench/learning_curves.py).
    """
    sample = joint.sample
    small, folds = len(sample.target) <= _SMALL, [test for test, _ in sample.sides()]
    if min(map(len, folds)) < _FEWEST:
        return None
    held = [Target(values=sample.target.values[test], classes=sample.target.classes) for test in folds]
    whole = float(np.mean([_skill(joint.predicted[test], true) for test, true in zip(folds, held, strict=True)]))
    if max(0.0, whole) < least:
        return None
    learned = (_QUARTERS if small else _QUARTERS[:_FEWER], _HALVES)
    quarter, half = (float(_outside(joint, parts, folds, held).mean()) for parts in learned)
    rows = len(sample.target)
    return LearningCurve(
        rows=tuple(round(rows / FOLDS * many) for many in (1, 2, FOLDS - 1)),
        skill=tuple(float(np.clip(mean, 0.0, 1.0)) for mean in (quarter, half, whole)),
        pace=max(0.0, _MEASURED * (whole - quarter) * np.sqrt(rows) + _USUAL * (1 - whole)),
    )


def _outside(joint: Joint, parts: Sequence[Sequence[int]], folds: Sequence[Positions], held: Sequence[Target]) -> Floats:
    """Return the skill on each fold, the mean over what was learned from parts that it is outside of."""
    found: list[list[float]] = [[] for _ in folds]
    for part in parts:
        outside = [fold for fold in range(FOLDS) if fold not in part]
        rows = np.sort(np.concatenate([folds[fold] for fold in part]))
        predicted = _learned(joint.sample, rows, np.concatenate([folds[fold] for fold in outside]), joint.learner)
        ends = np.cumsum([len(folds[fold]) for fold in outside])[:-1]
        for fold, mine in zip(outside, np.split(predicted, ends), strict=True):
            found[fold].append(_skill(mine, held[fold]))
    return np.array([np.mean(skills) for skills in found])


def class_growth(joint: Joint, place: int, seed: int) -> float:
    """Return how much better models surely separate a class from the others for the second half of its rows.

    Parameters
    ----------
    joint : Joint
        As of `learning_curve`.
    place : int
        Of the class.
    seed : int
        Of the drawing of the halves.

    Returns
    -------
    float
        Lower 90 % bound (Nadeau & Bengio 2003) of the mean difference of 2·AUC − 1 over the folds, between all rows and all but a
        random half of the class; it can be below 0, and is 1 where the class has too few rows for any fold. It is 0 where models
        hardly separate the class from the others: then nobody knows whether rows are too few or columns hold too little.
    """
    from scipy.stats import t

    sample, random = joint.sample, np.random.default_rng(seed)
    mine = sample.target.values == place
    sides = [
        (test, train, known)
        for test, train in sample.sides()
        if len(known := train[mine[train]]) >= 2 and 0 < mine[test].sum() < len(test)
    ]
    if not sides:
        return 1.0
    whole = [auc(joint.predicted[test, place], mine[test]) for test, _, _ in sides]
    if 2 * float(np.mean(whole)) - 1 < _HARDLY:
        return 0.0
    gains = []
    for (test, train, known), reached in zip(sides, whole, strict=True):
        # one half and then the other: what luck gives to one it takes from the other
        parts = [np.setdiff1d(train, half) for half in np.array_split(random.permutation(known), 2)]
        halves = [auc(_learned(sample, part, test, joint.learner)[:, place], mine[test]) for part in parts]
        gains.append(2 * (reached - float(np.mean(halves))))
    if len(gains) < 2:
        return gains[0]
    width = float(t.ppf(0.9, len(gains) - 1) * np.std(gains, ddof=1) * np.sqrt(1 / len(gains) + 1 / (FOLDS - 1)))
    return float(np.mean(gains)) - width


def _learned(sample: Sample, rows: Positions, test: Positions, learner: str) -> Floats:
    with one_thread():
        pair = Learners(sample.encoded, sample.target, rows, learner)
        parts = [] if learner == "linear" else [pair.trees(sample.encoded.dense[test])]
        parts += [] if learner == "trees" else [pair.linear(sample.encoded.sparse[test])]
    return np.asarray(np.mean(parts, axis=0), dtype=np.float64)


def _skill(predicted: Floats, held: Target) -> float:
    """Return skill that may be below 0, a little: cut off at a guess, a mean over folds would be too high."""
    raw = skill_of(predicted, held).raw
    return 2 * raw - 1 if held.discrete else max(_WORST, raw)
