"""Quick learners: gradient boosting and a linear one, their out-of-fold predictions averaged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from dataqa.arrays import Bools, Floats, Ints, Matrix, Positions
from dataqa.probe.encode import Encoded
from dataqa.probe.folds import FOLDS
from dataqa.probe.learners import Learners, grown
from dataqa.probe.skill import Skill, Target, skill_of
from dataqa.probe.threads import one_thread

_PERMUTED, _CELLS = 40, 2_000_000
"""Columns that are shuffled one by one, and cells that are predicted at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Rows as quick models learn them.

    Attributes
    ----------
    encoded : Encoded
        The features.
    target : Target
        Of the same rows.
    folds : ndarray of int64, shape (n,)
        Which fold a row is in.
    """

    encoded: Encoded
    target: Target
    folds: Ints

    def sides(self) -> list[tuple[Positions, Positions]]:
        """Return the rows of each fold, and those outside it."""
        return [(np.flatnonzero(self.folds == fold), np.flatnonzero(self.folds != fold)) for fold in range(FOLDS)]

    def empty(self) -> Floats:
        """Return zeros to be filled with predictions, shape (n, classes) or (n,)."""
        return np.zeros((len(self.target), len(self.target.classes)) if self.target.discrete else len(self.target))


@dataclass(frozen=True, kw_only=True)
class Joint:
    """What all features together tell about the target.

    Attributes
    ----------
    sample : Sample
        The rows.
    predicted : ndarray of float64, shape (n, classes) or (n,)
        Out-of-fold predictions of the better of the learners and of their mean.
    skill : Skill
        Of these predictions.
    learner : str
        Which it was: ``"trees"``, ``"linear"`` or ``"mean"``.
    models : mapping of int to Learners
        By fold, those that learned from the rows outside it; of no fold without such rows, or without rows of its own.
    skills : mapping of str to float
        Skill of each learner.
    """

    sample: Sample = field(repr=False)
    predicted: Floats
    skill: Skill
    learner: str
    models: dict[int, Learners] = field(repr=False)
    skills: dict[str, float] = field(repr=False)
    _trees: Floats = field(repr=False)
    _order: Sequence[str] = field(repr=False)
    _seed: int = field(repr=False)

    @cached_property
    def lost(self) -> dict[str, float]:
        """Skill of the trees that is lost where a column is shuffled, by column (Breiman 2001, permutation importance)."""
        encoded, sides = self.sample.encoded, self.sample.sides()
        if not grown(encoded):
            return {}
        random = np.random.default_rng(self._seed)
        owned = {name: np.array([owner == name for owner in encoded.owners]) for name in self._order[:_PERMUTED]}
        shuffled = {name: self.sample.empty() for name in owned}
        with one_thread():
            for fold, model in self.models.items():
                test = sides[fold][0]
                for name, predicted in zip(owned, _shuffled(model, encoded.dense[test], list(owned.values()), random), strict=True):
                    shuffled[name][test] = predicted
        whole = skill_of(self._trees, self.sample.target).value
        return {name: max(0.0, whole - skill_of(predicted, self.sample.target).value) for name, predicted in shuffled.items()}

    @property
    def usual(self) -> float:
        """Skill of a usual model: the mean of the learners, trees counted twice, as most models in use are trees."""
        return _usual(self.skills)

    def usual_without_clue(self, names: Collection[str]) -> float:
        """Return the skill of usual models that learned from all columns, where some columns are shuffled together."""
        encoded, sides, random = self.sample.encoded, self.sample.sides(), np.random.default_rng(self._seed)
        dense = np.isin(encoded.owners, list(names))
        sparse = np.flatnonzero(np.isin(encoded.sparse_owners, list(names)))
        found = {name: self.sample.empty() for name in self.skills if name != "mean"}
        with one_thread():
            for fold, model in self.models.items():
                test = sides[fold][0]
                mixed = test[random.permutation(len(test))]
                if "trees" in found:
                    found["trees"][test] = model.trees(np.where(dense, encoded.dense[mixed], encoded.dense[test]))
                found["linear"][test] = model.linear(_replaced(encoded.sparse[test], encoded.sparse[mixed], sparse))
        return _usual({name: skill_of(predicted, self.sample.target).value for name, predicted in found.items()})


def _usual(skills: Mapping[str, float]) -> float:
    return (2 * skills["trees"] + skills["linear"]) / 3 if "trees" in skills else skills["linear"]


def _replaced(rows: Any, others: Any, places: Positions) -> Any:
    """Return sparse rows with some columns of other rows."""
    from scipy.sparse import diags

    kept = np.ones(rows.shape[1], dtype=np.float32)
    kept[places] = 0.0
    return (rows @ diags(kept) + others @ diags(1.0 - kept)).tocsr()


def learn(sample: Sample, order: Sequence[str], seed: int) -> Joint:
    """Cross-validate the learners.

    Parameters
    ----------
    sample : Sample
        The rows.
    order : sequence of str
        Columns, the most telling first; the first of them are shuffled one by one.
    seed : int
        Of the shuffling.

    Returns
    -------
    Joint
        Best of trees, linear learner and their mean.
    """
    encoded, target = sample.encoded, sample.target
    trees, linear, models = sample.empty(), sample.empty(), dict[int, Learners]()
    with one_thread():
        for fold, (test, train) in enumerate(sample.sides()):
            if len(test) and len(train):
                models[fold] = Learners(encoded, target, train)
                trees[test] = models[fold].trees(encoded.dense[test])
                linear[test] = models[fold].linear(encoded.sparse[test])
    choices = {"trees": trees, "linear": linear, "mean": (trees + linear) / 2} if grown(encoded) else {"linear": linear}
    skills = {name: skill_of(predicted, target) for name, predicted in choices.items()}
    best = max(skills, key=lambda name: (skills[name].raw, name))
    return Joint(
        sample=sample, predicted=choices[best], skill=skills[best], learner=best, models=models,
        skills={name: skill.value for name, skill in skills.items()}, _trees=trees, _order=order, _seed=seed,
    )  # fmt: skip


def _shuffled(model: Learners, dense: Matrix, columns: Sequence[Bools], random: np.random.Generator) -> Iterator[Floats]:
    """Yield what the trees predict where each group of columns is shuffled; many at once, for a call takes longer than the rows."""
    at_once = max(1, _CELLS // max(1, dense.size))
    for first in range(0, len(columns), at_once):
        copies = [np.where(mine, dense[random.permutation(len(dense))], dense) for mine in columns[first : first + at_once]]
        yield from np.split(model.trees(np.vstack(copies)), len(copies))


def stiff(sample: Sample) -> Floats:
    """Return out-of-fold probabilities of a linear learner that is held back strongly: see `Learners`."""
    found = sample.empty()
    with one_thread():
        for test, train in sample.sides():
            if len(test) and len(train):
                found[test] = Learners(sample.encoded, sample.target, train, "stiff").linear(sample.encoded.sparse[test])
    return found
