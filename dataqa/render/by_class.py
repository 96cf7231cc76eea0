"""How a column lies in each class of the target, from the row sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Codes
from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.masking import Masker
from dataqa.render.values import Bar, edge

CLASSES, BINS, VALUES, ROWS = 6, 24, 10, 20_000
"""Classes told apart; bars of a number; bars of names; rows of the sample that are counted."""
_THIRDS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One class.

    Attributes
    ----------
    name : str
        Of the class, or which third of a numeric target.
    rows : str
        How many rows of the sample it has.
    missing : str
        Share of these without a value.
    bars : tuple of Bar
        Each says the share of the class's rows with a value.
    """

    name: str
    rows: str
    missing: str
    bars: tuple[Bar, ...]


class ByClass:
    """Tells columns by the classes of the target, where there is one.

    Parameters
    ----------
    record : Record
        What was found.
    masker : Masker
        Hides personal data: of such columns nothing is told.
    """

    def __init__(self, record: Record, masker: Masker) -> None:
        self._sample = record.profile.sample.head(ROWS)
        self._target = record.task.target
        self._discrete = record.task.discrete
        self._masker = masker
        self._unreadable = frozenset(record.task.having("nested", "image"))  # the sample has but their hashes

    @property
    def title(self) -> str:
        """What is told."""
        parts = "" if self._discrete else "thirds of "
        return "" if self._target is None else f"by {parts}{words.visible(self._target, 60)}"

    @cached_property
    def _classes(self) -> tuple[tuple[str, ...], Codes] | None:
        name = self._target
        if name is None or name not in self._sample.columns or name in self._masker.personal | self._masker.veiled:
            return None
        cells = self._sample.get_column(name)
        return self._names(cells) if self._discrete else _thirds(cells)

    def _names(self, cells: pl.Series) -> tuple[tuple[str, ...], Codes] | None:
        counted = cells.drop_nulls().to_frame("v").group_by("v").len().sort(["len", "v"], descending=[True, False]).head(CLASSES)
        values = counted.get_column("v").sort()
        if len(values) < 2:
            return None
        shown = tuple(self._shown(str(self._target), value) for value in values.to_list())
        return shown, _codes(cells, values)

    def _shown(self, column: str, value: Any) -> str:
        text = self._masker.cell(column, value) if isinstance(value, str) else words.plain(value, 40)
        return words.visible(text, 40)

    def of(self, column: ColumnProfile) -> tuple[Strip, ...]:
        """Return one strip a class; none where there are no classes, or nothing that can be drawn."""
        hidden = self._masker.personal | self._masker.veiled | self._unreadable
        if column.name == self._target or column.name in hidden or column.name not in self._sample.columns:
            return ()
        if self._classes is None:
            return ()
        names, codes = self._classes
        placed = self._placed(column, self._sample.get_column(column.name))
        if placed is None:
            return ()
        told, places = placed
        known = codes >= 0
        counts = np.bincount(
            codes[known] * (len(told) + 2) + np.where(places[known] < 0, len(told) - places[known] - 1, places[known]),
            minlength=len(names) * (len(told) + 2),
        ).reshape(len(names), len(told) + 2)
        rows = counts.sum(axis=1)
        bars, missing = counts[:, : len(told)], counts[:, len(told)]
        shares = bars / np.maximum(1, (rows - missing)[:, None])
        most = float(shares.max(initial=0.0))
        if most <= 0:
            return ()
        return tuple(
            Strip(
                name=name,
                rows=f"{int(rows[i]):,}",
                missing=words.share(missing[i] / rows[i]) if rows[i] else "–",
                bars=tuple(
                    Bar(height=share / most, told=f"{bin}: {words.share(share)}")
                    for bin, share in zip(told, shares[i].tolist(), strict=True)
                ),
            )
            for i, name in enumerate(names)
        )

    def _placed(self, column: ColumnProfile, cells: pl.Series) -> tuple[Sequence[str], Codes] | None:
        """Return what the bars stand for, and the bar of each row: -1 without a value, -2 with one that has no bar."""
        if column.kind in ("number", "datetime") and column.histogram and column.distinct > VALUES:
            return _binned(column, cells)
        if not column.top or column.top[0][1] < 2 or cells.dtype.is_nested():
            return None
        values = cells.drop_nulls().to_frame("v").group_by("v").len().sort(["len", "v"], descending=[True, False]).head(VALUES)
        chosen = values.get_column("v")
        chosen = chosen.sort() if column.kind == "number" else chosen
        return [self._shown(column.name, value) for value in chosen.to_list()], _codes(cells, chosen)


def _codes(cells: pl.Series, values: pl.Series) -> Codes:
    """Return the place of each cell among the values: -1 of an empty cell, -2 of any other."""
    found = cells.replace_strict(values, pl.Series(range(len(values)), dtype=pl.Int64), default=-2, return_dtype=pl.Int64)
    return np.where(cells.is_null().to_numpy(), -1, found.fill_null(-2).to_numpy()).astype(np.int64)


def _thirds(cells: pl.Series) -> tuple[tuple[str, ...], Codes] | None:
    if not cells.dtype.is_numeric():
        return None
    values = cells.cast(pl.Float64).to_numpy()
    known = np.isfinite(values)
    if known.sum() < 3:
        return None
    low, high = np.quantile(values[known], (1 / 3, 2 / 3))
    if low == high:
        return None
    codes = np.where(known, (values > low).astype(np.int64) + (values > high), -1)
    shown = (f"{_THIRDS[0]}: to {words.number(low)}", f"{_THIRDS[1]}", f"{_THIRDS[2]}: above {words.number(high)}")
    return shown, codes


def _binned(column: ColumnProfile, cells: pl.Series) -> tuple[Sequence[str], Codes]:
    """Bins of equal width over all but the utmost hundredths, which lie in the outer bins."""
    raw = cells.dt.epoch("s") if cells.dtype.is_temporal() and cells.dtype != pl.Time else cells
    values = raw.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    known = np.isfinite(values)
    low, high = np.quantile(values[known], (0.01, 0.99)) if known.any() else (0.0, 1.0)
    edges = np.linspace(low, high if high > low else low + 1, BINS + 1)
    places = np.where(known, np.clip(np.searchsorted(edges, np.where(known, values, low), side="right") - 1, 0, BINS - 1), -1)
    said = [edge(column, float(at)) for at in edges]
    return [f"{a} to {b}" for a, b in pairwise(said)], places.astype(np.int64)
