"""Rows in which two columns hold what belongs into the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import cast

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.profile.column import ColumnProfile


@dataclass(frozen=True, slots=True)
class Swap:
    """Two columns, and the rows in which each holds what belongs into the other."""

    columns: tuple[str, str]
    rows: Positions


def swaps_of(audit: Context) -> list[Swap]:
    """Return the swapped columns of an audit's table, the same for all checks that ask."""
    return audit.once(_found)


def _found(audit: Context) -> list[Swap]:
    return [swap for a, b in _pairs(audit) if (swap := _swap(audit, a, b)) is not None]


def swapped(audit: Context, column: str) -> Positions:
    """Return the rows in which a column was swapped with another."""
    return np.concatenate([np.empty(0, dtype=np.int64), *(one.rows for one in swaps_of(audit) if column in one.columns)])


def _pairs(audit: Context) -> list[tuple[ColumnProfile, ColumnProfile]]:
    most = parameters_of("swaps")["most_columns"]
    numbers = [c for c, _ in audit.profiles("numeric") if c.kind == "number" and c.quantiles][:most]
    words = [c for c, _ in audit.profiles("categorical", "group") if c.kind == "text" and c.exact][:most]
    return [*combinations(numbers, 2), *combinations(words, 2)]


def _swap(audit: Context, a: ColumnProfile, b: ColumnProfile) -> Swap | None:
    """Return the rows of a pair where most of what lies in the other's place on either side lies there in the same rows."""
    limits = parameters_of("swaps")
    places = _ranges(a, b) if a.kind == "number" else _words(a, b, limits["times"])
    if places is None:
        return None
    one, other = places
    seen = audit.engine.aggregate(one.sum().alias("a"), other.sum().alias("b"), (one & other).sum().alias("both"))
    in_b, in_a, both = (cast(int, seen[key] or 0) for key in ("a", "b", "both"))
    if both < limits["least_rows"] or both > limits["most"] * audit.rows or both < limits["together"] * max(in_a, in_b):
        return None
    found = Swap((a.name, b.name), audit.engine.where(one & other))
    return None if a.kind == "number" and _opposed(audit, found) >= limits["opposed"] else found


def _opposed(audit: Context, swap: Swap) -> float:
    """Return how far one number falls as the other rises in all other rows (Spearman 1904): then their ends look swapped."""
    rows = np.setdiff1d(np.arange(audit.rows), swap.rows)
    cells = audit.engine.take(rows, list(swap.columns)).drop_nulls().select(pl.all().rank()).to_numpy()
    if len(cells) < 2 or not np.ptp(cells, axis=0).all():
        return 0.0
    return -float(np.corrcoef(cells.T)[0, 1])


def _ranges(a: ColumnProfile, b: ColumnProfile) -> tuple[pl.Expr, pl.Expr] | None:
    """Return where each number lies among the other's, where both keep apart and reach into each other."""
    (a_low, a_high), (b_low, b_high) = ((c.quantiles[0.05], c.quantiles[0.95]) for c in (a, b))
    if not (a_high < b_low or b_high < a_low) or a_low == a_high or b_low == b_high:
        return None
    if a.maximum < b_low or a.minimum > b_high or b.maximum < a_low or b.minimum > a_high:
        return None
    # a little more than the bulk, but no nearer to the own bulk than to that of the other
    (a_low, a_high), (b_low, b_high) = _wider(a_low, a_high, b_low, b_high), _wider(b_low, b_high, a_low, a_high)
    return pl.col(a.name).is_between(b_low, b_high), pl.col(b.name).is_between(a_low, a_high)


def _wider(low: float, high: float, other_low: float, other_high: float) -> tuple[float, float]:
    room = (other_low - high if other_low > high else low - other_high) / 2
    more = min((high - low) / 2, room)
    return low - more, high + more


def _words(a: ColumnProfile, b: ColumnProfile, times: float) -> tuple[pl.Expr, pl.Expr] | None:
    """Return where each word is at home in the other column: it stands there so many times as often."""
    in_a, in_b = dict(a.top), dict(b.top)
    shared = in_a.keys() & in_b.keys()
    from_b = sorted(word for word in shared if in_b[word] >= times * in_a[word])
    from_a = sorted(word for word in shared if in_a[word] >= times * in_b[word])
    if not from_a or not from_b:
        return None
    return pl.col(a.name).is_in(from_b), pl.col(b.name).is_in(from_a)
