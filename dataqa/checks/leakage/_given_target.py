"""How far a column goes with what other columns predict once the target is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dataqa.arrays import Floats, Ints
from dataqa.probe.learn import Sample, learn
from dataqa.probe.skill import Target
from dataqa.statistics import Z95

_BINS, _LEAST = 20, 10


def related_given_target(column: Floats, others: Floats, target: Target) -> tuple[float, float]:
    """Return the rank correlation of two predictions of the target among rows of the same target.

    A column that is made from the target, with errors, is independent of all other columns once the target is known. A cause of the
    target is not: among rows of one outcome, a weak value of one cause goes with a strong value of another (Pearl 2009, 1.2); nor
    is a column that shares a cause with others.

    Parameters
    ----------
    column, others : ndarray of float64, shape (n, classes) or (n,)
        What the column alone predicts, and what all others predict.
    target : Target
        Of the same rows.

    Returns
    -------
    tuple of float
        The size of the correlation, 0 to 1, and the upper end of its 95 % interval (Fisher 1915); of several classes the greatest.
        1 and 1 where too few rows have a like target.
    """
    if not target.discrete:
        return _related(column, others, _groups(target.values.astype(np.float64)))
    given = target.values.astype(np.int64)
    found = [_related(column[:, k], others[:, k], given) for k in range(1 if len(target.classes) == 2 else 0, len(target.classes))]
    return max(found, key=lambda pair: pair[1])


def explained_given_target(column: Floats, others: Sample) -> float:
    """Return how well all other columns predict a column among rows of the same target: it was not made from the target alone.

    Parameters
    ----------
    column : ndarray of float64, shape (n, classes) or (n,)
        What the column alone predicts.
    others : Sample
        The other columns, and the target, of the same rows.

    Returns
    -------
    float
        Correlation of ranks within groups of a like target with out-of-fold predictions of them, 0 to 1; of several classes the
        greatest.
    """
    target = others.target
    groups = target.values.astype(np.int64) if target.discrete else _groups(target.values.astype(np.float64))
    places: Sequence[int | None] = range(1 if len(target.classes) == 2 else 0, len(target.classes)) if target.discrete else (None,)
    return max(_explained(column if place is None else column[:, place], groups, others) for place in places)


def _explained(column: Floats, groups: Ints, others: Sample) -> float:
    from scipy.stats import rankdata

    left = np.zeros(len(column))
    for group in np.unique(groups):
        mine = groups == group
        left[mine] = rankdata(column[mine]) / mine.sum()
        left[mine] -= left[mine].mean()
    joint = learn(Sample(encoded=others.encoded, target=Target(values=left), folds=others.folds), (), 0)
    if not joint.predicted.std() or not left.std():
        return 0.0
    return max(0.0, float(np.corrcoef(joint.predicted, left)[0, 1]))


def _groups(values: Floats) -> Ints:
    edges = np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]))
    return np.searchsorted(edges, values, side="right").astype(np.int64)


def _related(a: Floats, b: Floats, groups: Ints) -> tuple[float, float]:
    from scipy.stats import rankdata

    products, squares_a, squares_b, rows = 0.0, 0.0, 0.0, 0
    for group in np.unique(groups):
        mine = groups == group
        if mine.sum() < _LEAST:
            continue
        x, y = (rankdata(part[mine]) / mine.sum() for part in (a, b))
        x, y = x - x.mean(), y - y.mean()
        products, squares_a, squares_b = products + float(x @ y), squares_a + float(x @ x), squares_b + float(y @ y)
        rows += int(mine.sum())
    if rows < 3 * _LEAST or squares_a <= 0 or squares_b <= 0:
        return 1.0, 1.0
    size = abs(products) / float(np.sqrt(squares_a * squares_b))
    return size, float(np.tanh(np.arctanh(min(size, 0.999999)) + Z95 / np.sqrt(rows - 3)))
