"""How many other rows a row is expected to equal by mere chance: on a few coarse columns repeats are natural."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints, Positions
from dataqa.checks.row_hashes import ODD
from dataqa.context import Context
from dataqa.statistics import poisson, wilson

_MOST_ROWS, _MOST_LABELS = 0.5, 2
_SOME = 0.1
"""Pairs of rows that share a moment and differ, of those that are equal, up to which hardly any do."""
COARSE = 0.1
"""Values of a column of few, as a share of the rows."""
_GROUPS = 20
"""Different rows from which on it is no chance that all come equally often."""
_COMPARED, _FIRST = 40, 500
"""Columns of few values that are compared with each other, and rows looked at first."""


def equal_rows_by_chance(audit: Context, columns: Sequence[str]) -> Floats:
    """Return, for each row, how many other rows would equal it by chance, judged by the rows that nearly do.

    The columns are dealt into three blocks A, B and C. Among the rows that share a row's C, those that share A but not B, those
    that share B but not A, and those that share neither say how many are to be expected to share both, if A and B have nothing to
    do with each other once C is known: a × b / (c + 1), as in counting with two lists (Chapman 1951). True copies have no part in
    it. Each block is C once, for blocks of neighbours and for blocks dealt in turn, which gives six figures. A text, or
    a name or a nested cell where most differ, is never the same by chance; in a single column of other cells all repeats are.
    A column of few values that another one determines, such as a flag made from a category, is left out: it adds nothing.
    Rows of a series that share their moment by chance differ in the rest: where hardly any does, those that are equal are copies. A
    is then the time and what the series is of, B all other columns, and the rows that share A but not B are taken to be as many as
    the upper end of a 95 % interval of a Poisson count allows (Garwood 1936).
    Where each different row, its target included, comes equally often (give or take one), chance has no part in that: they are the
    replicates of a design, such as all combinations of the values, or else the whole was repeated.
    Nested cells with few places (``{"grade": 2, "room": 14}``) are compared place by place, as if each were a column.

    Parameters
    ----------
    audit : Context
        The rows.
    columns : sequence of str
        Those in which rows are compared.

    Returns
    -------
    ndarray of float64, shape (rows,)
        The largest of the figures. It is computed once for all checks that ask for the same columns, and nobody may write to it.
    """
    return audit.once(_twins_at_most, tuple(columns))


def _twins_at_most(audit: Context, columns: tuple[str, ...]) -> Floats:
    cells = _cells(audit, columns)
    discerning = _undetermined({name: part for name, part in cells.items() if part.distinct > 1})
    texts = [name for name in discerning if cells[name].unmistakable]
    frame = pl.DataFrame({name: cells[name].values for name in discerning})
    alike = np.ones(audit.rows, dtype=bool)
    if texts:
        alike = frame.select(pl.all_horizontal(pl.col(texts).is_null())).to_series().to_numpy()
    most = np.zeros(audit.rows)
    if len(discerning) < 2:
        most[alike] = np.inf
    elif alike.any():
        blocks = [[_hashed(frame, block) for block in deal] for deal in _blocks(discerning)]
        most[alike] = np.maximum.reduce([figure[alike] for deal in blocks for figure in _figures(deal)])
        if (timed := _at_one_time(audit, frame)) is not None:
            most = np.minimum(most, timed)
    if (different := _equally_often(audit, columns)) is not None:
        designed = _designed([part.values.gather(different) for part in cells.values()])
        most = np.full(audit.rows, np.inf if designed else 0.0)
    most.flags.writeable = False
    return most


def copies_by_chance(twins: Floats, sizes: Ints) -> float:
    """Return how many rows are expected to be copies of another: the mean of a Poisson count that is not 0, less 1, over groups.

    Parameters
    ----------
    twins : ndarray of float64, shape (rows,)
        See `equal_rows_by_chance`.
    sizes : ndarray of int64, shape (rows,)
        For each row the number of rows equal to it, itself included.
    """
    safe = np.maximum(twins, 1e-6)
    # of very few twins half are a copy of the other: the limit of the formula
    copies = np.where(twins < 1e-6, twins / 2, safe / -np.expm1(-safe) - 1)
    return float((copies / sizes).sum())


def explained_by_chance(hashes: Hashes, twins: Floats) -> bool:
    """Return whether chance may explain all rows that equal an earlier one: they are no more than it may make.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (rows,)
        Of the cells that are compared.
    twins : ndarray of float64, shape (rows,)
        The largest figures of `equal_rows_by_chance`.
    """
    _, place, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    low, _ = wilson(len(hashes) - len(counts), len(hashes))
    return low * len(hashes) <= copies_by_chance(twins, counts[place].astype(np.int64))


def describe_cases(audit: Context, features: Sequence[str], labels: Hashes) -> bool:
    """Return whether features describe single cases: equal ones are then a surprise. Else they say which group a row belongs to.

    They describe groups (a brood, a class at school, a restaurant in a year) if equal ones have more than two different labels on
    average; or if most rows share them, and no column has half as many values as there are groups. Texts and images never do.

    Parameters
    ----------
    audit : Context
        The rows.
    features : sequence of str
        Those in which rows are compared, without the target.
    labels : ndarray of uint64, shape (rows,)
        A hash of each row's label; equal ones where there is none.
    """
    if {audit.task.columns[name].role for name in features} & {"text", "image", "nested"}:
        return True
    rows = pl.DataFrame({"group": audit.engine.hashes(features), "label": labels})
    groups = rows.get_column("group").n_unique()
    if rows.unique().height > _MOST_LABELS * groups:
        return False
    finest = max((audit.profile.columns[name].distinct for name in features), default=0)
    shared = float(rows.select((pl.len().over("group") > 1).mean()).item() or 0.0)
    return finest > _MOST_ROWS * groups or shared <= _MOST_ROWS


def _equally_often(audit: Context, columns: tuple[str, ...]) -> Positions | None:
    """Return one row of each of the different ones where all of them come equally often, give or take one.

    Without the target that is said of subjects that are measured equally often, and not asked.
    """
    if audit.task.target is not None and audit.task.target not in columns:
        return None
    _, first, sizes = np.unique(audit.engine.hashes(columns), return_index=True, return_counts=True)
    return first if len(sizes) >= _GROUPS and sizes.min() > 1 and sizes.max() - sizes.min() <= 1 else None


def _designed(columns: Sequence[pl.Series]) -> bool:
    """Return whether different rows were chosen by what they combine, so that each is measured equally often.

    These are all combinations of the values of their columns; parts of them in which each value comes equally often, give or take
    one, as in fractional factorials, Latin squares and quotas (Box, Hunter & Hunter 2005); and one row for each of many flags.
    """
    counts = [column.to_frame("value").group_by("value").len().get_column("len") for column in columns]
    if len(columns[0]) == math.prod(map(len, counts)) or all(map(_even, counts)):
        return True
    return all(len(count) <= 2 for count in counts) and len(columns[0]) <= len(columns) + 1


def _even(counts: pl.Series) -> bool:
    """Return whether all values come equally often, and more than once."""
    most, least = int(counts.max()), int(counts.min())  # type: ignore[arg-type]
    return least > 1 and most - least <= 1


@dataclass(frozen=True, slots=True)
class _ColumnCells:
    """Cells that are compared as a whole: their number of different ones, and whether two are never equal by chance."""

    values: pl.Series
    distinct: int
    unmistakable: bool


def _cells(audit: Context, columns: Sequence[str]) -> dict[str, _ColumnCells]:
    """Return the columns to be dealt into blocks, by name; in the place of nested cells what they hold, where that is known."""
    found: dict[str, _ColumnCells] = {}
    frame, known = audit.engine.table.frame, set(columns)
    for name in columns:
        column = audit.profile.columns[name]
        inner = audit.table.source(name).leaves
        if inner and len(inner[0]) == len(frame):
            for place, values in enumerate(inner):
                made = next(text for text in (f"{name}.{place}{'.' * n}" for n in range(len(known) + 1)) if text not in known)
                known.add(made)
                found[made] = _ColumnCells(values, values.n_unique(), _differ(values.dtype, values.n_unique(), values.count()))
            continue
        sure = audit.task.columns[name].role in ("text", "image") or _differ(frame.schema[name], column.distinct, column.present)
        found[name] = _ColumnCells(frame.get_column(name), column.distinct + (column.nulls > 0), sure)
    return found


def _undetermined(cells: dict[str, _ColumnCells]) -> list[str]:
    """Return the columns, in their order, but those of few values that another such column determines."""
    coarse = [name for name, part in cells.items() if part.distinct <= COARSE * len(part.values)]
    order = sorted(coarse, key=lambda name: -cells[name].distinct)[:_COMPARED]
    kept: list[str] = []
    dropped: set[str] = set()
    for name in order:
        if any(_determines(cells[other].values, cells[name].values) for other in kept):
            dropped.add(name)
        else:
            kept.append(name)
    return [name for name in cells if name not in dropped]


def _determines(one: pl.Series, other: pl.Series) -> bool:
    """Return whether each value of a column goes with a single value of another."""
    for rows in (_FIRST, len(one)):  # most pairs are settled by the first rows
        pair = pl.DataFrame({"one": one.head(rows), "other": other.head(rows)})
        if pair.n_unique() > pair.get_column("one").n_unique():
            return False
    return True


def _differ(dtype: pl.DataType, distinct: int, present: int) -> bool:
    """Return whether cells are names, or nested, and most of them differ."""
    return dtype == pl.String and distinct >= 0.5 * present


def _at_one_time(audit: Context, frame: pl.DataFrame) -> Floats | None:
    """Return the number of twins that rows with the time and series of each row make likely; None where rows share times."""
    times = [name for name in audit.task.having("time") if name in frame.columns]
    key = [*times, *(name for name in audit.task.series if name in frame.columns)]
    rest = [name for name in frame.columns if name not in key]
    if not times or not rest:
        return None
    blocks = [_hashed(frame, key), _hashed(frame, rest)]
    single = [_others(block) for block in blocks if block is not None]
    twins = _together(blocks, single, 0, 1)
    beside, elsewhere = single[0] - twins, single[1] - twins
    seen = float(beside.sum())
    if seen > _SOME * float(twins.sum()):  # several rows of a moment are usual, and may be alike because of it: prices of a day
        return None
    # pairs are what is counted, and each of them is there twice
    return (beside + (2 * poisson(seen / 2)[1] - seen) / frame.height) * elsewhere / (frame.height - elsewhere)


def _hashed(frame: pl.DataFrame, columns: Sequence[str]) -> Hashes | None:
    """Return a hash a row over some columns; None of no columns."""
    return frame.select(sorted(columns)).hash_rows(seed=2).to_numpy() if columns else None


def _figures(blocks: Sequence[Hashes | None]) -> Iterator[Floats]:
    """Yield the expected numbers of twins, each block being the one that is given once."""
    rows = next(len(block) for block in blocks if block is not None)
    single = [np.full(rows, rows - 1.0) if block is None else _others(block) for block in blocks]
    # a row that is alone in a block is alone in every pair of blocks
    pairs = {place: _together(blocks, single, (place - 1) % 3, (place - 2) % 3) for place in range(3)}
    twins = _together(blocks, single, 0, 1, 2)
    for first in range(3):
        second, given = (first - 1) % 3, (first - 2) % 3
        if blocks[first] is None or blocks[second] is None:
            continue
        with_first, with_second = pairs[second], pairs[first]
        neither = single[given] - with_first - with_second + twins
        yield (with_first - twins) * (with_second - twins) / (neither + 1)


def _together(blocks: Sequence[Hashes | None], single: Sequence[Floats], *places: int) -> Floats:
    """Return the number of other rows that equal each row in several blocks."""
    some = np.flatnonzero(np.logical_and.reduce([single[place] > 0 for place in places]))
    mixed = np.zeros(len(some), dtype=np.uint64)
    for place in places:
        block = blocks[place]
        if block is not None:
            mixed = (mixed ^ block[some]) * ODD
            mixed ^= mixed >> np.uint64(32)
    found = np.zeros(len(single[0]))
    found[some] = _others(mixed)
    return found


def _others(hashes: Hashes) -> Floats:
    """Return how many other rows have the same hash."""
    return pl.Series("hash", hashes).to_frame().select(pl.len().over("hash")).to_series().to_numpy().astype(np.float64) - 1


def _blocks(columns: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Deal columns into three blocks: neighbours together, and in turn. Of two columns the third block is empty."""
    ends = np.linspace(0, len(columns), 4).round().astype(int).tolist()
    together = (columns[: ends[1]], columns[ends[1] : ends[2]], columns[ends[2] :])
    if len(columns) < 3:
        return [(columns[:1], columns[1:], ())]
    return [together, (columns[::3], columns[1::3], columns[2::3])] if len(columns) > 3 else [together]
