"""Rows that are copies of earlier rows in some columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Hashes, Ints, Positions
from dataqa.checks.coincidence import copies_by_chance, equal_rows_by_chance
from dataqa.checks.row_hashes import again
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.statistics import wilson

_BARS = 8


@dataclass(frozen=True, slots=True)
class Copies:
    """Later copies of rows.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Positions of the later copies, ascending; the first of each group is not among them.
    first : ndarray of int64, shape (n,)
        For each the position of the first row of its group.
    sizes : ndarray of int64, shape (rows,)
        For each row of the data the number of rows equal to it, itself included.
    """

    rows: Positions
    first: Positions
    sizes: Ints

    def without(self, others: Positions) -> Copies:
        """Return the copies that are not among some other rows."""
        return self._where(~np.isin(self.rows, others, assume_unique=True))

    def within(self, others: Positions) -> Copies:
        """Return the copies that are among some other rows."""
        return self._where(np.isin(self.rows, others, assume_unique=True))

    def _where(self, kept: Bools) -> Copies:
        return Copies(self.rows[kept], self.first[kept], self.sizes)


def copies_of(
    frame: pl.DataFrame, hashes: Hashes | None = None, form: Callable[[pl.DataFrame], pl.DataFrame] = lambda rows: rows
) -> Copies:
    """Find the rows that equal an earlier row in all columns of a frame; hits of hashes are confirmed on the rows themselves.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    hashes : ndarray of uint64, optional
        Of the rows; made of all columns if not given.
    form : callable
        Gives the cells of some rows as they are compared.
    """
    if hashes is None:
        hashes = frame.hash_rows(seed=2).to_numpy()
    first, sizes = np.arange(len(hashes)), np.ones(len(hashes), dtype=np.int64)
    meeting = np.flatnonzero(again(hashes))
    order = meeting[np.argsort(hashes[meeting], kind="stable")]
    starts = np.flatnonzero(np.append(True, hashes[order][1:] != hashes[order][:-1])) if len(order) else order
    counts = np.diff(np.append(starts, len(order)))
    first[order] = np.repeat(order[starts], counts)
    sizes[order] = np.repeat(counts, counts)
    later = np.flatnonzero(first != np.arange(len(hashes)))
    ours, theirs = form(frame[later]), form(frame[first[later]])
    same = np.ones(len(later), dtype=np.bool_)
    for name in frame.columns:
        same &= ours.get_column(name).eq_missing(theirs.get_column(name)).to_numpy()
    return Copies(later[same], first[later[same]], sizes)


def exact_copies(audit: Context) -> Copies:
    """Return the rows that equal an earlier row in all columns; looked for once an audit."""
    return audit.once(_exact)


def _exact(audit: Context) -> Copies:
    return copies_of(audit.engine.table.frame, audit.engine.hashes(audit.engine.table.frame.columns))


def copies_but_ids(audit: Context) -> Copies:
    """Return the rows that equal an earlier row in all columns but those of ids and the split; looked for once an audit."""
    return audit.once(_but_ids)


def _but_ids(audit: Context) -> Copies:
    compared, _ = compared_without_ids(audit)
    return copies_of(audit.engine.table.frame.select(compared), audit.engine.hashes(compared))


def compared_without_ids(audit: Context) -> tuple[list[str], list[str]]:
    """Return the columns that say what a row is, and those that say which row it is (ids, and the part of a split)."""
    left_out = [*audit.task.having("id", "split")]
    compared = [name for name, column in audit.task.columns.items() if column.role not in ("id", "split", "constant")]
    return compared, left_out


def measured(audit: Context, copies: Copies, columns: Sequence[str], about: tuple[str, ...], title: str) -> Measurement | None:
    """Return the share of rows that are copies beyond what chance may explain at most; None where it may explain all.

    Parameters
    ----------
    audit : Context
        The rows.
    copies : Copies
        The later copies to be reported.
    columns : sequence of str
        Those in which the rows are equal.
    about : tuple of str
        The columns that the measurement names.
    title : str
        Of the picture.
    """
    count, rows = len(copies.rows), audit.rows
    if not count:
        return None
    low, high = wilson(count, rows)
    most = min(float(count), copies_by_chance(equal_rows_by_chance(audit, columns), copies.sizes))
    if low * rows <= most or count - most < 0.5:
        return None
    by_chance = most / rows
    # the largest groups first
    order = np.lexsort((copies.rows, -copies.sizes[copies.rows]))
    sizes, groups = np.unique(copies.sizes[np.unique(copies.first)], return_counts=True)
    return Measurement(
        value=(count - most) / rows,
        unit="share of rows",
        interval=(max(0.0, low - by_chance), max(0.0, high - by_chance)),
        columns=about,
        rows=Rows(positions=copies.rows[order]),
        details={
            "share": count / rows,
            "beyond": (count - most) / rows,
            "left": rows - (count - most),
            "expected": round(most, 1),
            "by_chance": most / count,
            "groups": int(groups.sum()),
            "largest": int(sizes[-1]),
        },
        evidence=(_picture(sizes, groups, title),),
    )


def _picture(sizes: Ints, groups: Ints, title: str) -> Evidence:
    shown = [(f"{size} times", float(number)) for size, number in zip(sizes[:_BARS].tolist(), groups[:_BARS].tolist(), strict=True)]
    if len(sizes) > _BARS:
        shown[-1] = (f"{sizes[_BARS - 1]} to {sizes[-1]} times", float(groups[_BARS - 1 :].sum()))
    labels, values = zip(*shown, strict=True)
    return Evidence(title=title, unit="groups of rows", labels=labels, values=values, ordered=True)
