"""How many other rows a row is expected to equal by mere chance: on a few coarse columns repeats are natural."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints
from dataqa.context import Context
from dataqa.statistics import wilson

_MOST_ROWS, _MOST_LABELS = 0.5, 2
_COARSE, _COMPARED, _FIRST = 0.1, 40, 500
"""Values of a column of few, as a share of the rows; such columns that are compared with each other, and rows looked at first."""


def equal_rows_by_chance(audit: Context, columns: Sequence[str]) -> tuple[Floats, Floats]:
    """Return, for each row, how many other rows would equal it by chance, judged by the rows that nearly do.

    The columns are dealt into three blocks A, B and C. Among the rows that share a row's C, those that share A but not B, those
    that share B but not A, and those that share neither say how many are to be expected to share both, if A and B have nothing to
    do with each other once C is known: a × b / (c + 1), as in counting with two lists (Chapman 1951). True copies have no part in
    it. Each block is C once, for blocks of neighbours and for blocks dealt in turn, which gives six figures. A text, or
    a name or a nested cell where most differ, is never the same by chance; in a single column of other cells all repeats are.
    A column of few values that another one determines, such as a flag made from a category, is left out: it adds nothing.
    Nested cells with few places (``{"grade": 2, "room": 14}``) are compared place by place, as if each were a column.

    Parameters
    ----------
    audit : Context
        The rows.
    columns : sequence of str
        Those in which rows are compared.

    Returns
    -------
    tuple of ndarray of float64, shape (rows,)
        Expected numbers of twins: the median of the figures, and the largest.
    """
    cells = _cells(audit, columns)
    discerning = _undetermined({name: part for name, part in cells.items() if part.distinct > 1})
    texts = [name for name in discerning if cells[name].unmistakable]
    frame = pl.DataFrame({name: cells[name].values for name in discerning})
    usual = most = np.full(audit.rows, np.inf)
    if len(discerning) > 1:
        twins = _others(frame, discerning)
        deals = [
            (blocks[place], blocks[place - 1], blocks[place - 2])
            for blocks in _blocks(discerning)
            for place in range(3)
            if blocks[place] and blocks[place - 1]
        ]
        figures = [_expected(frame, *deal, twins) for deal in deals]
        usual, most = np.median(figures, axis=0), np.max(figures, axis=0)
    if texts:
        alike = frame.select(pl.all_horizontal(pl.col(texts).is_null())).to_series().to_numpy()
        usual, most = np.where(alike, usual, 0.0), np.where(alike, most, 0.0)
    return usual, most


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


def tells_cases_apart(audit: Context, features: Sequence[str], labels: Hashes) -> bool:
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
    coarse = [name for name, part in cells.items() if part.distinct <= _COARSE * len(part.values)]
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


def _expected(frame: pl.DataFrame, first: Sequence[str], second: Sequence[str], given: Sequence[str], twins: Floats) -> Floats:
    with_first, with_second = _others(frame, [*given, *first]), _others(frame, [*given, *second])
    neither = _others(frame, given) - with_first - with_second + twins
    return (with_first - twins) * (with_second - twins) / (neither + 1)


def _others(frame: pl.DataFrame, columns: Sequence[str]) -> Floats:
    """Return the number of other rows that equal each row in some columns."""
    if not columns:
        return np.full(frame.height, frame.height - 1.0)
    hashes = frame.select(sorted(columns)).hash_rows(seed=2).rename("hash")
    return hashes.to_frame().select(pl.len().over("hash")).to_series().to_numpy().astype(np.float64) - 1


def _blocks(columns: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Deal columns into three blocks: neighbours together, and in turn. Of two columns the third block is empty."""
    ends = np.linspace(0, len(columns), 4).round().astype(int).tolist()
    together = (columns[: ends[1]], columns[ends[1] : ends[2]], columns[ends[2] :])
    if len(columns) < 3:
        return [(columns[:1], columns[1:], ())]
    return [together, (columns[::3], columns[1::3], columns[2::3])] if len(columns) > 3 else [together]
