"""Probabilities that hold in other folds, and what they tell."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats, Ints

_LEAST = 1e-3
"""Probability of a class at least: one surprise must not outweigh all other rows."""


def calibrated(predicted: Floats, given: Ints, folds: Ints) -> Floats:
    """Return probabilities that hold in other folds (isotonic: Zadrozny & Elkan 2002); a linear model misstates those of a step."""
    from sklearn.isotonic import IsotonicRegression

    found = np.zeros(predicted.shape)
    for fold in np.unique(folds):
        test, train = folds == fold, folds != fold
        for k in range(predicted.shape[1]):
            fitted = IsotonicRegression(y_min=_LEAST, y_max=1 - _LEAST, out_of_bounds="clip")
            found[test, k] = fitted.fit(predicted[train, k], given[train] == k).predict(predicted[test, k]) if train.any() else 1.0
    return np.asarray(found / found.sum(axis=1, keepdims=True), dtype=np.float64)


def gained(predicted: Floats, given: Ints) -> float:
    """Return the mean log-likelihood of the classes, above that of their shares, in nats a row."""
    rates = np.bincount(given, minlength=predicted.shape[1]) / len(given)
    return float(np.log(np.maximum(predicted[np.arange(len(given)), given], _LEAST)).mean() - np.log(rates[given]).mean())
