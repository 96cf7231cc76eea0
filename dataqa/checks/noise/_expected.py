"""What the other columns say that a number should be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Matrix
from dataqa.context import Context
from dataqa.probe.folds import mixed_order
from dataqa.profile.column import ColumnProfile

ROWS, _LEAST = 8_000, 100
_NUMBERS, _CATEGORIES, _LEVELS, _WIDTH = 40, 15, 12, 160
_BINS = 5
_BLOCKS, _ROWS_PER_BLOCK = 8, 40
_CLIP, _HUBER, _ROUNDS = 3.5, 2.5, 4
_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class RobustScale:
    """Numbers about 0, most of them within ±2: by median and interquartile range, of the logarithm where that is more even."""

    log: bool
    centre: float
    spread: float

    def of(self, cells: Floats) -> Floats:
        """Return cells on this scale; NaN where they have no logarithm."""
        with np.errstate(divide="ignore", invalid="ignore"):
            shown = np.log(np.where(cells > 0, cells, np.nan)) if self.log else cells
        return (shown - self.centre) / self.spread


@dataclass(frozen=True, slots=True)
class ColumnEncoding:
    """One column as a few numbers that bear any linear model: no cell weighs much more than another."""

    name: str
    scale: RobustScale | None
    levels: tuple[Any, ...]
    """Categories; or for a number the inner edges of its bins; or for dates the months."""
    kind: str

    @property
    def width(self) -> int:
        """Number of columns."""
        return (self.scale is not None) + len(self.levels) + (self.kind == "number" and bool(self.levels))

    def encode(self, frame: pl.DataFrame) -> Matrix:
        """Return one row for each of the frame's."""
        cells = frame.get_column(self.name)
        out = np.zeros((frame.height, self.width), dtype=np.float32)
        if self.kind == "category":
            for place, level in enumerate(self.levels):
                out[:, place] = (cells == level).fill_null(False).to_numpy()
            return out
        assert self.scale is not None
        numbers = as_numbers(cells)
        shown = self.scale.of(numbers)
        there = np.isfinite(shown)
        out[there, 0] = np.clip(shown[there], -_CLIP, _CLIP)
        if self.kind == "date":
            months = cells.dt.month().fill_null(0).to_numpy()
            for place, level in enumerate(self.levels):
                out[:, 1 + place] = months == level
        elif self.levels:
            bins = np.searchsorted(np.asarray(self.levels), shown[there], side="right")
            out[np.flatnonzero(there), 1 + bins] = 1
        return out


def as_numbers(cells: pl.Series) -> Floats:
    """Return cells as floats, NaN where there is none or no finite one; dates in days."""
    if cells.dtype.is_temporal():
        return cells.dt.epoch("s").cast(pl.Float64).fill_null(float("nan")).to_numpy() / 86_400
    numbers = cells.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return np.where(np.isfinite(numbers), numbers, np.nan)


@dataclass(frozen=True, slots=True)
class Fit:
    """A robust linear model of one number, on its logarithm or as it is.

    Attributes
    ----------
    name : str
        Of the column.
    log : bool
        Whether it is a model of the logarithm.
    spread : float
        Of its residuals: as a standard deviation, from their interquartile range.
    share : float
        Of the column's own spread that is gone: 0 where the others tell nothing.
    cells, expected : ndarray of float64
        The sample's cells, and what was expected, both on the model's scale; NaN where there is none.
    """

    name: str
    log: bool
    spread: float
    share: float
    cells: Floats
    expected: Floats
    blocks: tuple[ColumnEncoding, ...]
    weights: tuple[Floats, ...]
    base: float

    @property
    def residuals(self) -> Floats:
        """How far each cell of the sample is from what was expected, in spreads."""
        return (self.cells - self.expected) / self.spread

    def expect(self, frame: pl.DataFrame) -> tuple[Floats, Floats]:
        """Return the cells of a frame and what was expected of them, both on the model's scale."""
        cells = as_numbers(frame.get_column(self.name))
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                cells = np.log(np.where(cells > 0, cells, np.nan))
        expected = np.full(frame.height, self.base)
        for block, weights in zip(self.blocks, self.weights, strict=True):
            expected += block.encode(frame) @ weights
        return cells, expected


