"""What one set of predictions gains over another, on the same rows."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Bools, Floats, Ints
from dataqa.probe.skill import Target, skill_of
from dataqa.statistics import Z95


def paired_change(before: Floats, after: Floats, target: Target, folds: Ints | None = None) -> tuple[float, float, float]:
    """Return the metric of two sets of out-of-fold predictions, and half the width of the 95 % interval of its change.

    The rows are the same, so that the interval is that of their paired differences: of the AUC by its placement values (DeLong,
    DeLong & Clarke-Pearson 1988, Biometrics 44:837–845), of several classes together weighted by their sizes; of R² by the
    differences of the squared errors. The rows of a fold share a model: the interval is no narrower than that of the changes by
    fold, whose training rows overlap (Nadeau & Bengio 2003, Machine Learning 52:239–281).

    Parameters
    ----------
    before, after : ndarray of float64, shape (n, classes) or (n,)
        Probabilities of the classes, or numbers.
    target : Target
        What is true of these rows.
    folds : ndarray of int64, shape (n,), optional
        Which fold a row is in.

    Returns
    -------
    tuple of float
        AUC or R² before and after, and the half width; all rows of one class or one number have no change and no width.
    """
    old, new = skill_of(before, target).raw, skill_of(after, target).raw
    shares = _share_of_classes(before, after, target) if target.discrete else _share_of_numbers(before, after, target)
    half = Z95 * float(np.sqrt((shares**2).sum()))
    return old, new, half if folds is None else max(half, _half_by_fold(before, after, target, folds))


def _half_by_fold(before: Floats, after: Floats, target: Target, folds: Ints) -> float:
    from scipy.stats import t

    changes = []
    for fold in np.unique(folds):
        mine = folds == fold
        part = Target(values=target.values[mine], classes=target.classes)
        if len(np.unique(part.values)) > 1:
            changes.append(skill_of(after[mine], part).raw - skill_of(before[mine], part).raw)
    count = len(changes)
    if count < 2:
        return 0.0
    return float(t.ppf(0.975, count - 1) * np.std(changes, ddof=1) * np.sqrt(1 / count + 1 / (count - 1)))


def _share_of_numbers(before: Floats, after: Floats, target: Target) -> Floats:
    truth = target.values.astype(np.float64)
    spread = float(((truth - truth.mean()) ** 2).sum()) if len(truth) else 0.0
    if spread == 0.0:
        return np.zeros(len(truth))
    gained = ((truth - before) ** 2 - (truth - after) ** 2) / spread
    return np.asarray(gained - gained.mean(), dtype=np.float64)


def _share_of_classes(before: Floats, after: Floats, target: Target) -> Floats:
    """Return what each row adds to the change of the AUC beyond the mean row of its kind, all classes together."""
    shares, weight = np.zeros(len(target)), 0.0
    for place in range(1 if len(target.classes) == 2 else 0, len(target.classes)):
        hit = target.values == place
        hits = int(hit.sum())
        if hits in (0, len(hit)):
            continue
        gained = _placements(after[:, place], hit) - _placements(before[:, place], hit)
        part = np.where(hit, (gained - gained[hit].mean()) / hits, (gained - gained[~hit].mean()) / (len(hit) - hits))
        shares, weight = shares + hits * part, weight + hits
    return shares / weight if weight else shares


def _placements(scores: Floats, hit: Bools) -> Floats:
    """Return for each hit the share of misses below it, and for each miss the share of hits above it; ties counted half."""
    found = np.empty(len(scores))
    for mine, sign in ((hit, 1.0), (~hit, -1.0)):
        others, own = np.sort(sign * scores[~mine]), sign * scores[mine]
        found[mine] = (np.searchsorted(others, own, "left") + np.searchsorted(others, own, "right")) / (2 * len(others))
    return found
