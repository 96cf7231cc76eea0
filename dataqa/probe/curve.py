"""The learning curve: how skill grows with the rows that are learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Positions
from dataqa.probe.folds import FOLDS
from dataqa.probe.learn import Joint, Sample
from dataqa.probe.learners import Learners
from dataqa.probe.skill import Target, skill_of
from dataqa.probe.threads import one_thread
from dataqa.statistics import auc

SHARES = (0.25, 0.5)
"""Of the rows outside a fold: how many are learned from, beside all of them."""
_SMALL, _REPEATS, _FEWEST = 1_000, 3, 8
_WORST = -0.2
_HARDLY = 0.2
"""2·AUC − 1 of a class below which its learning curve tells nothing about its number of rows."""
_RATIO, _RATIOS = 0.65, (0.4, 0.85)
"""What a doubling brings as a share of what the doubling before it brought: skill that falls short by n to the power −0.6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCurve:
    """How skill grows with rows.

    Attributes
    ----------
    rows : tuple of int
        Rows that were learned from, ascending; each about twice the one before.
    skill : tuple of float
        Mean skill on the rows held out, of each.
    gain : float
        Skill that the last doubling brought.
    interval : tuple of float
        95 % interval of `gain`.
    ratio : float
        What the next doubling is expected to bring, as a share of `gain`.
    """

    rows: tuple[int, ...]
    skill: tuple[float, ...]
    gain: float
    interval: tuple[float, float]
    ratio: float

    def next_gain(self, rows: int) -> tuple[float, float, float]:
        """Return the share of skill that doubling would add to what `rows` rows give, with its 95 % interval.

        Each doubling brings `ratio` of what the one before brought: a power law (Cortes et al. 1993; Hestness et al. 2017).
        """
        more = float(np.log2(max(1.0, rows / self.rows[-1])))
        factor = self.ratio ** (more + 1)
        reached = self.skill[-1] + self.gain * sum(self.ratio**step for step in range(1, int(more) + 1))
        base = max(reached, 1e-9)
        value, low, high = (float(np.clip(one * factor / base, 0.0, 1.0)) for one in (self.gain, *self.interval))
        return value, low, high


def learning_curve(joint: Joint, seed: int, least: float = 0.0) -> LearningCurve | None:
    """Learn from a quarter and a half of the rows outside each fold, as the whole was learned from, and measure skill on the fold.

    Parameters
    ----------
    joint : Joint
        What all rows outside each fold tell, and the learner that did best.
    seed : int
        Of the drawing of the smaller parts.
    least : float
        Skill of all rows below which there is nothing to extrapolate.

    Returns
    -------
    LearningCurve or None
        None where a fold is too small to tell anything, or there is too little skill. The interval is that of Nadeau & Bengio
        (2003, section 3.2): the folds' learners share rows, so that the plain standard error would be too small.
    """
    from scipy.stats import t

    sample, random = joint.sample, np.random.default_rng(seed)
    repeats = _REPEATS if len(sample.target) <= _SMALL else 1
    sides = sample.sides()
    if min(len(train) for _, train in sides) * SHARES[0] < _FEWEST or min(len(test) for test, _ in sides) < 2:
        return None
    held = [Target(values=sample.target.values[test], classes=sample.target.classes) for test, _ in sides]
    found = np.zeros((FOLDS, len(SHARES) + 1))
    found[:, -1] = [_skill(joint.predicted[test], true) for (test, _), true in zip(sides, held, strict=True)]
    if max(0.0, found[:, -1].mean()) < least:
        return None
    for fold, (test, train) in enumerate(sides):
        for place, share in enumerate(SHARES):
            parts = [np.sort(random.permutation(train)[: round(share * len(train))]) for _ in range(repeats)]
            found[fold, place] = np.mean([_skill(_learned(sample, rows, test, joint.learner), held[fold]) for rows in parts])
    quarter, half, whole = found.mean(axis=0)
    steps = found[:, -1] - found[:, -2]
    width = float(t.ppf(0.975, FOLDS - 1) * steps.std(ddof=1) * np.sqrt(1 / FOLDS + 1 / (FOLDS - 1)))
    gain, before = float(whole - half), float(half - quarter)
    # two steps tell little about their ratio: the usual one counts as much as they do
    ratio = float(np.clip((max(gain, 0.0) + _RATIO * abs(before)) / max(2 * abs(before), 1e-9), *_RATIOS))
    size = float(np.mean([len(train) for _, train in sides]))
    return LearningCurve(
        rows=tuple(round(size * share) for share in (*SHARES, 1.0)),
        skill=tuple(float(np.clip(mean, 0.0, 1.0)) for mean in (quarter, half, whole)),
        gain=gain,
        interval=(gain - width, gain + width),
        ratio=ratio,
    )


def class_growth(joint: Joint, place: int, seed: int) -> float:
    """Return how much better a class is surely told from the others for the second half of its rows: its own learning curve.

    Parameters
    ----------
    joint, seed
        As of `learning_curve`.
    place : int
        Of the class.

    Returns
    -------
    float
        Lower 90 % bound (Nadeau & Bengio 2003) of the mean difference of 2·AUC − 1 over the folds, between all rows and all but a
        random half of the class; it can be below 0, and is 1 where the class has too few rows for any fold. It is 0 where models
        hardly tell the class from the others: then nobody knows whether rows are too few or columns say too little.
    """
    from scipy.stats import t

    sample, random = joint.sample, np.random.default_rng(seed)
    mine = sample.target.values == place
    gains, reached = [], []
    for test, train in sample.sides():
        known = train[mine[train]]
        if len(known) < 2 or not 0 < mine[test].sum() < len(test):
            continue
        whole = auc(joint.predicted[test, place], mine[test])
        parts = [np.setdiff1d(train, random.permutation(known)[: len(known) // 2]) for _ in range(_REPEATS)]
        halves = [auc(_learned(sample, part, test, joint.learner)[:, place], mine[test]) for part in parts]
        gains.append(2 * (whole - float(np.mean(halves))))
        reached.append(2 * whole - 1)
    if not gains:
        return 1.0
    if float(np.mean(reached)) < _HARDLY:
        return 0.0
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