class Expected:
    """Models of a table's numbers, each made when first asked for, on some rows of the profile's sample.

    Huber regression (Huber 1964) on the columns that tell most, their cells clipped, so that wild cells of either side neither
    bend a model nor hide in it; as cellwise outliers are sought (Rousseeuw & Van den Bossche 2018, Technometrics 60:135–145).
    """

    def __init__(self, audit: Context) -> None:
        from threadpoolctl import ThreadpoolController

        # many threads that wait for each other take longer than such small products themselves
        self._threads = ThreadpoolController()
        sample = audit.profile.sample
        self.frame = sample[mixed_order(sample)[:ROWS]] if sample.height else sample
        self._fits: dict[tuple[str, bool, str], Fit | None] = {}
        self._blocks = _blocks(audit, self.frame) if self.frame.height >= _LEAST else []
        parts = [block.encode(self.frame) for block in self._blocks]
        self._starts = np.cumsum([0, *(part.shape[1] for part in parts)]).tolist()
        self._x = np.hstack(parts) if parts else np.empty((self.frame.height, 0), dtype=np.float32)
        self._means = self._x.mean(axis=0, dtype=np.float64) if self._x.size else np.empty(0)
        self._x -= self._means.astype(np.float32)
        with self._threads.limit(limits=1, user_api="blas"):
            self._gram = (self._x.T @ self._x).astype(np.float64)

    def fit(self, name: str, *, log: bool, without: str = "") -> Fit | None:
        """Return the model of a column, without one of the others; or None where it has too few numbers or no spread."""
        if (name, log, without) not in self._fits:
            with self._threads.limit(limits=1, user_api="blas"):
                self._fits[name, log, without] = self._fit(name, log, without)
        return self._fits[name, log, without]

    def _fit(self, name: str, log: bool, without: str) -> Fit | None:
        cells = as_numbers(self.frame.get_column(name))
        if log:
            with np.errstate(divide="ignore", invalid="ignore"):
                cells = np.log(np.where(cells > 0, cells, np.nan))
        there = np.isfinite(cells)
        if there.sum() < _LEAST or there.mean() < 0.5:
            return None
        base, own = float(np.median(cells[there])), _spread(cells[there])
        if not own > 0:
            return None
        fitted = np.zeros(len(cells))
        spread = own
        sought = np.where(there, np.clip(cells - base, -_CLIP * own, _CLIP * own), 0.0)
        chosen = self._tell({name, without}, sought, int(there.sum()))
        places = np.concatenate([np.arange(self._starts[b], self._starts[b + 1]) for b in chosen]) if chosen else np.empty(0, int)
        weights = np.empty(0)
        if chosen:
            x = self._x[:, places]
            solve = np.linalg.inv(self._gram[np.ix_(places, places)] + _RIDGE * len(cells) * np.eye(len(places)))
            for _ in range(_ROUNDS):
                centred = sought - sought.mean()
                weights = solve @ (x.T @ centred.astype(np.float32)).astype(np.float64)
                fitted = (x @ weights.astype(np.float32)).astype(np.float64) + sought.mean()
                off = np.where(there, cells - base - fitted, 0.0)
                spread = _spread(off[there]) * np.sqrt(there.sum() / max(1, there.sum() - len(places)))
                if not spread > 0:
                    spread = 1e-9 * own
                sought = fitted + np.clip(off, -_HUBER * spread, _HUBER * spread)
            base += float(sought.mean() - self._means[places] @ weights)
            fitted -= sought.mean() - self._means[places] @ weights
        cut = np.cumsum([self._starts[b + 1] - self._starts[b] for b in chosen])[:-1]
        return Fit(
            name=name,
            log=log,
            spread=max(spread, 1e-9 * own),
            share=max(0.0, 1 - (spread / own) ** 2),
            cells=np.where(there, cells, np.nan),
            expected=base + fitted,
            blocks=tuple(self._blocks[b] for b in chosen),
            weights=tuple(np.split(weights, cut)) if chosen else (),
            base=base,
        )

    def _tell(self, left_out: Collection[str], sought: Floats, rows: int) -> list[int]:
        """Return the blocks that tell most about a column, each alone; the best first."""
        centred = sought - sought.mean()
        total = float(centred @ centred)
        if not total > 0 or not self._blocks:
            return []
        along = (self._x.T @ centred.astype(np.float32)).astype(np.float64)
        told = []
        for place, block in enumerate(self._blocks):
            if block.name in left_out:
                continue
            part = slice(self._starts[place], self._starts[place + 1])
            gram = self._gram[part, part] + _RIDGE * len(sought) * np.eye(block.width)
            share = float(along[part] @ np.linalg.solve(gram, along[part])) / total
            if share > 3 * block.width / rows:
                told.append((-share, place))
        return [place for _, place in sorted(told)[: min(_BLOCKS, rows // _ROWS_PER_BLOCK)]]


def _spread(values: Floats) -> float:
    low, high = np.quantile(values, (0.25, 0.75))
    return float(high - low) / 1.349


def _blocks(audit: Context, frame: pl.DataFrame) -> list[ColumnEncoding]:
    numbers, others = [], []
    for column, part in audit.profiles("numeric", "target", "categorical", "boolean", "datetime", "time", "group"):
        if column.present < 0.5 * column.rows or column.distinct < 2:
            continue
        if column.kind in ("number", "datetime") and (part.role in ("numeric", "datetime", "time") or column.distinct > 20):
            numbers.append(column)
        else:
            others.append(column)
    made: list[ColumnEncoding] = []
    numbers = numbers[:_NUMBERS]
    for column in numbers:
        one = _number(column, frame, binned=len(numbers) <= _CATEGORIES)
        if one is not None:
            made.append(one)
    for column in others[:_CATEGORIES]:
        counted = frame.get_column(column.name).drop_nulls().alias("value").value_counts(name="rows")
        levels = (
            counted.filter(pl.col("rows") >= 10)
            .sort(["rows", "value"], descending=[True, False])
            .get_column("value")
            .head(_LEVELS)
            .to_list()
        )
        if levels:
            made.append(ColumnEncoding(column.name, None, tuple(levels), "category"))
    width, kept = 0, []
    for block in made:
        if width + block.width <= _WIDTH:
            kept.append(block)
            width += block.width
    return kept


def _number(column: ColumnProfile, frame: pl.DataFrame, *, binned: bool) -> ColumnEncoding | None:
    cells = as_numbers(frame.get_column(column.name))
    cells = cells[np.isfinite(cells)]
    if len(cells) < _LEAST // 2:
        return None
    scale = scale_of(cells)
    if scale is None:
        return None
    if column.kind == "datetime":
        return ColumnEncoding(column.name, scale, tuple(range(1, 13)) if np.ptp(cells) > 300 else (), "date")
    edges = np.unique(np.nanquantile(scale.of(cells), np.linspace(0, 1, _BINS + 1)[1:-1])) if binned else np.empty(0)
    return ColumnEncoding(column.name, scale, tuple(edges.tolist()), "number")


def scale_of(cells: Floats) -> RobustScale | None:
    """Return the scale of a column's finite cells, or None where the middle half of them is one value."""
    found = []
    for log in (False, True):
        if log and (cells > 0).mean() < 0.95:
            continue
        shown = np.log(cells[cells > 0]) if log else cells
        low, middle, high = np.quantile(shown, (0.25, 0.5, 0.75)).tolist()
        if high > low:
            found.append((abs(high + low - 2 * middle) / (high - low), RobustScale(log, middle, (high - low) / 1.349)))
    if found:
        return min(found, key=lambda each: each[0])[1]
    spread = float(cells.std())
    return RobustScale(False, float(np.median(cells)), spread) if spread > 0 else None


def expected_of(audit: Context) -> Expected:
    """Return the models of an audit's table, the same for all checks."""
    return audit.once(Expected)


def separating_column(frame: pl.DataFrame, inside: Bools, names: Sequence[str]) -> tuple[str, float]:
    """Return which column tells some rows from all others best, and how well: 1 where it does wholly, 0 where it does not at all.

    Youden's J (1950) of the bins or categories that hold twice their share of these rows. A kind of thing shows in other columns,
    a slip does not.
    """
    best = ("", 0.0)
    share = inside.mean()
    many = int(inside.sum())
    for name in names:
        cells = frame.get_column(name)
        if cells.dtype.is_temporal():
            cells = cells.dt.epoch("s")
        if cells.dtype.is_numeric() and cells.n_unique() > 20:
            numbers = as_numbers(cells)
            edges = np.unique(np.nanquantile(numbers, np.linspace(0, 1, 11)[1:-1]))
            codes = np.where(np.isnan(numbers), 0, np.searchsorted(edges, numbers, side="right") + 1)
        else:
            codes = cells.rank("dense").fill_null(0).to_numpy().astype(np.int64)
        all_rows = np.bincount(codes)
        hits = np.bincount(codes[inside], minlength=len(all_rows))
        # categories of few rows are told by chance
        rich = (hits / np.maximum(all_rows, 1) >= 2 * share) & (all_rows >= 5)
        found = float(hits[rich].sum()) / many - float((all_rows - hits)[rich].sum()) / max(1, len(inside) - many)
        if found > best[1]:
            best = (name, found)
    return best
