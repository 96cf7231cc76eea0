"""Edits tried on the user's own rows: quick models with an edit and without it, on the same folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Ints, Positions
from dataqa.performance import Effect
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.encode import Encoded, Encoder, beside
from dataqa.probe.folds import FOLDS, coarse, fold_hashes, folds_of, mixed_order
from dataqa.probe.learners import transferred
from dataqa.probe.normal import NormalScores
from dataqa.probe.paired import paired_change
from dataqa.probe.probe import CLASSES
from dataqa.probe.skill import Target, skill_of
from dataqa.task import Task

_ROWS, _CELLS = (400, 2_000), 400_000
"""Rows on which edits are tried: fewer where they have many cells."""
_LARGEST = 1e300
"""Numbers up to which whole ones are surely floats, too."""
_LEAST = 50
"""Rows below which nothing is tried, and rows that an edit must leave untouched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit does to the sampled rows.

    Attributes
    ----------
    columns : mapping of str to Series
        Columns with other cells.
    dropped : frozenset of str
        Columns that go.
    gone : ndarray of bool or None
        Rows that are not there after it, those of earlier edits included; None for no change.
    touched : ndarray of bool or None
        Rows with a cell that it changes; None for none.
    """

    columns: Mapping[str, pl.Series] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    gone: Bools | None = None
    touched: Bools | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The sampled rows as models read them, and what these predict of each from the others."""

    parts: Mapping[str, Encoded]
    target: pl.Series
    gone: Bools
    classes: tuple[str, ...]
    predicted: Floats


