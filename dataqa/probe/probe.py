"""The probe: what quick models on a sample say, each question answered once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.probe.codes import Codes, codes_of
from dataqa.probe.encode import Encoder
from dataqa.probe.folds import folds_of, mixed_order, row_hashes
from dataqa.probe.learn import Joint, learn
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Skill, Target, skill_of
from dataqa.profile.column import Profile
from dataqa.task import Task

CLASSES = 8
"""Classes told apart; the rarer ones are taken together."""
_COARSE, _REPEATED = 100, 10
"""So few different rows, or so many rows for each: equal rows are no copies."""
_SINGLE_CELLS, _JOINT_CELLS = 8_000_000, 2_000_000
_SINGLE_ROWS, _JOINT_ROWS = (1_000, 20_000), (400, 4_000)


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
    """

    def __init__(self, profile: Profile, task: Task, seed: int) -> None:
        self.task = task
        self.seed = seed
        self._profile = profile
        self._single: dict[str, Skill] = {}
        self._without: dict[tuple[bool, tuple[str, ...]], Joint] = {}

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
        series = self.rows.get_column(self._target)
        if not self.task.discrete:
            return Target(values=series.cast(pl.Float64).to_numpy())
        counts = pl.DataFrame({"value": series}).group_by("value").len().sort(["len", "value"], descending=[True, False])
        names = counts.get_column("value").to_list()
        kept = names if len(names) <= CLASSES else names[: CLASSES - 1]
        codes = {name: place for place, name in enumerate(kept)}
        values = np.array([codes.get(value, len(kept)) for value in series.to_list()], dtype=np.int64)
        classes = tuple(map(str, kept)) + (() if len(kept) == len(names) else ("(all others)",))
        return Target(values=values, classes=classes)

    @cached_property
    def folds(self) -> Codes:
        """The fold of each of `rows`: copies, and rows of one entity, stay together."""
        group = self.task.first("group") if self.task.kind != "recommendation" else None
        names = [group] if group else list(self.task.features)
        keys = row_hashes(self.rows.select(names)) if names else np.zeros(self.rows.height, dtype=np.uint64)
        # columns of few values: nearly all rows are alike by chance, and a fold would hold what no other fold has seen
        if not group and len(np.unique(keys)) < max(min(_COARSE, len(keys) / 2), len(keys) / _REPEATED):
            keys = np.arange(len(keys), dtype=np.uint64)
        return folds_of(keys, self.target.values)

    @property
    def usable(self) -> bool:
        """True where there is something to tell apart, and rows enough to try."""
        return len(self.target) >= 20 and len(np.unique(self.target.values)) > 1

    def single(self, column: str) -> Skill:
        """Return what one column alone tells about the target."""
        if column not in self._single:
            self._single[column] = self.skill_of_codes(codes_of(self.rows.get_column(column)))
        return self._single[column]

    def presence(self, column: str) -> Skill:
        """Return what it tells about the target that a cell of the column is there or not."""
        return self.skill_of_codes(self.rows.get_column(column).is_null().to_numpy().astype(np.int64))

    def skill_of_codes(self, codes: npt.NDArray[np.int64]) -> Skill:
        """Return what codes, one for each of `rows`, tell about the target."""
        return skill_of(out_of_fold(codes, self.target, self.folds), self.target)

    @property
    def joint(self) -> Joint:
        """What all features together tell, and what is lost without each."""
        return self.joint_without((), shuffled=True)

    def joint_without(self, left_out: Sequence[str], *, shuffled: bool = False) -> Joint:
        """Return what all features but some tell about the target; with `shuffled` also what is lost without each of the others."""
        key = (shuffled, tuple(sorted(left_out)))
        if key not in self._without:
            features = tuple(name for name in self.task.features if name not in left_out)
            many = _bounded(_JOINT_CELLS, len(features), _JOINT_ROWS)
            rows = self.rows.head(many)
            encoded = Encoder(rows, self.task, features, self.seed).encode(rows)
            target = Target(values=self.target.values[:many], classes=self.target.classes)
            order = sorted(features, key=lambda name: (-self.single(name).value, name)) if shuffled else []
            self._without[key] = learn(encoded, target, self.folds[:many], order, self.seed)
        return self._without[key]

    def importance(self, columns: Sequence[str], leaks: Collection[str] = ()) -> float:
        """Return the share of the skill that some columns carry, 0 to 1; 0 where there is no skill to lose.

        Columns that leak are left out of the model: the skill that they lend is none, and nothing is lost with it.
        """
        joint = self.joint_without(tuple(leaks), shuffled=True)
        if joint.skill.value < 0.02:
            return 0.0
        return min(1.0, sum(joint.lost.get(name, 0.0) for name in set(columns)) / joint.skill.value)

    @property
    def _target(self) -> str:
        assert self.task.target is not None
        return self.task.target


def _bounded(cells: int, columns: int, rows: tuple[int, int]) -> int:
    least, most = rows
    return min(most, max(least, cells // max(1, columns)))


def importance_of(task: Task, make_probe: Callable[[], Probe], leaks: Collection[str] = ()) -> Callable[[Sequence[str]], float]:
    """Return the function that says which share of the skill some columns carry; without a usable target all weigh the same.

    Parameters
    ----------
    task : Task
        Target and roles.
    make_probe : callable
        Gives the probe.
    leaks : collection of str
        Columns that give the target away.

    Returns
    -------
    callable
        From names of columns to a share, 0 to 1.
    """

    def share(columns: Sequence[str]) -> float:
        features = [name for name in task.features if name not in leaks]
        if task.target is not None:
            if task.target in columns:
                return 0.0  # faults of the target are the labels' matter, and cost there
            probe = make_probe()
            if probe.usable and features:
                return probe.importance(columns, leaks)
        return min(1.0, len(set(columns) & set(features)) / max(1, len(features)))

    return share
