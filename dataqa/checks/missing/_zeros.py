"""Zeros that another column decides about: nothing is sold on Sundays, and no sun shines at night."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.context import Context

_COLUMNS, _GROUPS, _LEAST, _SURE = 50, 24, 5, 0.95


def zero_by_nature(audit: Context, name: str) -> bool:
    """Return whether nearly all zeros of a column are in hours, weekdays or categories in which nearly all cells are 0."""
    sample = audit.profile.sample
    zero = (sample.get_column(name) == 0).fill_null(False)
    if not _LEAST <= zero.sum() <= len(zero) - _LEAST:
        return False
    for key in _keys(audit, name):
        groups = pl.DataFrame({"key": key, "zero": zero}).drop_nulls().group_by("key").agg(pl.col("zero").sum(), pl.len())
        if not 2 <= groups.height <= _GROUPS:
            continue
        always = groups.filter(pl.col("zero") >= _SURE * pl.col("len"))
        if int(always.get_column("zero").sum()) >= _SURE * int(zero.sum()):
            return True
    return False


def _keys(audit: Context, name: str) -> Iterator[pl.Series]:
    sample = audit.profile.sample
    for column in [one for one, _ in audit.profiles("categorical", "boolean") if one.name not in (name, audit.task.target)][
        :_COLUMNS
    ]:
        yield sample.get_column(column.name)
    for column, _ in audit.profiles("time", "datetime"):
        moment = sample.get_column(column.name)
        if moment.dtype == pl.Datetime:
            yield moment.dt.hour()
            yield moment.dt.weekday()
