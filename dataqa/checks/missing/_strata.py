"""The rows in groups along one column: its values, or ranges of its numbers; each as text and as a condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Codes
from dataqa.checks._words import named, shown
from dataqa.profile.column import ColumnProfile


@dataclass(frozen=True, slots=True)
class Strata:
    """Groups of rows along a column.

    Attributes
    ----------
    column : str
        Along which.
    codes : ndarray of int64
        The group of each row that was looked at; as many as there are groups where it is in none of them; −1 without a value.
    marks : sequence
        The value of each group; of stretches where each begins.
    kind : {"values", "steps", "stretches"}
        Values without an order; few numbers; stretches between marks, the first without beginning, the last without end.
    dated : bool
        True where marks are dates.
    """

    column: str
    codes: Codes
    marks: Sequence[Any]
    kind: str
    dated: bool = False

    @property
    def ordered(self) -> bool:
        """True where neighbouring groups may be taken together."""
        return self.kind != "values"

    def text(self, start: int, stop: int) -> str:
        """Return the groups from `start` to before `stop` as a formula: ``"colour = 'red'"``, ``"30 <= age < 65"``."""
        name, first, many = named(self.column), self._shown(start), len(self.marks)
        if self.kind == "values" or (self.kind == "steps" and stop - start == 1):
            return f"{name} = {first}"
        if stop == many:
            return f"{name} >= {first}"
        end = f"<= {self._shown(stop - 1)}" if self.kind == "steps" else f"< {self._shown(stop)}"
        return f"{name} {end}" if start == 0 else f"{first} <= {name} {end}"

    def condition(self, start: int, stop: int) -> pl.Expr:
        """Return the same as a condition."""
        cell = pl.col(self.column)
        lower, upper = cell >= self._literal(start), cell <= self._literal(stop - 1)
        if self.kind == "stretches":
            upper = cell < self._literal(stop) if stop < len(self.marks) else pl.lit(True)
            lower = lower if start else pl.lit(True)
        both: pl.Expr = cell.is_not_null() & lower & upper
        return both

    def labels(self) -> tuple[str, ...]:
        """Return a short name of each group."""
        if self.kind != "stretches":
            return tuple(self._shown(place) for place in range(len(self.marks)))
        return tuple("the least" if not place else f"from {self._shown(place)}" for place in range(len(self.marks)))

    def _literal(self, place: int) -> pl.Expr:
        mark = self.marks[place]
        return pl.lit(int(mark)).cast(pl.Datetime("us")) if self.dated else pl.lit(mark)

    def _shown(self, place: int) -> str:
        mark = self.marks[place]
        if self.dated and np.isfinite(mark):
            return datetime.fromtimestamp(mark / 1e6, tz=UTC).date().isoformat()
        return shown(mark)


def strata_of(column: ColumnProfile, cells: pl.Series, most: int) -> Strata | None:
    """Return the groups of a column: at most `most`, the commonest of its values or tenths of its numbers; None where it has one.

    Parameters
    ----------
    column : ColumnProfile
        The column.
    cells : polars.Series
        Its cells in the rows that are looked at.
    most : int
        Groups.
    """
    there = cells.drop_nulls()
    if column.kind in ("text", "boolean"):
        counted = there.alias("value").value_counts(name="rows").sort(["rows", "value"], descending=[True, False]).head(most)
        values = counted.get_column("value")
        if len(values) < 2:
            return None
        codes = cells.replace_strict(values, pl.Series(range(len(values))), default=len(values), return_dtype=pl.Int64)
        places = np.where(cells.is_null().to_numpy(), -1, codes.to_numpy())
        return Strata(column.name, places.astype(np.int64), values.to_list(), "values")
    numbers = cells.to_physical().cast(pl.Float64).to_numpy()
    empty = np.isnan(numbers)
    dated = column.kind == "datetime"
    different = np.unique(numbers[~empty])
    if len(different) < 2:
        return None
    if len(different) <= most and not dated:
        return Strata(column.name, np.where(empty, -1, np.searchsorted(different, numbers)), different.tolist(), "steps")
    edges = np.unique(np.quantile(numbers[~empty], np.linspace(0, 1, most + 1)[1:-1], method="inverted_cdf"))
    edges = edges[edges > different[0]]
    if not len(edges):
        edges = different[1:2]
    marks = [-np.inf, *edges.tolist()]
    return Strata(column.name, np.where(empty, -1, np.searchsorted(edges, numbers, side="right")), marks, "stretches", dated)
