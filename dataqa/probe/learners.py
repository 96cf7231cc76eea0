"""Two quick learners, fitted to the same rows: gradient boosting and a linear one."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from dataqa.arrays import Array, Floats, Matrix, Positions
from dataqa.probe.encode import Encoded
from dataqa.probe.skill import Target
from dataqa.probe.threads import one_thread

WIDEST = 500
"""Dense columns up to which trees are grown; beyond, the linear learner stands alone."""
_LARGEST, _MANY, _STIFF = 1e30, 4, 0.01


class Learners:
    """Trees (gradient boosting on bins of values: Ke et al. 2017) and a linear learner (logistic or ridge regression).

    Parameters
    ----------
    encoded : Encoded
        The features.
    target : Target
        Of the same rows.
    rows : ndarray of int64
        Places of those that are learned from.
    only : {"trees", "linear", "stiff", "mean"}
        Which are fitted; ``"mean"``: both; ``"stiff"``: the linear one, held back strongly: where many labels are wrong, few
        rows tell many weights badly.
    """

    def __init__(self, encoded: Encoded, target: Target, rows: Positions, only: str = "mean") -> None:
        self._target = target
        # the linear learner counts in single precision: a number too large for it is learned in units of the largest
        largest = 1.0 if target.discrete else float(np.abs(target.values).max(initial=0.0))
        self._unit = largest if largest > _LARGEST else 1.0
        values = target.values[rows] if self._unit == 1.0 else target.values[rows] / self._unit
        trees, linear = grown(encoded) and only in ("trees", "mean"), encoded.sparse.shape[1] > 0 and only != "trees"
        self._trees = _fit(_boosting(target, encoded, len(rows)), _binnable(encoded.dense[rows]), values) if trees else None
        self._linear = _fit(_linear(target, only), encoded.sparse[rows], values) if linear else None

    def trees(self, dense: Matrix) -> Floats:
        """Return what the trees predict: probabilities, shape (n, classes), or numbers, shape (n,); zeros where none were grown."""
        return self._predict(self._trees, dense)

    def linear(self, sparse: Any) -> Floats:
        """Return what the linear learner predicts, like `trees`."""
        return self._predict(self._linear, sparse)

    def both(self, encoded: Encoded, rows: Positions, only: str = "mean") -> Floats:
        """Return the mean of both, or of `only` one: of the logarithms of the probabilities, or of the numbers."""
        parts = []
        if self._trees is not None and only != "linear":
            parts.append(self.trees(encoded.dense[rows]))
        if self._linear is not None and only != "trees":
            parts.append(self.linear(encoded.sparse[rows]))
        if self._target.discrete:
            parts = [np.log(np.clip(part, 1e-4, 1.0)) for part in parts]
        return np.asarray(np.mean(parts, axis=0), dtype=np.float64)

    def _predict(self, model: Any, rows: Any) -> Floats:
        count = rows.shape[0]
        if not self._target.discrete:
            if model is None or isinstance(model, float):
                return np.full(count, (model or 0.0) * self._unit)
            return np.asarray(model.predict(rows), dtype=np.float64) * self._unit
        found = np.zeros((count, len(self._target.classes)))
        if isinstance(model, float):
            found[:, int(model)] = 1.0
        elif model is not None:
            found[:, model.classes_.astype(np.int64)] = model.predict_proba(rows)
        return found


def as_chances(logs: Floats) -> Floats:
    """Return probabilities from means of their logarithms: the geometric mean, made to add up to one."""
    chances = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)


def transferred(encoded: Encoded, target: Target, train: Positions, test: Positions) -> Floats:
    """Return what both learners of some rows predict of others; without columns the shares of the classes, or the mean.

    Parameters
    ----------
    encoded : Encoded
        The features.
    target : Target
        Of the same rows.
    train, test : ndarray of int64
        Places of the rows to learn from, and of those to predict.

    Returns
    -------
    ndarray of float64
        Probabilities, shape (n, classes), or numbers, shape (n,).
    """
    if not encoded.width and not encoded.sparse.shape[1]:
        values = target.values[train]
        if not target.discrete:
            return np.full(len(test), float(values.mean()))
        return np.tile(np.bincount(values.astype(np.int64), minlength=len(target.classes)) / len(train), (len(test), 1))
    with one_thread():
        predicted = Learners(encoded, target, train).both(encoded, test)
    return as_chances(predicted) if target.discrete else predicted


def grown(encoded: Encoded) -> bool:
    """Return whether trees are grown on these features."""
    return 0 < encoded.width <= WIDEST


def _binnable(dense: Matrix) -> Matrix:
    """Return features whose columns all have a value: bins need one to begin with, and a constant is never split."""
    empty = np.isnan(dense).all(axis=0)
    return np.where(empty, 0.0, dense) if empty.any() else dense


def _boosting(target: Target, encoded: Encoded, rows: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    kind = HistGradientBoostingClassifier if target.discrete else HistGradientBoostingRegressor
    leaf = max(3, min(20, rows // 40))
    # one thread's worth of work: few, shallow trees
    return kind(
        max_iter=40 if len(target.classes) <= _MANY else 20,  # a tree for each class
        learning_rate=0.15,
        max_leaf_nodes=15,
        min_samples_leaf=leaf,
        early_stopping=False,
        max_bins=64,
        categorical_features=encoded.nominal if encoded.nominal.any() else None,
        random_state=0,
    )


def _linear(target: Target, only: str) -> Any:
    from sklearn.linear_model import LogisticRegression, Ridge

    return (
        LogisticRegression(C=_STIFF if only == "stiff" else 1.0, max_iter=100)
        if target.discrete
        else Ridge(alpha=1.0, solver="lsqr")
    )


def _fit(model: Any, rows: Any, values: Array) -> Any:
    # a single value is its own model: learners refuse to learn it
    if len(np.unique(values)) == 1:
        return float(values[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner that did not converge is still a quick learner
        return model.fit(rows, values)
