"""The data against rows of real use: models that tell the two apart (classifier two-sample test: Lopez-Paz & Oquab 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints
from dataqa.engine.local import LocalEngine
from dataqa.probe.codes import codes_of
from dataqa.probe.encode import Encoder
from dataqa.probe.folds import fold_hashes, folds_of, mixed_order
from dataqa.probe.scored import Scorer
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of
from dataqa.profile.column import Profile
from dataqa.statistics import auc, auc_interval
from dataqa.task import Role, Task

ROLES: tuple[Role, ...] = ("numeric", "categorical", "boolean", "text")
FEWEST = 30
"""Rows of a side below which nothing is compared."""
_CELLS, _ROWS, _TIMES = 2_000_000, (400, 4_000), 5
_UNLIKE, _SHUFFLED, _SHUFFLED_ROWS = 0.5, 12, 1_500
_CLASSES = ("in real use", "in the data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Sampled rows of one side.

    Attributes
    ----------
    scores : ndarray of float64, shape (n,)
        Out-of-fold: by how much a row is likelier in the data than in real use, as the logarithm of the ratio of densities.
    keys : ndarray of uint64, shape (n,)
        Equal for rows of one entity, or equal rows.
    positions : ndarray of int64, shape (n,), or None
        Of reference rows: where they stand in the reference.
    """

    scores: Floats
    keys: Hashes
    positions: Ints | None = None

    @property
    def worth(self) -> float:
        """How many independent rows they are worth: rows of one entity count as copies (Kish 1965, the worst case)."""
        sizes = np.unique(self.keys, return_counts=True)[1].astype(np.float64)
        return float(sizes.sum() ** 2 / (sizes**2).sum()) if len(sizes) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What tells the data and real use apart.

    Attributes
    ----------
    data, reference : Side
        The sampled rows of each.
    area : float
        Chance that a row of the data scores above one of real use (AUC), out of fold.
    interval : tuple of float
        95 % interval of `area`.
    features : tuple of str
        Columns that the models are given.
    """

    data: Side
    reference: Side
    area: float
    interval: tuple[float, float]
    features: tuple[str, ...]
    _rows: pl.DataFrame = field(repr=False)
    _scorer: Scorer = field(repr=False)
    _group: str | None = None
    _seed: int = 0

    def scores(self, rows: pl.DataFrame) -> Floats:
        """Return how much likelier rows of either side are in the data, like `Side.scores`."""
        frame = _plain(rows, self._rows.schema)
        odds = self._scorer.predict(frame, _keys(frame, self.features, self._group))
        return _ratio(odds, len(self.data.scores), len(self.reference.scores))

    def losses(self) -> dict[str, float]:
        """Return the area that is lost where a column is shuffled (Breiman 2001), of those that tell most alone; the most first."""
        data = len(self.data.scores)
        hit = np.arange(self._rows.height) < data
        keys = np.concatenate([self.data.keys, self.reference.keys])
        target = Target(values=hit.astype(np.int64), classes=_CLASSES)
        folds = folds_of(keys, target.values)
        alone = {}
        for name in self.features:
            predicted = out_of_fold(codes_of(self._rows.get_column(name)), target, folds)
            alone[name] = skill_of(predicted, target).raw
        random = np.random.default_rng(self._seed)
        some = np.sort(random.permutation(self._rows.height)[:_SHUFFLED_ROWS])
        rows, keys, hit = self._rows[some], keys[some], hit[some]
        names = sorted(self.features, key=lambda one: (-alone[one], one))[:_SHUFFLED]
        mixed = [rows.with_columns(rows.get_column(name)[random.permutation(len(some))]) for name in names]
        # all at once: a call of the models takes longer than the rows
        predicted = self._scorer.predict(pl.concat([rows, *mixed]), np.tile(keys, 1 + len(names)))[:, 1]
        whole, *without = (auc(part, hit) for part in np.split(predicted, 1 + len(names)))
        lost = {name: whole - area for name, area in zip(names, without, strict=True)}
        return dict(sorted(lost.items(), key=lambda one: (-one[1], one[0])))


def domain_of(profile: Profile, reference: LocalEngine, task: Task, seed: int) -> Domain | None:
    """Learn to tell rows of the data from rows of real use.

    Times, ids, entities and texts of mostly different short values are left out, and columns that one side does not have, or not of
    the same kind; cells are emptied until both sides have as many empty ones. Rows of one entity, and copies, are held out
    together.

    Parameters
    ----------
    profile : Profile
        Of the data.
    reference : LocalEngine
        Rows of real use.
    task : Task
        Roles.
    seed : int
        Of everything random.

    Returns
    -------
    Domain or None
        None where there is too little to compare.
    """
    sides = profile.sample, reference.table.frame
    names = [name for name in _features(profile, task) if _comparable(*sides, name)]
    group = task.first("group") if task.kind != "recommendation" else None
    group = group if group is not None and group in sides[1].columns else None
    if not names or min(frame.height for frame in sides) < FEWEST:
        return None
    schema = {
        name: pl.Float64() if sides[0].get_column(name).dtype.is_numeric() else sides[0].get_column(name).dtype for name in names
    }
    if group is not None:
        schema[group] = pl.String()
    data, other = (_plain(frame, schema) for frame in sides)
    most = min(_ROWS[1], max(_ROWS[0], _CELLS // len(names)))
    positions = mixed_order(other)[:most]
    other = other[positions]
    # a side that is much larger teaches nothing but its size
    data = data[mixed_order(data)[: min(most, _TIMES * other.height)]]
    data, other = _as_empty(data, other, names), _as_empty(other, data, names)
    rows = pl.concat([data, other])
    keys = _keys(rows, tuple(names), group)
    target = Target(values=np.repeat([1, 0], [data.height, other.height]), classes=_CLASSES)
    encoder = Encoder(rows, task, tuple(names), seed)
    complete = data.height == profile.rows and other.height == reference.rows
    scorer = Scorer(rows, keys, target, encoder, learner="mean", complete=complete)
    scores = _ratio(scorer.predict(rows, keys), data.height, other.height)
    hit = target.values == 1
    mine = Side(scores=scores[hit], keys=keys[hit])
    theirs = Side(scores=scores[~hit], keys=keys[~hit], positions=positions)
    area = auc(scores, hit)
    return Domain(
        data=mine,
        reference=theirs,
        area=area,
        interval=auc_interval(area, max(1, int(mine.worth)), max(1, int(theirs.worth))),
        features=tuple(names),
        _rows=rows,
        _scorer=scorer,
        _group=group,
        _seed=seed,
    )


def _features(profile: Profile, task: Task) -> list[str]:
    found = []
    for name in task.having(*ROLES):
        column = profile.columns[name]
        unlike = column.kind == "text" and task.columns[name].role != "text" and column.distinct > _UNLIKE * column.present
        if column.present and not unlike and not task.columns[name].clock:
            found.append(name)
    return found


def _comparable(data: pl.DataFrame, other: pl.DataFrame, name: str) -> bool:
    if name not in other.columns:
        return False
    mine, theirs = data.get_column(name).dtype, other.get_column(name).dtype
    # a column that is not kept in real use would tell every row
    return (mine == theirs or (mine.is_numeric() and theirs.is_numeric())) and other.get_column(name).null_count() < other.height


def _plain(frame: pl.DataFrame, schema: pl.Schema | dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _as_empty(rows: pl.DataFrame, others: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return rows whose columns have at least as many empty cells as those of the other side, in rows as good as random.

    That a cell is empty on one side only makes no row another kind of row; how often cells are empty is compared on its own.
    """
    draws = fold_hashes(rows)
    blanked = []
    for place, name in enumerate(names):
        mine, theirs = (frame.get_column(name).null_count() / frame.height for frame in (rows, others))
        if theirs > mine:
            chance = pl.Series(draws).hash(seed=place).to_numpy() / 2.0**64
            kept = pl.Series(chance >= (theirs - mine) / (1 - mine))
            blanked.append(pl.when(kept).then(pl.col(name)).otherwise(None).alias(name))
    return rows.with_columns(blanked)


def _keys(frame: pl.DataFrame, features: tuple[str, ...], group: str | None) -> Hashes:
    return fold_hashes(frame.select(group) if group is not None else frame.select(features))


def _ratio(chances: Floats, data: int, other: int) -> Floats:
    clipped = np.clip(chances, 1e-6, 1.0)
    return np.asarray(np.log(clipped[:, 1] / clipped[:, 0]) - np.log(data / other), dtype=np.float64)
