"""Zeros that other columns decide about: nothing is sold on Sundays, no sun shines at night, equal prices do not differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.context import Context

_COLUMNS, _GROUPS, _LEAST, _SURE = 50, 24, 5, 0.95
_EQUAL = 0.05
"""Share of the other rows in which two columns may be equal, if the zeros are where they are equal."""


def zero_by_nature(audit: Context, name: str) -> bool:
    """Return whether nearly all zeros are in hours, weekdays or categories of zeros, or the column is made of others."""
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
    return _made_of_others(audit, name, zero)


def _made_of_others(audit: Context, name: str, zero: pl.Series) -> bool:
    """Return whether a column is another one times a flag, or 0 in nearly all rows where two others are equal: a difference."""
    here = zero.to_numpy()
    mine = audit.profile.sample.get_column(name).cast(pl.Float64).to_numpy()
    others = [c for c, _ in audit.profiles("numeric") if c.name != name and c.zeros < _SURE * max(1, c.present)][:_COLUMNS]
    cells = [audit.profile.sample.get_column(c.name).cast(pl.Float64).to_numpy() for c in others]
    there = np.isfinite(mine) & ~here
    if any((one[here] != 0).mean() >= _SURE and (one[there] == mine[there]).mean() >= _SURE for one in cells):
        return True
    for place, one in enumerate(cells):
        for other in cells[place + 1 :]:
            if (one[here] == other[here]).mean() >= _SURE and (one[~here] == other[~here]).mean() <= _EQUAL:
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
