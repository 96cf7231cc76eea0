"""What the model is to do: the target, the kind of task, and the role of every column; inferred, or told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

TaskKind = Literal["classification", "regression", "forecasting", "recommendation", "language", "none"]
Role = Literal[
    "target",
    "numeric",
    "categorical",
    "text",
    "datetime",
    "boolean",
    "id",
    "constant",
    "group",
    "time",
    "split",
    "image",
    "nested",
]
Clock = Literal[
    "", "datetime", "seconds", "milliseconds", "microseconds", "nanoseconds", "year", "yyyymm", "yyyymmdd", "yyyymmddhhmmss",
    "day number",
]  # fmt: skip
Meaning = Literal[
    "", "number", "count", "money", "percentage", "number with a unit", "duration", "time of day", "date", "date and time", "month",
    "year", "coordinate", "rating", "row weight", "code of a category", "category", "ordered category", "flag", "postcode",
    "identifier", "text", "web address", "e-mail address", "network address", "file path", "amount", "list", "record",
    "geometry", "image", "constant", "follow-up time", "event", "one of several indicators", "key of a series", "user", "item",
]  # fmt: skip
KINDS: tuple[TaskKind, ...] = get_args(TaskKind)
ROLES: tuple[Role, ...] = get_args(Role)
FEATURE_ROLES: frozenset[Role] = frozenset({"numeric", "categorical", "text", "datetime", "boolean", "group", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column's part in the task.

    Attributes
    ----------
    name : str
        Its name.
    role : str
        What it is for: see `Role`.
    reason : str
        Why it was taken for that, or ``"told"``.
    protected : bool
        True where it says which group of people a row belongs to (sex, race, age …).
    clock : str
        How a column of times keeps them: ``"datetime"``, or numbers of ``"seconds"``, ``"milliseconds"`` since 1970, ``"year"``,
        ``"yyyymm"``, ``"yyyymmdd"``, ``"day number"`` of a spreadsheet; ``""`` where it holds no times.
    meaning : str
        What its cells are: ``"money"``, ``"time of day"``, ``"code of a category"``, ``"web address"`` … (see `Meaning`); ``""`` of
        a column that only a baseline knows.
    """

    name: str
    role: Role
    reason: str
    protected: bool = False
    clock: Clock = ""
    meaning: Meaning = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the model is to do.

    Attributes
    ----------
    kind : str
        ``"classification"``, ``"regression"``, ``"forecasting"``, ``"recommendation"``, ``"language"`` or ``"none"``.
    reason : str
        Why, for people.
    target : str or None
        The column to be predicted.
    discrete : bool
        True where the target is a set of classes.
    columns : mapping of str to Column
        Every column of the data, in order.
    """

    kind: TaskKind
    reason: str
    target: str | None = None
    discrete: bool = False
    columns: Mapping[str, Column] = field(default_factory=dict)

    def having(self, *roles: Role) -> tuple[str, ...]:
        """Return the names of the columns with one of these roles, in order."""
        return tuple(c.name for c in self.columns.values() if c.role in roles)

    def first(self, role: Role) -> str | None:
        """Return the first column with this role, or None."""
        return next(iter(self.having(role)), None)

    def left_of(self, columns: Iterable[str], dropped: Collection[str]) -> tuple[str, ...]:
        """Return what is left of some columns beside the target and the split, were others dropped."""
        return tuple(name for name in columns if name not in {self.target, self.first("split"), *dropped})

    @property
    def series(self) -> tuple[str, ...]:
        """Columns that name the series of a panel: those that name each row together with the time, else the group."""
        return tuple(c.name for c in self.columns.values() if c.meaning == "key of a series") or self.having("group")

    @property
    def features(self) -> tuple[str, ...]:
        """What a model would be given: all but the target, ids, constants, the split, images and nested cells."""
        return tuple(c.name for c in self.columns.values() if c.role in FEATURE_ROLES)

    @property
    def learnable(self) -> tuple[str, ...]:
        """What quick models can be given: the features, and images."""
        return (*self.features, *self.having("image"))

    @property
    def protected(self) -> tuple[str, ...]:
        """Columns that say which group of people a row belongs to."""
        return tuple(c.name for c in self.columns.values() if c.protected)
