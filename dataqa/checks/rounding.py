"""Rows whose numbers are those of another row with digits rounded away."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Hashes, Ints, Positions

_MOST, _NOISE, _SEEN, _CELLS, _ALL, _SHIFTS = 6, 1e-6, 500_000, 1 << 17, 0.95, (0.2, 0.3, 0.7, 0.8)
"""Decimals that are looked at; what is none, beside a number; cells by which the usual decimals are told, and at a time; the share
of a column that has no more; ends of digits that no rounding makes."""
_MEETING = pl.col("coarse").any().over("group") & (pl.col("exact").n_unique().over("group") > 1)


def rounded_alike(frame: pl.DataFrame, rows: Positions, rest: Hashes, exact: Hashes) -> tuple[pl.DataFrame, float]:
    """Return groups of rows that are equal when rounded to so many decimals as one of them has.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns of numbers.
    rows : ndarray of int64
        Those of its rows that count.
    rest, exact : ndarray of uint64
        Hashes of the other cells, in which rows must be equal, and of all cells, one for each of `rows`.

    Returns
    -------
    groups : polars.DataFrame
        ``row``, ``group`` and ``exact``.
    expected : float
        How many rows would meet one by chance, by how often those do whose digits end in 2, 3, 7 or 8 where those of a rounded row
        end in 0, and how often the finer rows fall together when all are rounded.
    """
    found, expected = [pl.DataFrame(schema={"row": pl.Int64, "group": pl.UInt64, "exact": pl.UInt64})], 0.0
    if not frame.width or len(rows) < 2:
        return found[0], 0.0
    values = frame[rows].to_numpy().astype(np.float64)
    left = np.arange(len(rows))
    for places in _levels(values):
        cells, others, whole = values[left], rest[left], exact[left]
        coarse = _short(cells, places)
        if not coarse.any() or coarse.all():
            continue
        level = _grouped(cells, others, whole, places, coarse)
        met = level.filter(_MEETING)
        if not met.height:
            continue
        expected += coarse.sum() * _chance(cells[~coarse], others[~coarse], whole[~coarse], places)
        at = met.get_column("place").to_numpy()
        found.append(met.select(pl.Series("row", rows[left[at]]), "group", "exact"))
        left = np.delete(left, at)
    return pl.concat(found), float(expected)


def _chance(values: Floats, rest: Hashes, exact: Hashes, places: Floats) -> float:
    """Return the share of rows that meet a finer one, of finer rows among themselves: true copies have no part in it."""
    ends, meeting = 0, 0
    for shift in _SHIFTS:
        moved = values + shift / 10.0**places
        shifted = _short(moved, places)
        ends += int(shifted.sum())
        meeting += _later(_grouped(moved, rest, exact, places, shifted).filter(_MEETING))
    level = _grouped(values, rest, exact, places, np.zeros(len(values), dtype=bool))
    together = level.filter(pl.col("exact").n_unique().over("group") > 1).height
    return max(together / max(1, len(values)), meeting / max(1, ends))


def _levels(values: Floats) -> list[Floats]:
    """Return the decimals of each column to which rows may be rounded: the same of all, and one or two fewer than it mostly has.

    The most decimals first: rows that meet there would meet by chance, too, where fewer are left.
    """
    most = _usual(values)
    fewer = [np.maximum(most - less, 0) for less in (2, 1)]
    same = [np.minimum(most, places) for places in range(int(most.max()))]
    levels = {tuple(level.tolist()): level for level in [*same, *fewer] if (level < most).any()}
    return [levels[key].astype(np.float64) for key in sorted(levels, key=lambda key: (-sum(key), key))]


def _usual(values: Floats) -> Ints:
    """Return the decimals that nearly no number of a column has more of."""
    seen = values[: max(_SEEN // values.shape[1], 100)]
    found = np.full(values.shape[1], _MOST)
    for places in reversed(range(_MOST)):
        found[(~_longer(seen, places)).mean(axis=0) >= _ALL] = places
    return found


def _longer(values: Floats, places: Floats | int) -> Bools:
    """Return which numbers have more decimals; what lies below a millionth of a number is noise."""
    scaled = values * 10.0 ** np.asarray(places, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(scaled - np.rint(scaled)) > _NOISE * np.maximum(np.abs(scaled), 1e-3))


def _short(values: Floats, places: Floats) -> Bools:
    """Return the rows none of whose numbers has more decimals."""
    found = np.ones(len(values), dtype=bool)
    start, width = 0, 1
    while start < len(places) and (there := np.flatnonzero(found)).size:
        part = slice(start, start + width)
        found[there[_longer(values[there, part], places[part]).any(axis=1)]] = False
        # few rows are left after a few columns
        start, width = start + width, 2 * width
    return found


def _later(groups: pl.DataFrame) -> int:
    return groups.unique(["group", "exact"]).height - groups.get_column("group").n_unique()


def _grouped(values: Floats, rest: Hashes, exact: Hashes, places: Floats, coarse: Bools) -> pl.DataFrame:
    group = rest.copy()
    weights = np.random.default_rng(5).integers(1 << 62, size=len(places), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    for start in range(0, len(group), step := max(1, _CELLS // len(places))):
        part = slice(start, start + step)
        with np.errstate(over="ignore"):
            bits = (np.rint(values[part] * 10.0**places) + 0.0).view(np.uint64)
        bits = (bits ^ (bits >> np.uint64(32))) * weights
        group[part] += (bits ^ (bits >> np.uint64(29))).sum(axis=1, dtype=np.uint64)
    return pl.DataFrame({"place": np.arange(len(values)), "group": group, "exact": exact, "coarse": coarse})
