"""The probe: what quick models on a sample say, each question answered once."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
import polars as pl

from dataqa.arrays import Array, Codes, Floats, Hashes, Ints
from dataqa.engine.local import LocalEngine
from dataqa.errors import ModelsLeftOut
from dataqa.probe.class_codes import ClassCodes
from dataqa.probe.clusters import Clusters, clusters_of
from dataqa.probe.codes import codes_of
from dataqa.probe.curve import LearningCurve, class_growth, learning_curve
from dataqa.probe.domain import Domain, domain_of
from dataqa.probe.encode import NO_PICTURES, Encoded, Encoder
from dataqa.probe.folds import coarse, fold_hashes, folds_of, mixed_order
from dataqa.probe.independence import Independence
from dataqa.probe.learn import Joint, Sample, learn, stiff
from dataqa.probe.learners import transferred
from dataqa.probe.normal import NormalScores
from dataqa.probe.regions import Regions, regions_of
from dataqa.probe.scored import Scored, Scorer
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Skill, Target, skill_of
from dataqa.profile.column import Profile
from dataqa.sources.pictures import Pictures
from dataqa.task import Task

CLASSES = 12
"""Classes told apart; the rarer ones are taken together."""
_NONE = 0.02
"""Skill below which there is none to lose."""
_EASY = 0.95
"""Skill from which on no other learner is tried."""
_BATCH = 50_000
"""Rows that are encoded at once: matrices of them stay small."""
_SINGLE_CELLS, _JOINT_CELLS = 8_000_000, 2_000_000
_SINGLE_ROWS, _JOINT_ROWS, _SCORED_ROWS = (1_000, 20_000), (400, 4_000), (400, 8_000)


class Probe:
    """Quick models of the target on the profile's row sample.

    Parameters
    ----------
    profile : Profile
        With the row sample.
    task : Task
        With a target.
    seed : int
        Of everything random.
    pictures : mapping of str to Pictures
        What the images of a column look like.
    quick : bool
        True if no model may be trained: what asks one then raises `ModelsLeftOut`.
    """

    def __init__(
        self, profile: Profile, task: Task, seed: int, pictures: Mapping[str, Pictures] = NO_PICTURES, *, quick: bool = False
    ) -> None:
        self._quick = quick
        self._pictures = pictures
        self.task = task
        self.seed = seed
        self._profile = profile
        self._single: dict[str, Skill] = {}
        self._scored: dict[tuple[str, ...], Scored] = {}
        self._stiffs: dict[tuple[str, ...], Floats] = {}
        self._without: dict[tuple[str, ...], Joint] = {}
        self._regions: dict[tuple[str, ...], Regions] = {}
        self._reliance: dict[frozenset[str], float] = {}
        self._independence: dict[tuple[str, ...], Independence] = {}
        self._domains: dict[int, tuple[LocalEngine, Domain | None]] = {}
        self._domain_scores: dict[int, Floats] = {}

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The sampled rows with a target, for questions about single columns."""
        frame = self._profile.sample.filter(pl.col(self._target).is_not_null())
        if frame.schema[self._target].is_float():
            frame = frame.filter(pl.col(self._target).is_finite())
        # the sample is in the order of hashes that differ between 1 and 1.0
        order = mixed_order(frame)
        return frame[order[: _bounded(_SINGLE_CELLS, frame.width, _SINGLE_ROWS)]]

    @cached_property
    def target(self) -> Target:
        """The target of `rows`."""
        return self.coded(self.rows.get_column(self._target))

    def coded(self, cells: pl.Series) -> Target:
        """Return cells of the target, none of them null, as learners take them."""
        if not self.task.discrete:
            return Target(values=self._scale.scores(cells.cast(pl.Float64).to_numpy()))
        return self._classes.target(cells)

    @cached_property
    def _scale(self) -> NormalScores:
        return NormalScores(self.rows.get_column(self._target).cast(pl.Float64).to_numpy())

    def numbers(self, predicted: Floats) -> Floats:
        """Return predictions of a numeric target on its own scale."""
        return self._scale.numbers(predicted)

    @cached_property
    def _classes(self) -> ClassCodes:
        return ClassCodes(self.rows.get_column(self._target), CLASSES)

    @cached_property
    def folds(self) -> Codes:
        """The fold of each of `rows`: copies, and rows of one entity, stay together."""
        keys = np.arange(self.rows.height, dtype=np.uint64) if self._coarse else self._keys(self.rows)
        return folds_of(keys, self.target.values)

    def _keys(self, frame: pl.DataFrame) -> Hashes:
        """Return what holds rows together: their entity, or a hash of their features."""
        names = [self._group] if self._group else list(self.learnable)
        return fold_hashes(frame.select(names)) if names else np.zeros(frame.height, dtype=np.uint64)

    @property
    def _group(self) -> str | None:
        return self.task.first("group") if self.task.kind != "recommendation" else None

    @cached_property
    def _coarse(self) -> bool:
        """True for columns of few values: nearly all rows are alike by chance, and a fold would hold what no other has seen."""
        return self._group is None and coarse(self.rows.select(self.learnable), self._keys(self.rows), self.target.values)

    @property
    def learnable(self) -> tuple[str, ...]:
        """Columns that models are given: the features, and images."""
        return (*self.task.features, *(name for name in self.task.having("image") if name in self._pictures))

    @property
    def usable(self) -> bool:
        """True where there is something to tell apart, and rows enough to try."""
        return len(self.target) >= 20 and len(np.unique(self.target.values)) > 1

    def _ask(self) -> None:
        if self._quick:
            raise ModelsLeftOut

    def single(self, column: str) -> Skill:
        """Return what one column alone tells about the target."""
        if column not in self._single:
            self._single[column] = self.skill_of_codes(codes_of(self.rows.get_column(column)))
        return self._single[column]

    def presence(self, column: str) -> Skill:
        """Return what it tells about the target that a cell of the column is there or not."""
        return self.skill_of_codes(self.rows.get_column(column).is_null().to_numpy().astype(np.int64))

    def skill_of_codes(self, codes: Ints) -> Skill:
        """Return what codes, one for each of `rows`, tell about the target."""
        return skill_of(out_of_fold(codes, self.target, self.folds), self.target)

    @property
    def joint(self) -> Joint:
        """What all features together tell, and what is lost without each."""
        return self.joint_without(())

    def joint_without(self, left_out: Collection[str]) -> Joint:
        """Return what all features but some tell about the target, and what is lost without each of the others."""
        self._ask()
        key = tuple(sorted(left_out))
        if key not in self._without:
            features = [name for name in self.learnable if name not in left_out]
            order = sorted(features, key=lambda name: (-self.single(name).value, name))
            self._without[key] = learn(self.joint_sample(key), order, self.seed)
        return self._without[key]

    def joint_sample(self, left_out: Collection[str] = ()) -> Sample:
        """Return the rows as models of all features but some learn them."""
        many = self.joint_rows
        target = Target(values=self.target.values[:many], classes=self.target.classes)
        return Sample(encoded=self._encoded.without(left_out), target=target, folds=self.folds[:many])

    def curve_without(self, left_out: Collection[str], least: float = 0.0) -> LearningCurve | None:
        """Return how skill grows with rows, some columns left out; None where it is below `least`, or the rows are too few."""
        return learning_curve(self.joint_without(left_out), least)

    def transferred(self, train: Ints, test: Ints, left_out: Collection[str] = ()) -> Floats:
        """Return what models of some rows predict of others: probabilities, shape (n, classes), or numbers, shape (n,).

        Parameters
        ----------
        train, test : ndarray of int64
            Places among the first `joint_rows` of `rows`.
        left_out : collection of str
            Columns that the models are not given.
        """
        self._ask()
        encoded = self._encoded.without(left_out)
        target = Target(values=self.target.values[: len(encoded.dense)], classes=self.target.classes)
        return transferred(encoded, target, train, test)

    @property
    def joint_rows(self) -> int:
        """How many of `rows` models of all features learn from."""
        return min(self.rows.height, _bounded(_JOINT_CELLS, len(self.learnable), _JOINT_ROWS))

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self.rows.head(self.joint_rows), self.task, self.learnable, self.seed, self._pictures)

    @cached_property
    def _encoded(self) -> Encoded:
        return self._encoder.encode(self.rows.head(self.joint_rows))

    def scored(self, engine: LocalEngine, leaks: Collection[str] = ()) -> Scored:
        """Return predictions of all rows with a target, each by models that did not see it; columns that leak are left out.

        Parameters
        ----------
        engine : LocalEngine
            All rows; they are looked at once, in batches.
        leaks : collection of str
            Columns that give the target away: with them no label would look wrong.

        Returns
        -------
        Scored
            Where rows repeat by chance, and where not all were sampled, some are predicted by models that may have seen their like.
        """
        self._ask()
        key = tuple(sorted(leaks))
        if key not in self._scored:
            features = tuple(name for name in self.learnable if name not in leaks)
            rows = self.rows.head(_bounded(_JOINT_CELLS, len(features), _SCORED_ROWS))
            target = Target(values=self.target.values[: rows.height], classes=self.target.classes)
            deal = np.arange(rows.height, dtype=np.uint64) if self._coarse else self._keys(rows)
            complete = not self._coarse and rows.height == self._profile.rows
            # all rows, dealt by the same keys: these are the folds of `joint_without`, and its models
            same = rows.height == self.rows.height == self.joint_rows
            encoder = self._encoder.without(key) if same else Encoder(rows, self.task, features, self.seed, self._pictures)
            # where labels are noisy trees learn the noise, and blur what a linear model knows that does better without them
            learner = self._learner(key) if self.task.discrete else "mean"
            fitted = self.joint_without(key).models if same and learner != "stiff" else {}
            scorer = Scorer(rows, deal, target, encoder, learner=learner, complete=complete, fitted=fitted)
            self._scored[key] = self._scored_by(scorer, engine, features, rows.height)
        return self._scored[key]

    def _learner(self, left_out: tuple[str, ...]) -> str:
        """Return which learner knows most of the classes."""
        joint = self.joint_without(left_out)
        if joint.skill.value < _EASY and skill_of(self._stiff(left_out), joint.sample.target).raw > joint.skill.raw:
            return "stiff"
        return "linear" if joint.learner == "linear" else "mean"

    def _stiff(self, left_out: tuple[str, ...]) -> Floats:
        if left_out not in self._stiffs:
            self._stiffs[left_out] = stiff(self.joint_without(left_out).sample)
        return self._stiffs[left_out]

    def growth_of_class(self, place: int, left_out: Collection[str]) -> float:
        """Return how much better a class is told from the others for the second half of its rows, some columns left out."""
        return class_growth(self.joint_without(left_out), place, self.seed)

    def regions(self, left_out: Collection[str] = ()) -> Regions:
        """Return whether a few regions explain what models know of the classes, some columns left out."""
        key = tuple(sorted(left_out))
        if key not in self._regions:
            self._regions[key] = regions_of(self.joint_without(key), self.seed)
        return self._regions[key]

    def clusters(self, left_out: Collection[str] = ()) -> Clusters:
        """Return whether clusters of the rows tell the classes as well as models do, some columns left out."""
        key = tuple(sorted(left_out))
        joint = self.joint_without(key)
        models = (joint.predicted, self._stiff(key))
        return clusters_of(joint.sample.encoded, joint.sample.target, joint.sample.folds, models, self.seed)

    def domain(self, reference: LocalEngine) -> Domain | None:
        """Return what tells the data and rows of real use apart; None where there is too little to compare. Needs no target."""
        self._ask()
        if id(reference) not in self._domains:
            self._domains[id(reference)] = reference, domain_of(self._profile, reference, self.task, self.seed)
        return self._domains[id(reference)][1]

    def domain_scores(self, engine: LocalEngine, domain: Domain) -> Floats:
        """Return how much likelier each row is in the data than in real use: see `Domain.scores`; all rows are looked at once."""
        if id(domain) not in self._domain_scores:
            self._domain_scores[id(domain)] = np.concatenate([domain.scores(batch) for batch in engine.batches()])
        return self._domain_scores[id(domain)]

    def _scored_by(self, scorer: Scorer, engine: LocalEngine, features: Sequence[str], learned_from: int) -> Scored:
        positions, keys, predicted, start = [], [], [], 0
        values: list[Array] = []
        for batch in engine.batches(_BATCH):
            cells = batch.get_column(self._target)
            there = cells.is_not_null() & (cells.is_finite() if cells.dtype.is_float() else True)
            rows = batch.filter(there)
            positions.append(there.arg_true().to_numpy().astype(np.int64) + start)
            keys.append(fold_hashes(rows.select(features)))
            values.append(self.coded(rows.get_column(self._target)).values)
            deal = np.full(rows.height, -1).astype(np.uint64) if self._coarse else self._keys(rows)
            predicted.append(scorer.predict(rows, deal))
            start += batch.height
        return Scored(
            positions=np.concatenate(positions),
            keys=np.concatenate(keys),
            target=Target(values=np.concatenate(values), classes=self.target.classes),
            predicted=np.concatenate(predicted),
            learned_from=learned_from,
        )

    def independence(self, left_out: Collection[str] = ()) -> Independence:
        """Return how far each column goes with the others once the target is known, some columns left out."""
        key = tuple(sorted(left_out))
        if key not in self._independence:
            sample = self.joint_sample(key)
            rows = self.rows.head(len(sample.target))
            self._independence[key] = Independence(sample, lambda name: codes_of(rows.get_column(name)))
        return self._independence[key]

    def importance(self, columns: Sequence[str], leaks: Collection[str] = ()) -> float:
        """Return the share of the skill that some columns carry, 0 to 1; 0 where there is no skill to lose.

        Skill that is lost where each column is shuffled, as a share of the sum over all columns: what several columns tell alike is
        lost with none of them alone, and what two tell only together is lost with each. Columns that leak are left out of the
        model: the skill that they lend is none, and nothing is lost with it.
        """
        joint = self.joint_without(leaks)
        if joint.skill.value < _NONE:
            return 0.0
        return min(1.0, math.fsum(joint.lost.get(name, 0.0) for name in set(columns)) / max(_NONE, math.fsum(joint.lost.values())))

    def reliance(self, columns: Collection[str]) -> float:
        """Return the share of skill that models lose by relying on some columns that hold no clue any more, 0 to 1; leaks included.

        Usual models that learned from all columns are tried on rows in which these are shuffled together, and held against models
        that never had them: what these reach is what could be kept.
        """
        names = frozenset(columns) & frozenset(self.learnable)
        if names not in self._reliance:
            least = self.joint_without(names).usual if len(names) < len(self.learnable) else 0.0
            kept = self.joint.usual_without_clue(names) if self.joint.skill.value >= _NONE else 1.0
            self._reliance[names] = min(1.0, max(0.0, 1 - kept / least)) if least >= _NONE else min(1.0, max(0.0, 1 - kept))
        return self._reliance[names]

    @property
    def _target(self) -> str:
        assert self.task.target is not None
        return self.task.target


def _bounded(cells: int, columns: int, rows: tuple[int, int]) -> int:
    least, most = rows
    return min(most, max(least, cells // max(1, columns)))
