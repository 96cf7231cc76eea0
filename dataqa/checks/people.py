"""Who the rows are about, where one person has several."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dataqa.context import Context

_CONSTANT = 0.95


def person_column(audit: Context, facts: Sequence[str]) -> str | None:
    """Return the column that says whom a row is about, a group of which nearly each has one combination of facts; or None."""
    frame = audit.table.frame
    for name in audit.task.having("group"):
        if name in facts or not facts:
            continue
        known = frame.select(name, *facts).drop_nulls(name).unique()
        people = known.get_column(name).n_unique()
        if 1 < people < audit.rows and (~known.get_column(name).is_duplicated()).sum() >= _CONSTANT * people:
            return name
    return None


def one_row_each(frame: pl.DataFrame, person: str | None) -> pl.DataFrame:
    """Return the first row of each person, in the order of the rows; all rows where nobody is known."""
    return frame if person is None else frame.drop_nulls(person).unique(person, keep="first", maintain_order=True)
