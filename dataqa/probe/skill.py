"""Skill: how much better than a guess, 0 to 1, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Ints
from dataqa.performance import Metric
from dataqa.statistics import auc, auc_interval, r2_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The target of the sampled rows, as learners take it.

    Attributes
    ----------
    values : ndarray of float64 or int64, shape (n,)
        Numbers (a probe's are normal scores), or the positions of the classes in `classes`.
    classes : tuple of str
        Empty where the target is a number; the most frequent first, all rare ones together as the last.
    """

    values: Floats | Ints
    classes: tuple[str, ...] = ()

    @property
    def discrete(self) -> bool:
        """True where the target is a set of classes."""
        return bool(self.classes)

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """How well the target is predicted on rows that were not learned from.

    Attributes
    ----------
    value : float
        0 (a guess) to 1 (without error): 2·AUC − 1 of classes (Somers' D), R² of numbers' normal scores, which neither the unit
        nor a few wild values change.
    interval : tuple of float
        95 % interval of `value`.
    metric : {"AUC", "R²"}
        What was measured.
    raw : float
        The metric itself; of more than two classes the mean of one class against the rest, weighted by the classes' sizes.
    """

    value: float
    interval: tuple[float, float]
    metric: Metric
    raw: float


def skill_of(predicted: Floats, target: Target) -> Skill:
    """Measure out-of-fold predictions.

    Parameters
    ----------
    predicted : ndarray of float64, shape (n, classes) or (n,)
        Probabilities of the classes, or numbers.
    target : Target
        What is true.

    Returns
    -------
    Skill
        0 where there is nothing to tell apart.
    """
    if not target.discrete:
        return _explained(predicted, target.values.astype(np.float64))
    shares, areas, variances = [], [], []
    for position in range(1 if len(target.classes) == 2 else 0, len(target.classes)):
        hit = target.values == position
        hits = int(hit.sum())
        if hits in (0, len(hit)):
            continue
        area = auc(predicted[:, position], hit)
        low, high = auc_interval(area, hits, len(hit) - hits)
        shares.append(float(hits))
        areas.append(area)
        variances.append(((high - low) / 2) ** 2)
    if not shares:
        return Skill(value=0.0, interval=(0.0, 1.0), metric="AUC", raw=0.5)
    weights = np.array(shares) / sum(shares)
    area = float(weights @ np.array(areas))
    half = float(np.sqrt(weights @ np.array(variances)))
    return Skill(
        value=max(0.0, 2 * area - 1),
        interval=(max(0.0, 2 * (area - half) - 1), max(0.0, min(1.0, 2 * (area + half) - 1))),
        metric="AUC",
        raw=area,
    )


def _explained(predicted: Floats, truth: Floats) -> Skill:
    # in units of the largest: the square of a huge number is no float
    unit = float(np.abs(truth).max(initial=0.0)) or 1.0
    truth, predicted = truth / unit, predicted / unit
    spread = float(((truth - truth.mean()) ** 2).sum()) if len(truth) else 0.0
    if spread == 0.0 or not np.isfinite(spread):
        return Skill(value=0.0, interval=(0.0, 1.0), metric="R²", raw=0.0)
    share = 1 - float(((truth - predicted) ** 2).sum()) / spread
    return Skill(value=min(1.0, max(0.0, share)), interval=r2_interval(share, len(truth)), metric="R²", raw=share)