class Trial:
    """The rows that edits are tried on, as they are after the edits that were kept.

    Parameters
    ----------
    frame : polars.DataFrame
        All rows as they were read.
    task : Task
        Which `fits`.
    seed : int
        Random seed.
    held_out : ndarray of bool
        Rows that no model may learn from.
    """

    def __init__(self, frame: pl.DataFrame, task: Task, seed: int, held_out: Bools) -> None:
        assert task.target is not None
        self._task, self._seed, self._name = task, seed, task.target
        there = _present(frame.get_column(task.target)) & ~held_out
        places = np.flatnonzero(there).astype(np.int64)
        rows = frame[places]
        most = min(_ROWS[1], max(_ROWS[0], _CELLS // len(task.features)))
        order = mixed_order(rows)[:most] if rows.height else np.empty(0, dtype=np.int64)
        self.rows: Positions = places[order]
        self._frame = frame[self.rows]
        self._current: _State | None = None
        self._next: _State | None = None
        self._scale = None if task.discrete else NormalScores(self._numbers(self._frame.get_column(task.target)))

    @staticmethod
    def fits(task: Task) -> bool:
        """Return whether a table's models fit a task."""
        return task.target is not None and task.kind in ("classification", "regression") and bool(task.features)

    @property
    def usable(self) -> bool:
        """True where there are rows and values of the target enough to try models on."""
        target = self._frame.get_column(self._name)
        return len(target) >= _LEAST and target.n_unique() > 1

    def read(self, cells: pl.Series) -> None:
        """Read a column differently, before anything is tried."""
        self._frame = self._frame.with_columns(cells)

    def reads(self, change: Change) -> bool:
        """Return whether models learn from anything that an edit changes."""
        known = {*self._task.features, self._name}
        return change.gone is not None or bool(known & (change.columns.keys() | change.dropped))

    def tried(self, change: Change, together: int = 1) -> Effect | None:
        """Return what an edit does to models of the rows as they are now; None where too few rows are left that it does not touch.

        It is judged on rows that stay and of which it changes no cell; `keep` makes it.
        """
        if self._current is None:
            self._current = self._begun()
        now, self._next = self._current, None
        parts = {name: part for name, part in now.parts.items() if name not in change.dropped}
        parts |= {name: self._part(cells) for name, cells in change.columns.items() if name in parts}
        target = change.columns.get(self._name, now.target)
        target = target if self._scale is None else target.cast(pl.Float64, strict=False)
        gone = now.gone if change.gone is None else change.gone
        self._next = later = self._state(parts, target, gone)
        judged = _present(target) & _present(now.target) & ~gone
        judged &= True if change.touched is None else ~change.touched
        truth = self._coded(target.filter(judged), later.classes)
        if len(truth) < _LEAST or len(np.unique(truth.values)) < 2:
            return None
        before, after = _named(now, later.classes)[judged], later.predicted[judged]
        old, new, half = paired_change(before, after, truth, self._folds[judged])
        metric = skill_of(after, truth).metric
        return Effect(metric=metric, before=old, after=new, half=half, rows=len(truth), together=together)

    def keep(self) -> None:
        """Make the edit that was tried last."""
        self._current = self._next or self._current

    def _begun(self) -> _State:
        parts = {name: self._part(self._frame.get_column(name)) for name in self._task.features}
        return self._state(parts, self._frame.get_column(self._name), np.zeros(len(self.rows), dtype=np.bool_))

    def _part(self, cells: pl.Series) -> Encoded:
        one = cells.to_frame()
        return Encoder(one, self._task, (cells.name,), self._seed).encode(one)

    def _state(self, parts: Mapping[str, Encoded], target: pl.Series, gone: Bools) -> _State:
        there = _present(target)
        classes = _classes(target.filter(there & ~gone)) if self._scale is None else ()
        values: Floats | Ints = np.zeros(len(target), dtype=np.int64) if classes else np.zeros(len(target))
        values[there] = self._coded(target.filter(there), classes).values
        known = Target(values=values, classes=classes)
        return _State(
            parts=parts, target=target, gone=gone, classes=classes, predicted=self._predicted(parts, known, there & ~gone)
        )

    def _predicted(self, parts: Mapping[str, Encoded], target: Target, learned: Bools) -> Floats:
        encoded = beside(list(parts.values()), len(target))
        found = np.zeros((len(target), len(target.classes)) if target.discrete else len(target))
        for fold in range(FOLDS):
            test, train = np.flatnonzero(self._folds == fold), np.flatnonzero((self._folds != fold) & learned)
            if len(test) and len(train):
                found[test] = transferred(encoded, target, train, test)
        return found

    @cached_property
    def _folds(self) -> Ints:
        """The fold of each row, the same for all edits: copies, and rows of one entity, stay together."""
        target = self._frame.get_column(self._name)
        values = self._coded(target, _classes(target) if self._scale is None else ()).values
        group, features = self._task.first("group"), self._frame.select(self._task.features)
        keys = fold_hashes(features if group is None else self._frame.select(group))
        if group is None and coarse(features, keys, values):
            keys = np.arange(len(values), dtype=np.uint64)
        return folds_of(keys, values)

    def _coded(self, cells: pl.Series, classes: tuple[str, ...]) -> Target:
        """Return cells of the target, none of them missing, as learners take them."""
        if self._scale is not None:
            return Target(values=self._scale.scores(self._numbers(cells)))
        places = {name: place for place, name in enumerate(classes)}
        texts = as_names(cells)
        codes = texts.replace_strict(list(places), list(places.values()), default=len(classes) - 1, return_dtype=pl.Int64)
        return Target(values=codes.to_numpy(), classes=classes)

    @staticmethod
    def _numbers(cells: pl.Series) -> Floats:
        return cells.cast(pl.Float64, strict=False).fill_null(0.0).to_numpy()


def read_cells(name: str, cells: Sequence[Any]) -> pl.Series:
    """Return cells as they stand in a frame or a file as a model reads them: numbers where all of them are, else as they are."""
    some = [cell for cell in cells if cell is not None]
    if some and all(isinstance(cell, datetime) for cell in some):
        moments = [None if cell is None else cell.replace(tzinfo=None) for cell in cells]
        return pl.Series(name, moments, dtype=pl.Datetime("us"), strict=False)
    if all(isinstance(cell, int | float) and abs(cell) < _LARGEST for cell in some):
        return pl.Series(name, [None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)
    texts = pl.Series(name, [None if cell is None else _text(cell) for cell in cells], dtype=pl.String)
    numbers = texts.str.strip_chars().cast(pl.Float64, strict=False)
    return numbers if numbers.null_count() == texts.null_count() else texts


def as_names(cells: pl.Series) -> pl.Series:
    """Return values of a target as the names of classes: 1 and 1.0 are one."""
    if cells.dtype == pl.Boolean:
        cells = cells.cast(pl.Int64)
    return (cells.cast(pl.Float64) if cells.dtype.is_numeric() else cells).cast(pl.String)


def _text(cell: Any) -> str:
    return str(cell).encode("utf-8", "replace").decode("utf-8")


def _present(cells: pl.Series) -> Bools:
    there = cells.is_not_null()
    return (there & cells.is_finite().fill_null(False) if cells.dtype.is_float() else there).to_numpy()


def _classes(cells: pl.Series) -> tuple[str, ...]:
    """Return the names of the classes, the most frequent first, all rare ones together as the last."""
    counts = pl.DataFrame({"name": as_names(cells)}).group_by("name").len().sort(["len", "name"], descending=[True, False])
    names = counts.get_column("name").to_list()
    return tuple(names) if len(names) <= CLASSES else (*names[: CLASSES - 1], OTHERS)


def _named(state: _State, classes: tuple[str, ...]) -> Floats:
    """Return predictions with one column for each of some classes, which a state may order differently or not know."""
    if not classes or classes == state.classes:
        return state.predicted
    places = {name: place for place, name in enumerate(state.classes)}
    nothing = np.zeros(len(state.predicted))
    columns = [state.predicted[:, places[name]] if name in places else nothing for name in classes]
    return np.stack(columns, axis=1)
