"""Which formulas might hold between columns: looked for on few rows, so that nearly all of them cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

import numpy as np

from dataqa.arrays import Bools, Floats, Indices
from dataqa.checks.noise._formulas.forms import Formula, Product, Sum
from dataqa.checks.noise._quantities import Quantity

_ROWS, _FEW, _ENOUGH, _HOLDS = 96, 15, 8, 0.75
_UNITS = {
    "days": 1.0,
    "hours": 24.0,
    "minutes": 1440.0,
    "seconds": 86_400.0,
    "weeks": 1 / 7,
    "months": 12 / 365.25,
    "years": 1 / 365.25,
}
_SHAPES = ((1, 1), (1, -1), (-1, 1), (1, -2), (-2, 1), (1, 2), (2, 1))


class _Rows:
    """The cells of some rows, a column each, and by how much a cell may be off."""

    def __init__(self, columns: Sequence[Quantity], rows: int) -> None:
        self.names = [column.name for column in columns]
        self.cells = np.column_stack([column.look[:rows] for column in columns]) if columns else np.empty((0, 0))
        self.step = np.array([column.step for column in columns])
        self.read = np.array([0.0 if column.whole or column.dated else column.step for column in columns])
        self.whole = np.array([column.whole for column in columns])
        # a resemblance is within a step, too, where the steps are few
        self.most = np.array([0.2 * float(np.subtract(*np.nanquantile(column.look, (0.9, 0.1)))) for column in columns])


def candidates(
    numbers: Sequence[Quantity], dates: Sequence[Quantity], years: Sequence[Quantity], limits: Mapping[str, Any]
) -> list[Formula]:
    """Return formulas that hold in most of a few rows, the shortest first, one for each set of columns and shape.

    Parameters
    ----------
    numbers, dates : sequence of Quantity
        The columns.
    years : sequence of Quantity
        The years of the dates.
    limits : mapping
        How many columns are compared two by two, three by three, and four by four.
    """
    with np.errstate(all="ignore"):
        found = [
            *_lines([*numbers[: limits["pairs"]], *years]),
            *_spans(numbers[: limits["pairs"]], dates),
            *_sums([*numbers[: limits["triples"]], *years]),
            *_ages(numbers[: limits["pairs"]], years),
            *_products(numbers[: limits["triples"]]),
            *_blocks(numbers[: limits["pairs"]], limits["block"]),
            *_fours(numbers[: limits["fours"]]),
            *_shares(numbers[: limits["triples"]]),
        ]
    made = {one.name for one in years}
    found = [formula for formula in found if not made or not set(formula.columns) <= made]
    return sorted(found, key=lambda f: len(f.columns))[: limits["candidates"]]


def _passes(holds: Bools, informative: Bools) -> Bools:
    """Return for each column of flags whether most of the rows that tell anything hold."""
    seen = informative.sum(axis=0)
    return np.asarray((seen >= _ENOUGH) & ((holds & informative).sum(axis=0) >= _HOLDS * seen))


def _lines(columns: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = k·a + m``: slopes between rows far apart (Theil 1950)."""
    columns = [column for column in columns if column.distinct >= _ENOUGH]
    rows = _Rows(columns, _ROWS)
    for i, a in enumerate(rows.cells.T):
        order = np.argsort(a, kind="stable")[: int(np.isfinite(a).sum())]
        half = len(order) // 2
        low, high = order[:half], order[len(order) - half :]
        wide = a[high] > a[low]
        if wide.sum() < _ENOUGH:
            continue
        low, high = low[wide], high[wide]
        slope = _median((rows.cells[high] - rows.cells[low]) / (a[high] - a[low])[:, None])
        shift = _median(rows.cells - a[:, None] * slope)
        left = np.abs(rows.cells - a[:, None] * slope - shift)
        span = np.nanmax(rows.cells, axis=0) - np.nanmin(rows.cells, axis=0)
        leeway = 1.5 * rows.step + np.abs(slope) * rows.read[i] + 1e-6 * np.abs(rows.cells) + 0.01 * rows.most
        leeway = np.where(leeway <= rows.most, leeway, -1.0)
        fits = _passes(left <= leeway, np.isfinite(left)) & (slope != 0) & np.isfinite(slope)
        for j in np.flatnonzero(fits).tolist():
            # a plain copy computes nothing
            if j != i and (abs(slope[j] - 1) > 1e-9 or abs(shift[j]) > 1e-9 * span[j]):
                yield Sum(rows.names[j], (rows.names[i],), (float(slope[j]),), float(shift[j]))


