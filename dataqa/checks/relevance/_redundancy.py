"""Which columns are codes of each other, and which numbers move together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.engine.local import LocalEngine
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import Z95

_ROWS_PER_VALUE, _ROWS_PER_OTHER = 5, 2
_SAME_ORDER, _DIFFERENT, _TIED = 0.999, 20, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Numbers that move together.

    Attributes
    ----------
    names : tuple of str
        In the order of the data.
    weakest : float
        The smallest, over its members, of a member's correlation with its nearest.
    interval : tuple of float
        95 % interval of `weakest`.
    rows : int
        Rows that it was measured on.
    """

    names: tuple[str, ...]
    weakest: float
    interval: tuple[float, float]
    rows: int


def recoded(engine: LocalEngine, columns: Sequence[ColumnProfile], repeats: int) -> list[tuple[tuple[str, ...], int]]:
    """Return groups of columns that translate into each other one to one over all rows, with the number of their values.

    Columns where most rows have a value of their own translate into each other by chance, and so do those that are nearly
    constant; they are left out. So are exact copies of an earlier column.

    Parameters
    ----------
    engine : LocalEngine
        All rows.
    columns : sequence of ColumnProfile
        Which to compare.
    repeats : int
        Rows that must differ from the commonest value.

    Returns
    -------
    list of (tuple of str, int)
        In the order of their first columns.
    """
    alike: dict[Any, list[ColumnProfile]] = defaultdict(list)
    for column in columns:
        if column.distinct < 2 or column.distinct * _ROWS_PER_VALUE > column.present:
            continue
        others = column.present - column.top[0][1]
        # beside the commonest value, too, a value of one's own says nothing: any order of them translates into any other
        if others >= repeats and others >= _ROWS_PER_OTHER * (column.distinct - 1):
            # columns that are codes of each other have the same counts, and few others do
            counts = tuple(count for _, count in column.top)
            alike[column.nulls, column.distinct if column.exact else 0, counts].append(column)
    found = []
    for group in alike.values():
        same: dict[bytes, list[ColumnProfile]] = defaultdict(list)
        for column in group if len(group) > 1 else ():
            same[_partition(engine.values(column.name))].append(column)
        for members in same.values():
            kept: list[pl.Series] = []
            names = []
            for column in members:
                values = _plain(engine.values(column.name))
                if not any(values.dtype == other.dtype and values.equals(other) for other in kept):
                    kept.append(values)
                    names.append(column.name)
            if len(names) > 1:
                found.append((tuple(names), members[0].distinct))
    place = {column.name: i for i, column in enumerate(columns)}
    return sorted(found, key=lambda g: place[g[0][0]])


def _plain(series: pl.Series) -> pl.Series:
    return series.cast(pl.Float64) if series.dtype.is_numeric() or series.dtype == pl.Boolean else series


def _partition(series: pl.Series) -> bytes:
    """Return a hash of which rows hold the same value, whatever it is."""
    codes = series.rank("dense").fill_null(0).to_numpy().astype(np.int64)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    appeared = np.empty(len(first), dtype=np.int64)
    appeared[np.argsort(first)] = np.arange(len(first))
    return blake2b(appeared[inverse].tobytes() + (codes == 0).tobytes(), digest_size=16).digest()


def correlated(rows: pl.DataFrame, names: Sequence[str], least: float, fewest: int) -> list[Group]:
    """Return groups of numeric columns that are linked by correlations of at least `least`, exact copies left out.

    Parameters
    ----------
    rows : polars.DataFrame
        To be measured on.
    names : sequence of str
        Numeric columns.
    least : float
        From which correlation on two columns are linked.
    fewest : int
        Rows with both values that a correlation must rest on.

    Returns
    -------
    list of Group
        In the order of their first columns.
    """
    if len(names) < 2 or rows.height < fewest:
        return []
    finite = [
        pl.when(pl.col(n).cast(pl.Float64).is_finite()).then(pl.col(n).cast(pl.Float64)).alias(str(i)) for i, n in enumerate(names)
    ]
    frame = rows.select(finite)
    values, ranks = frame.to_numpy().astype(np.float64), frame.select(pl.all().rank()).to_numpy().astype(np.float64)
    pearson, together = _correlations(values)
    ordered = np.abs(_correlations(ranks)[0])
    strength = np.minimum(np.abs(pearson), ordered)
    # another scale of the same: a logarithm, a rank
    for i, j in np.argwhere(np.triu((ordered >= _SAME_ORDER) & (strength < least), 1)).tolist():
        if _spread_out(frame.get_column(str(i))) and _spread_out(frame.get_column(str(j))):
            strength[i, j] = strength[j, i] = ordered[i, j]
    strength[(together < fewest) | np.eye(len(names), dtype=bool)] = 0.0
    for i, j in np.argwhere(np.triu(strength >= max(least, 0.999))):
        if frame.get_column(str(i)).equals(frame.get_column(str(j))):
            strength[j, :] = strength[:, j] = 0.0
    found = []
    for members in _components(strength >= least):
        inner = np.where(np.isin(np.arange(len(names)), members), strength, 0.0)[members]
        member = int(np.argmin(inner.max(axis=1)))
        weakest, count = float(inner[member].max()), int(together[members[member], int(inner[member].argmax())])
        at, half = np.arctanh(min(weakest, 1 - 1e-12)), Z95 / np.sqrt(max(count - 3, 1))
        interval = (float(np.tanh(at - half)), max(weakest, float(np.tanh(at + half))))
        found.append(Group(names=tuple(names[i] for i in members), weakest=min(weakest, 1.0), interval=interval, rows=count))
    return found


def _correlations(columns: Floats) -> tuple[Floats, Floats]:
    """Return Pearson's correlations over the rows that have both values, and how many these are."""
    there = (~np.isnan(columns)).astype(np.float64)
    with np.errstate(all="ignore"):
        scaled = np.nan_to_num(columns / np.maximum(np.nanmax(np.abs(columns), axis=0, initial=0.0), 1e-300))
        centred = np.where(there > 0, scaled - scaled.sum(axis=0) / there.sum(axis=0), 0.0)
        n, sums, squares = there.T @ there, centred.T @ there, (centred**2).T @ there
        spread = squares - sums**2 / n
        r = (centred.T @ centred - sums * sums.T / n) / np.sqrt(spread * spread.T)
    # what is left of rounding is no spread
    flat = spread <= 1e-12 * n
    r[flat | flat.T] = 0.0
    return np.clip(np.nan_to_num(r), -1.0, 1.0), n


def _spread_out(column: pl.Series) -> bool:
    """Return whether a column has many values and no commonest one: else the ranks say little but where that one stands."""
    present = column.drop_nulls()
    return present.n_unique() >= _DIFFERENT and int(present.unique_counts().max()) <= _TIED * len(present)  # type: ignore[arg-type]


def _components(linked: Bools) -> list[list[int]]:
    """Return the groups of columns that are linked, directly or through others, each ascending."""
    members: dict[int, list[int]] = defaultdict(list)
    label = list(range(len(linked)))
    for i, j in np.argwhere(np.triu(linked)).tolist():
        a, b = label[i], label[j]
        if a != b:
            label = [min(a, b) if one in (a, b) else one for one in label]
    for i, group in enumerate(label):
        members[group].append(i)
    return [group for group in members.values() if len(group) > 1]
