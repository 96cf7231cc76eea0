"""Quick learners: gradient boosting and a linear one, their out-of-fold predictions averaged."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dataqa.probe.encode import Encoded
from dataqa.probe.folds import FOLDS
from dataqa.probe.skill import Floats, Skill, Target, skill_of
from dataqa.probe.threads import one_thread

WIDEST = 500
"""Dense columns up to which trees are grown; beyond, the linear learner stands alone."""
_PERMUTED = 40
_LARGEST = 1e30


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What all features together tell about the target.

    Attributes
    ----------
    predicted : ndarray of float64, shape (n, classes) or (n,)
        Out-of-fold predictions of the better of the learners and of their mean.
    skill : Skill
        Of these predictions.
    learner : str
        Which it was: ``"trees"``, ``"linear"`` or ``"mean"``.
    lost : mapping of str to float
        Skill of the trees that is lost where a column is shuffled, by column (Breiman 2001, permutation importance).
    """

    predicted: Floats
    skill: Skill
    learner: str
    lost: dict[str, float]


def learn(encoded: Encoded, target: Target, folds: npt.NDArray[np.int64], order: Sequence[str], seed: int) -> Joint:
    """Cross-validate the learners.

    Parameters
    ----------
    encoded : Encoded
        The features.
    target : Target
        Of the same rows.
    folds : ndarray of int64, shape (n,)
        Which fold a row is in.
    order : sequence of str
        Columns, the most telling first; the first of them are shuffled one by one.
    seed : int
        Of the shuffling.

    Returns
    -------
    Joint
        Best of trees, linear learner and their mean.
    """
    shape = (len(target), len(target.classes)) if target.discrete else (len(target),)
    trees, linear = np.zeros(shape), np.zeros(shape)
    grown = 0 < encoded.width <= WIDEST
    shuffled = {name: np.zeros(shape) for name in order[:_PERMUTED]} if grown else {}
    random = np.random.default_rng(seed)
    # the linear learner counts in single precision: a number too large for it is learned in units of the largest
    largest = 1.0 if target.discrete else float(np.abs(target.values).max(initial=0.0))
    unit = largest if largest > _LARGEST else 1.0
    values = target.values if unit == 1.0 else target.values / unit
    with warnings.catch_warnings(), one_thread():
        warnings.simplefilter("ignore")  # a learner that did not converge is still a quick learner
        for fold in range(FOLDS):
            test = np.flatnonzero(folds == fold)
            train = np.flatnonzero(folds != fold)
            if not len(test) or not len(train):
                continue
            if grown:
                model = _fit(_trees(target, encoded, len(train)), encoded.dense[train], values[train])
                trees[test] = _predict(model, encoded.dense[test], target)
                for name in shuffled:
                    rows = encoded.dense[test].copy()
                    mine = [i for i, owner in enumerate(encoded.owners) if owner == name]
                    rows[:, mine] = rows[random.permutation(len(rows))][:, mine]
                    shuffled[name][test] = _predict(model, rows, target)
            if encoded.sparse.shape[1]:
                model = _fit(_linear(target), encoded.sparse[train], values[train])
                linear[test] = _predict(model, encoded.sparse[test], target)
    for predicted in (trees, linear, *shuffled.values()):
        predicted *= unit
    choices = {"linear": linear} if not grown else {"trees": trees, "linear": linear, "mean": (trees + linear) / 2}
    skills = {name: skill_of(predicted, target) for name, predicted in choices.items()}
    best = max(skills, key=lambda name: (skills[name].raw, name))
    whole = skills["trees"].value if grown else 0.0
    lost = {name: max(0.0, whole - skill_of(predicted, target).value) for name, predicted in shuffled.items()}
    return Joint(predicted=choices[best], skill=skills[best], learner=best, lost=lost)


def _trees(target: Target, encoded: Encoded, rows: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    kind = HistGradientBoostingClassifier if target.discrete else HistGradientBoostingRegressor
    leaf = max(3, min(20, rows // 40))
    # one thread's worth of work: few, shallow trees
    return kind(
        max_iter=40, learning_rate=0.15, max_leaf_nodes=15, min_samples_leaf=leaf, early_stopping=False, max_bins=64,
        categorical_features=encoded.nominal if encoded.nominal.any() else None, random_state=0,
    )  # fmt: skip


def _linear(target: Target) -> Any:
    from sklearn.linear_model import LogisticRegression, Ridge

    return LogisticRegression(C=1.0, max_iter=100) if target.discrete else Ridge(alpha=1.0, solver="lsqr")


def _fit(model: Any, rows: Any, values: npt.NDArray[Any]) -> Any:
    # a single value is its own model: learners refuse to learn it
    return float(values[0]) if len(np.unique(values)) == 1 else model.fit(rows, values)


def _predict(model: Any, rows: Any, target: Target) -> Floats:
    count = rows.shape[0]
    if not target.discrete:
        return np.full(count, model) if isinstance(model, float) else np.asarray(model.predict(rows), dtype=np.float64)
    found = np.zeros((count, len(target.classes)))
    if isinstance(model, float):
        found[:, int(model)] = 1.0
    else:
        found[:, model.classes_.astype(np.int64)] = model.predict_proba(rows)
    return found
