"""Quick learners: gradient boosting and a linear one, their out-of-fold predictions averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Ints
from dataqa.probe.encode import Encoded
from dataqa.probe.folds import FOLDS
from dataqa.probe.learners import Learners, grown
from dataqa.probe.skill import Skill, Target, skill_of
from dataqa.probe.threads import one_thread

_PERMUTED = 40


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


def learn(encoded: Encoded, target: Target, folds: Ints, order: Sequence[str], seed: int) -> Joint:
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
    with_trees = grown(encoded)
    shuffled = {name: np.zeros(shape) for name in order[:_PERMUTED]} if with_trees else {}
    random = np.random.default_rng(seed)
    with one_thread():
        for fold in range(FOLDS):
            test = np.flatnonzero(folds == fold)
            train = np.flatnonzero(folds != fold)
            if not len(test) or not len(train):
                continue
            pair = Learners(encoded, target, train)
            trees[test] = pair.trees(encoded.dense[test])
            linear[test] = pair.linear(encoded.sparse[test])
            for name in shuffled:
                rows = encoded.dense[test].copy()
                mine = [i for i, owner in enumerate(encoded.owners) if owner == name]
                rows[:, mine] = rows[random.permutation(len(rows))][:, mine]
                shuffled[name][test] = pair.trees(rows)
    choices = {"linear": linear} if not with_trees else {"trees": trees, "linear": linear, "mean": (trees + linear) / 2}
    skills = {name: skill_of(predicted, target) for name, predicted in choices.items()}
    best = max(skills, key=lambda name: (skills[name].raw, name))
    whole = skills["trees"].value if with_trees else 0.0
    lost = {name: max(0.0, whole - skill_of(predicted, target).value) for name, predicted in shuffled.items()}
    return Joint(predicted=choices[best], skill=skills[best], learner=best, lost=lost)


def stiff(encoded: Encoded, target: Target, folds: Ints) -> Floats:
    """Return out-of-fold probabilities of a linear learner that is held back strongly: see `Learners`."""
    found = np.zeros((len(target), len(target.classes)))
    with one_thread():
        for fold in range(FOLDS):
            test, train = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
            if len(test) and len(train):
                found[test] = Learners(encoded, target, train, "stiff").linear(encoded.sparse[test])
    return found
