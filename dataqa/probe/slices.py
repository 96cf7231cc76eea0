"""Parts of the rows in which models err more than elsewhere (SliceFinder: Chung et al. 2019)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dataqa.arrays import Bools, Codes, Floats
from dataqa.statistics import bonferroni

_PAIRED = 8
"""Columns, those with the weakest slices, that are looked at two by two."""


_Found = tuple[float, tuple[tuple[str, int], ...]]
"""By how much a slice surely errs more, and the columns and codes that make it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part of the rows.

    Attributes
    ----------
    parts : tuple of (str, int)
        One column, or two, and the code that its rows have.
    rows : int
        How many they are.
    here, elsewhere : float
        Mean loss of these rows and of all others.
    value : float
        The difference in standard deviations (of shares: Cohen's h 1988).
    interval : tuple of float
        95 % interval of `value`, for all slices that were looked at (Bonferroni).
    """

    parts: tuple[tuple[str, int], ...]
    rows: int
    here: float
    elsewhere: float
    value: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _SliceRows:
    """The slices of one column, or of two, and by how much each surely errs more than all rows outside of it."""

    names: tuple[str, ...]
    codes: Codes
    bound: Floats


def weakest(
    losses: Floats, columns: Mapping[str, Codes], fewest: int, most: int, least: float, largest: float = 0.5
) -> list[Slice]:
    """Return the slices of one or two columns that err surely and most.

    Each is found in what the ones before it do not explain: their rows are taken out first.

    Parameters
    ----------
    losses : ndarray of float64, shape (n,)
        Out of fold, one a row; 0 and 1 only where they say wrong or right.
    columns : mapping of str to ndarray of int64, shape (n,)
        Which slice of the column a row is in; negative: none.
    fewest : int
        Rows that a slice must have, and leave to others.
    most : int
        Slices.
    least : float
        Effect that is surely reached.
    largest : float
        Share of the rows that a slice may have: of a larger one it is the rest that is easy.
    """
    # as many as there are slices of single columns, and as many again of pairs
    z = bonferroni(2 * sum(int(codes.max(initial=-1)) + 1 for codes in columns.values()))
    left = np.ones(len(losses), dtype=bool)
    found: list[Slice] = []
    for _ in range(2 * most):
        rows = {name: codes[left] for name, codes in columns.items()}
        best = _worst(losses[left], rows, (fewest, largest * len(losses)), z) if left.any() else None
        if best is None or best[0] < least or len(found) == most:
            break
        mask = np.logical_and.reduce([columns[name] == code for name, code in best[1]])
        left &= ~mask
        one = _described(losses, mask, best[1], z)
        # beside rows that are worse still it may be no worse than all others
        if one.interval[0] >= least and one.rows <= largest * len(losses):
            found.append(one)
    return found


def _worst(losses: Floats, columns: Mapping[str, Codes], sizes: tuple[float, float], z: float) -> _Found | None:
    singles = [_SliceRows((name,), codes, _bounds(losses, codes, sizes, z)) for name, codes in columns.items()]
    singles = sorted((one for one in singles if len(one.bound)), key=lambda one: (-one.bound.max(), one.names))
    found: list[_Found] = [(float(one.bound.max()), ((one.names[0], int(one.bound.argmax())),)) for one in singles[:1]]
    for first, second in combinations(singles[:_PAIRED], 2):
        width = len(second.bound)
        both = np.where((first.codes >= 0) & (second.codes >= 0), first.codes * width + second.codes, -1)
        bounds = _bounds(losses, both, sizes, z)
        if not len(bounds):
            continue
        code = int(bounds.argmax())
        parts = ((first.names[0], code // width), (second.names[0], code % width))
        # a pair has to be worse than the rest of either of its parts: else the part alone says it
        inside = both == code
        parents = (first.codes == parts[0][1], second.codes == parts[1][1])
        if bounds[code] > found[0][0] and all(_surely_worse(losses, inside, parent, z) for parent in parents):
            found.append((float(bounds[code]), parts))
    return max(found, key=lambda one: one[0]) if found and np.isfinite(found[0][0]) else None


def _surely_worse(losses: Floats, inside: Bools, parent: Bools, z: float) -> bool:
    codes = np.where(inside, 1, np.where(parent, 0, -1))
    bounds = _bounds(losses, codes, (1, np.inf), z)
    return len(bounds) == 2 and bool(bounds[1] > 0)


def _bounds(losses: Floats, codes: Codes, sizes: tuple[float, float], z: float) -> Floats:
    """Return, of each code, by how much its rows surely lose more than all other rows, in standard deviations."""
    known = codes >= 0
    size = int(codes.max(initial=-1)) + 1
    rows = np.bincount(codes[known], minlength=size).astype(np.float64)
    sums, squares = (
        np.bincount(codes[known], weights=losses[known] ** power, minlength=size).astype(np.float64) for power in (1, 2)
    )
    if not known.any():
        return np.zeros(0)
    total, whole, square = float(known.sum()), sums.sum(), squares.sum()
    effect, error = _effects(rows, sums, squares, total - rows, whole - sums, square - squares, binary=_binary(losses))
    unfit = (rows < sizes[0]) | (rows > sizes[1]) | (total - rows < sizes[0])
    return np.where(unfit, -np.inf, effect - z * error)


def _binary(losses: Floats) -> bool:
    return bool(((losses == 0) | (losses == 1)).all())


def _effects(
    rows: Floats, sums: Floats, squares: Floats, others: Floats, other_sums: Floats, other_squares: Floats, *, binary: bool
) -> tuple[Floats, Floats]:
    """Return differences in standard deviations, and their standard errors."""
    with np.errstate(all="ignore"):
        if binary:  # counts corrected: Anscombe 1948
            angles = [2 * np.arcsin(np.sqrt((s + 0.375) / (n + 0.75))) for n, s in ((rows, sums), (others, other_sums))]
            return angles[0] - angles[1], np.sqrt(1 / rows + 1 / others)
        means = sums / rows, other_sums / others
        variances = [np.maximum(0.0, q / n - m**2) for n, m, q in ((rows, means[0], squares), (others, means[1], other_squares))]
        spread = np.sqrt((variances[0] + variances[1]) / 2)
        effect = (means[0] - means[1]) / spread
        error = np.sqrt(variances[0] / rows + variances[1] / others) / spread
    return np.nan_to_num(effect, nan=0.0, posinf=0.0), np.nan_to_num(error, nan=np.inf)


def _described(losses: Floats, mask: Bools, parts: tuple[tuple[str, int], ...], z: float) -> Slice:
    sides = losses[mask], losses[~mask]
    counted = [np.array([float(total)]) for side in sides for total in (len(side), side.sum(), (side**2).sum())]
    effect, error = (float(one[0]) for one in _effects(*counted, binary=_binary(losses)))
    return Slice(
        parts=parts,
        rows=int(mask.sum()),
        here=float(sides[0].mean()),
        elsewhere=float(sides[1].mean()),
        value=effect,
        interval=(effect - z * error, effect + z * error),
    )
