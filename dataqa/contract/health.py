"""A column's healthy part: the statistics of the cells that no issue calls wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.profile.column import ColumnProfile

_FEW = 50
"""Different values that are listed with their counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Statistics of the healthy cells of one column.

    Attributes
    ----------
    present : int
        Healthy cells that hold a value.
    nulls : int
        Empty cells, and cells that stand for one.
    distinct : int
        Different values.
    counts : tuple of (value, int)
        All values and how often each comes, the most frequent first; empty where there are more than 50.
    minimum, maximum : number, datetime or None
        Extremes; infinities left out.
    mean, deviation : float
        Of numbers.
    lengths : tuple of int or None
        Of text: shortest and longest.
    wrong : tuple
        The values that are called wrong wherever they stand, each once and sorted.
    codes : tuple
        Those among them that stand in three rows or more and in no healthy one: codes, and no slips.
    """

    present: int
    nulls: int
    distinct: int
    counts: tuple[tuple[Any, int], ...]
    minimum: Any
    maximum: Any
    mean: float
    deviation: float
    lengths: tuple[int, int] | None
    wrong: tuple[Any, ...] = ()
    codes: tuple[Any, ...] = ()


def health_of(profile: ColumnProfile, cells: pl.Series, wrong: list[Positions], mended: list[list[Any]]) -> Health:
    """Return the statistics of the cells that are not among `wrong`: those of the profile, where there are none.

    Parameters
    ----------
    profile : ColumnProfile
        Of all cells.
    cells : polars.Series
        All cells.
    wrong : list of ndarray
        Rows called wrong, one array an issue.
    mended : list of list
        What should stand in text cells that are wrong: they are counted as that.
    """
    if not wrong:
        every = profile.exact and profile.distinct <= len(profile.top)
        ends = [_whole(end) if cells.dtype == pl.Int64 else end for end in (profile.minimum, profile.maximum)]
        return Health(
            present=profile.present,
            nulls=profile.nulls,
            distinct=profile.distinct,
            counts=profile.top if every else (),
            minimum=ends[0],
            maximum=ends[1],
            mean=profile.mean or 0.0,
            deviation=profile.deviation or 0.0,
            lengths=None if profile.lengths is None else (profile.lengths[0], profile.lengths[2]),
        )
    return _counted(profile, cells, wrong, mended)


def without(cells: pl.Series, wrong: Positions) -> pl.Series:
    """Return the healthy cells that hold a value."""
    keep = np.ones(len(cells), dtype=np.bool_)
    keep[wrong] = False
    return cells.filter(pl.Series(keep)).drop_nulls()


def _counted(profile: ColumnProfile, cells: pl.Series, wrong: list[Positions], mended: list[list[Any]]) -> Health:
    rows = np.unique(np.concatenate(wrong))
    healthy = without(cells, rows)
    if profile.kind == "text":
        healthy = pl.concat([healthy, *(pl.Series(some, dtype=pl.String).drop_nulls() for some in mended)])
    values = cells.gather(rows).drop_nulls().unique().sort()
    numbers = profile.kind == "number"
    finite = healthy.filter(healthy.is_finite()) if healthy.dtype.is_float() else healthy
    counted = healthy.alias("value").value_counts(name="count").sort(["count", "value"], descending=[True, False])
    lengths = healthy.str.len_chars() if profile.kind == "text" and len(healthy) else None
    ordered = profile.kind in ("number", "datetime")
    return Health(
        present=len(healthy),
        nulls=profile.nulls,
        distinct=counted.height,
        counts=tuple(counted.iter_rows()) if counted.height <= _FEW else (),
        minimum=finite.min() if ordered else None,
        maximum=finite.max() if ordered else None,
        mean=_number(finite.mean()) if numbers else 0.0,
        deviation=_number(finite.std(ddof=0)) if numbers else 0.0,
        lengths=None if lengths is None else (int(lengths.min()), int(lengths.max())),  # type: ignore[arg-type]
        wrong=tuple(values.filter(~values.is_in(healthy.unique().implode())).to_list()),
        codes=_codes(cells, wrong, counted.get_column("value")),
    )


def _codes(cells: pl.Series, wrong: list[Positions], healthy: pl.Series) -> tuple[Any, ...]:
    found: list[Any] = []
    for rows in wrong:
        values = cells.gather(rows).drop_nulls()
        if len(values) >= 3 and values.n_unique() == 1 and not healthy.is_in(values.head(1).implode()).any():
            found.append(values[0])
    return tuple(sorted(set(found)))


def _whole(value: Any) -> Any:
    return None if value is None else int(value)


def _number(value: Any) -> float:
    return 0.0 if value is None else float(value)
