"""How much of the data an edit may remove, and what the data held before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Ints
from dataqa.errors import CallError
from dataqa.task import Task

_GROUP_FACTOR = 2.0  # a class or group may lose twice the share of all rows
_MOST_GROUPS = 50  # a protected column with more values is a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What the data holds.

    Attributes
    ----------
    rows, columns : int
        How many.
    classes : mapping of str to int
        Rows of each class of a discrete target, most first; empty without one.
    """

    rows: int
    columns: int
    classes: Mapping[str, int] = field(default_factory=dict)


class Allowance:
    """The share of rows that edits may remove, of all, of each class and of each group of people.

    Parameters
    ----------
    frame : polars.DataFrame
        The data as it was read.
    task : Task
        Names the target and the protected columns.
    share : float
        Largest share of all rows, 0 to 1; a class or group may lose twice that.

    Raises
    ------
    CallError
        Where `share` is no share.
    """

    def __init__(self, frame: pl.DataFrame, task: Task, share: float) -> None:
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise CallError(f"allow_removal= takes a share of the rows from 0 to 1, not {share!r}.")
        self.share, self.rows = share, frame.height
        names = [task.target] if task.target is not None and task.discrete else []
        self.target = names[0] if names else None
        names += [name for name in task.protected if name not in names and frame.get_column(name).n_unique() <= _MOST_GROUPS]
        self._codes: dict[str, tuple[Ints, list[str]]] = {name: _coded(frame.get_column(name)) for name in names}
        self._held = {name: _counted(*codes) for name, codes in self._codes.items()}

    def refused(self, before: Bools, gone: Bools) -> str:
        """Return why rows may not go, in words for people, or nothing.

        Parameters
        ----------
        before : numpy.ndarray of bool
            Rows that went before, one entry a row.
        gone : numpy.ndarray of bool
            The same, with the rows of the edit.
        """
        some = int((gone & ~before).sum())
        if (total := int(gone.sum())) > self.share * self.rows:
            also = "" if total == some else f", {total:,} with those that other edits remove"
            return (
                f"it would remove {some:,} of {self.rows:,} rows{also}; at most {self.share:.3g} of the rows may go: "
                f"pass allow_removal={_enough(total / self.rows)} to allow it"
            )
        for name, (codes, values) in self._codes.items():
            if not values:
                continue
            held, lost = self._held[name], _counted(codes[gone], values)
            worst = int(np.argmax(lost / np.maximum(held, 1)))
            if lost[worst] > _GROUP_FACTOR * self.share * held[worst]:
                return (
                    f"it would remove {lost[worst]:,} of {held[worst]:,} rows where {name} is {values[worst]}; "
                    f"pass allow_removal={_enough(lost[worst] / held[worst] / _GROUP_FACTOR)} to allow it"
                )
        return ""

    def extent(self, columns: int, gone: Bools) -> Extent:
        """Return what the data holds without the rows that went."""
        classes: dict[str, int] = {}
        if self.target is not None:
            codes, values = self._codes[self.target]
            counts = _counted(codes[~gone], values).tolist()
            classes = dict(sorted(zip(values, counts, strict=True), key=lambda pair: (-pair[1], pair[0])))
        return Extent(rows=self.rows - int(gone.sum()), columns=columns, classes=classes)


def _coded(column: pl.Series) -> tuple[Ints, list[str]]:
    """Return a number for each row, and the values as text; rows without a value have the last number, which has no value."""
    texts = column.cast(pl.String)
    values = texts.drop_nulls().unique().sort()
    codes = texts.replace_strict(values, np.arange(len(values)), default=len(values), return_dtype=pl.Int64)
    return codes.to_numpy(), values.to_list()


def _counted(codes: Ints, values: list[str]) -> Ints:
    return np.bincount(codes, minlength=len(values))[: len(values)]


def _enough(share: float) -> str:
    """Return the least share of two digits that allows what was refused."""
    return f"{min(1.0, np.ceil(100 * share - 1e-9) / 100):.2g}"