def _median(cells: Floats) -> Floats:
    """Return the median of each column of what is known; NaN where nothing is."""
    found = np.full(cells.shape[1], np.nan)
    known = np.isfinite(cells).any(axis=0)
    if known.any():
        found[known] = np.nanmedian(np.where(np.isfinite(cells[:, known]), cells[:, known], np.nan), axis=0)
    return found


def _spans(numbers: Sequence[Quantity], dates: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = (end - start)`` in some unit; and dates that lie a number of days apart."""
    dated, rows = _Rows(dates, _ROWS), _Rows(numbers, _ROWS)
    for i, j in combinations(range(len(dates)), 2):
        span = dated.cells[:, j] - dated.cells[:, i]
        informative = np.isfinite(span) & (span != 0)
        if informative.sum() < _ENOUGH:
            continue
        middle = float(np.median(span[informative]))
        if _passes((np.abs(span - middle) < 1e-6)[:, None], informative[:, None])[0] and dates[i].distinct >= _ENOUGH:
            yield Sum(
                dated.names[j], (dated.names[i],), (1.0,), middle, said=f"{dated.names[j]} = {dated.names[i]} + {middle:.6g} days"
            )
            continue
        for word, unit in _UNITS.items() if len(numbers) else ():
            left = np.abs(rows.cells - unit * span[:, None] * (1.0 if middle > 0 else -1.0))
            told = informative[:, None] & np.isfinite(rows.cells)
            for c in np.flatnonzero(_passes(left <= 1.02 * rows.step + 1e-6 * np.abs(rows.cells), told)).tolist():
                ends = (dated.names[i], dated.names[j]) if middle > 0 else (dated.names[j], dated.names[i])
                yield Sum(rows.names[c], ends, (-unit, unit), said=f"{rows.names[c]} = {word} from {ends[0]} to {ends[1]}")


def _ages(numbers: Sequence[Quantity], years: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = later year - earlier year``, or one less: whose birthday is still to come is a year younger."""
    rows = _Rows(numbers, _ROWS)
    known = [*years, *(one for one in numbers if one.whole and _are_years(one))]
    for early, late in permutations(known, 2):
        span = (late.look - early.look)[:_ROWS, None]
        if not len(numbers) or np.nanmedian(span) < 1:
            continue
        younger = span - rows.cells
        fits = _passes((younger == 0) | (younger == 1), np.isfinite(younger)) & (np.nanmean(younger, axis=0) > 0.1) & rows.whole
        for c in np.flatnonzero(fits & (rows.most > 1)).tolist():
            said = f"{rows.names[c]} = {late.name} - {early.name}, or 1 less,"
            yield Sum(rows.names[c], (early.name, late.name), (-1.0, 1.0), -0.5, said=said)


def _are_years(column: Quantity) -> bool:
    low, high = np.nanquantile(column.look, (0.05, 0.95))
    return bool(1850 <= low < high <= 2100)


def _pairs(rows: _Rows) -> tuple[Indices, Indices]:
    return np.triu_indices(len(rows.names), 1)


def _sums(columns: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = a + b``, also with a constant, and ``c = (a + b) / 2``: differences are sums of another column."""
    rows = _Rows(columns, _ROWS)
    first, second = _pairs(rows)
    both = rows.cells[:, first] + rows.cells[:, second]
    read = 0.5 * (rows.read[first] + rows.read[second])
    for c, cells in enumerate(rows.cells.T):
        other = (first != c) & (second != c)
        shifts = np.nanmedian(cells[:_FEW, None] - both[:_FEW], axis=0)
        for weight, shift in ((1.0, 0.0), (0.5, 0.0), (1.0, shifts)):
            left = np.abs(weight * both + shift - cells[:, None])
            informative = np.isfinite(left) & ((cells[:, None] != 0) | ((both != 0) & (weight == 1)))
            exact = rows.whole[[first, second]].all(axis=0) & rows.whole[c] & (weight == 1)
            leeway = np.where(exact, 0.0, 1.001 * rows.step[c] + read)
            leeway = np.where(leeway <= rows.most[c], leeway, -1.0) + 1e-7 * np.abs(cells[:, None])
            for at in np.flatnonzero(_passes(left <= leeway, informative) & other).tolist():
                constant = float(np.broadcast_to(shift, len(first))[at])
                yield Sum(rows.names[c], (rows.names[first[at]], rows.names[second[at]]), (weight, weight), constant)


def _products(columns: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = k·a·b``, ``c = k·a/b``, ``c = k·a/b²``: the ratio to it is the same in all rows."""
    rows = _Rows(columns, _ROWS)
    first, second = _pairs(rows)
    inner = [rows.cells[:, first] ** float(p) * rows.cells[:, second] ** float(q) for p, q in _SHAPES]
    for c, cells in enumerate(rows.cells.T):
        there = np.flatnonzero(np.isfinite(cells) & (cells != 0))
        if len(there) < _ENOUGH:
            continue
        # rows of some size, as their ratios are the more exact, but not the largest, which may be wrong
        ranked = there[np.argsort(np.abs(cells[there]), kind="stable")]
        used = ranked[int(0.45 * len(ranked)) : max(int(0.95 * len(ranked)), _ENOUGH)][:_FEW]
        other = (first != c) & (second != c)
        for (p, q), gives in zip(_SHAPES, inner, strict=True):
            ratio = cells[used, None] / gives[used]
            ratio = np.sort(np.where(np.isfinite(ratio), ratio, np.nan), axis=0)
            count = np.isfinite(ratio).sum(axis=0)
            at = [np.clip((count * share).astype(int), 0, len(used) - 1) for share in (0.3, 0.5, 0.7)]
            low, middle, high = (ratio[place, np.arange(ratio.shape[1])] for place in at)
            near = other & (count >= _ENOUGH) & (high - low <= 0.04 * np.abs(middle)) & (middle != 0)
            for pair in np.flatnonzero(near).tolist():
                a, b = first[pair], second[pair]
                wanted = middle[pair] * gives[:, pair]
                rough = 0.5 * (abs(p) * rows.read[a] / np.abs(rows.cells[:, a]) + abs(q) * rows.read[b] / np.abs(rows.cells[:, b]))
                off = 2 * (rows.step[c] or 1e-6 * abs(cells[used[0]])) / abs(float(cells[used[0]]))
                leeway = 1.001 * rows.step[c] + np.abs(cells) * (rough + off + 1e-6)
                leeway = np.where(leeway <= rows.most[c], leeway, 0.0) + 1e-7 * np.abs(cells)
                informative = np.isfinite(wanted) & np.isfinite(cells) & ((cells != 0) | (wanted != 0))
                if _passes((np.abs(wanted - cells) <= leeway)[:, None], informative[:, None])[0]:
                    yield Product(rows.names[c], (rows.names[a], rows.names[b]), (p, q), float(middle[pair]))


def _shares(columns: Sequence[Quantity]) -> Iterator[Formula]:
    """``c = a·(1 ± d)`` and ``c = a·b·(1 ± d)``, where d is a share or a percentage: discounts, taxes."""
    rows = _Rows(columns, _ROWS)
    shares = [
        (place, 1.0 if np.nanquantile(column.look, 0.95) <= 1 else 0.01)
        for place, column in enumerate(columns)
        if np.nanquantile(column.look, 0.05) >= 0 and max(1, 3 * column.whole) < np.nanquantile(column.look, 0.95) + 1 <= 101
    ]
    first, second = _pairs(rows)
    none = np.full(len(columns), -1)
    one, two = np.concatenate([np.arange(len(columns)), first]), np.concatenate([none, second])
    base = np.concatenate([rows.cells, rows.cells[:, first] * rows.cells[:, second]], axis=1)
    for c, cells in enumerate(rows.cells.T):
        if 1.001 * rows.step[c] > rows.most[c]:
            continue
        change = cells[:, None] / base - 1
        leeway = 1.001 * rows.step[c] / np.abs(base) + 1e-6
        keep = (one != c) & (two != c)
        for d, rate in shares:
            if d == c:
                continue
            share = rate * rows.cells[:, d, None]
            informative = np.isfinite(change) & (share != 0) & (cells[:, None] != 0)
            for sign in (-1.0, 1.0):
                fits = _passes(np.abs(change - sign * share) <= leeway + 0.5 * rate * rows.read[d], informative)
                for at in np.flatnonzero(fits & keep & (one != d) & (two != d)).tolist():
                    factors = tuple(rows.names[place] for place in (one[at], two[at]) if place >= 0)
                    yield Product(rows.names[c], factors, (1,) * len(factors), 1.0, rows.names[d], sign * rate)


def _blocks(columns: Sequence[Quantity], longest: int) -> Iterator[Formula]:
    """Sums of three or more columns that stand side by side: equal to another column, or the same in all rows."""
    rows = _Rows(columns, _ROWS)
    width = len(columns)
    if width < 3:
        return
    running = np.concatenate([np.zeros((len(rows.cells), 1)), np.cumsum(np.nan_to_num(rows.cells), axis=1)], axis=1)
    steps = np.concatenate([[0.0], np.cumsum(rows.read)])
    ends = [(i, j) for i in range(width) for j in range(i + 3, min(i + longest, width) + 1)]
    whole = np.concatenate([[0], np.cumsum(~rows.whole)])
    start, stop = np.array([i for i, _ in ends]), np.array([j for _, j in ends])
    total, read = running[:, stop] - running[:, start], 0.5 * (steps[stop] - steps[start])
    exact = whole[stop] == whole[start]
    weights = [(1.0,) * (j - i) for i, j in ends]
    for c, cells in enumerate(rows.cells.T):
        left = np.abs(total - cells[:, None])
        informative = np.isfinite(cells)[:, None] & (cells[:, None] != 0)
        leeway = np.where(exact & rows.whole[c], 0.0, 1.001 * rows.step[c] + read)
        leeway = np.where(leeway <= rows.most[c], leeway, -1.0)
        fits = _passes(left <= leeway + 1e-7 * np.abs(cells[:, None]), informative)
        for at in np.flatnonzero(fits & ((c < start) | (c >= stop))).tolist():
            yield Sum(rows.names[c], tuple(rows.names[start[at] : stop[at]]), weights[at])
    middle = np.median(total, axis=0)
    spread = np.abs(total - middle)
    same = _passes(spread <= read + 1e-6 * np.abs(middle) + 1e-9, np.ones(total.shape, dtype=bool))
    for at in np.flatnonzero(same & (middle != 0)).tolist():
        *parts, last = rows.names[start[at] : stop[at]]
        yield Sum(last, tuple(parts), (-1.0,) * len(parts), float(middle[at]))


def _fours(columns: Sequence[Quantity]) -> Iterator[Formula]:
    """``a + b = c ± d``."""
    rows = _Rows(columns, 12)
    first, second = _pairs(rows)
    total = rows.cells[:, first] + rows.cells[:, second]
    less = np.concatenate([rows.cells[:, first] - rows.cells[:, second], rows.cells[:, second] - rows.cells[:, first]], axis=1)
    for sign, right, c, d in (
        (-1.0, total, first, second),
        (1.0, less, np.concatenate([first, second]), np.concatenate([second, first])),
    ):
        for at in range(len(first)):
            left = np.abs(total[:, [at]] - right)
            exact = rows.whole[c] & rows.whole[d] & rows.whole[first[at]] & rows.whole[second[at]]
            leeway = 1.001 * rows.step[c] + 0.5 * (rows.read[first[at]] + rows.read[second[at]] + rows.read[d])
            leeway = np.where(exact, 0.0, np.where(leeway <= rows.most[c], leeway, -1.0))
            informative = np.isfinite(left) & (total[:, [at]] != 0)
            fits = _passes(left <= leeway + 1e-7 * np.abs(right), informative)
            fits &= (c != first[at]) & (c != second[at]) & (d != first[at]) & (d != second[at])
            for k in np.flatnonzero(fits).tolist():
                names = (rows.names[first[at]], rows.names[second[at]], rows.names[d[k]])
                yield Sum(rows.names[c[k]], names, (1.0, 1.0, sign))
