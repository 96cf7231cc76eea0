"""Records that are listed once for each value of one column, as a join or an unpacked list makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Hashes
from dataqa.checks.duplicates._copies import Copies, copies_of
from dataqa.context import Context

_MOST_COLUMNS, _LEAST_OTHERS = 60, 3
_OWN, _ALIKE, _MOST = 0.3, 0.98, 0.5
"""Different keys, of all rows, at least; rows with the key of another that differ in one column only, of all such rows, at
least; later rows of all rows, less than that: from it on the table is made so, as with a left and a right eye each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listings:
    """Rows that repeat an earlier row but for one column."""

    key: str
    column: str
    others: tuple[str, ...]
    copies: Copies


def listings(audit: Context) -> Iterator[Listings]:
    """Yield the column in which rows with the same key differ, where they differ in no other, for each such column.

    A key is an identifier that repeats; columns are compared by sums of their hashes, so that each is hashed once.
    """
    columns = [name for name, part in audit.task.columns.items() if part.role not in ("constant", "split")]
    keys = [
        name
        for name in audit.task.having("id", "group")
        if _OWN * audit.rows <= audit.profile.columns[name].distinct < audit.profile.columns[name].present
    ]
    if not keys or not _LEAST_OTHERS < len(columns) <= _MOST_COLUMNS:
        return
    frame = audit.engine.table.frame

    def hashed(name: str) -> Hashes:
        """Hash a column, by another factor for each, that equal cells of two do not stand for each other."""
        return frame.select(name).hash_rows(seed=2).to_numpy() * np.uint64(2 * columns.index(name) + 3)

    whole = np.zeros(audit.rows, dtype=np.uint64)
    for name in columns:
        whole += hashed(name)
    exact = copies_of(frame.select(columns), whole).rows
    for key in keys:
        shared = audit.engine.table.frame.select(pl.col(key).is_duplicated() & pl.col(key).is_not_null()).to_series()
        rows = shared.arg_true().to_numpy()
        if not len(rows):
            continue
        for name in audit.task.having("categorical", "boolean"):
            others = tuple(each for each in columns if each != name)
            copies = copies_of(audit.engine.table.frame.select(others), np.subtract(whole, hashed(name))).without(exact)
            members = np.union1d(copies.rows, copies.first)
            if 0 < len(copies.rows) < _MOST * audit.rows and np.isin(rows, members).sum() >= _ALIKE * len(rows):
                yield Listings(key=key, column=name, others=others, copies=copies)
                return
