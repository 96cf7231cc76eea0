"""What a check may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVarTuple, cast

import polars as pl
from typing_extensions import TypeVar

from dataqa.arrays import Positions
from dataqa.engine.local import LocalEngine
from dataqa.errors import ModelsLeftOut
from dataqa.model import Rows
from dataqa.parameters import NoParameters
from dataqa.probe import Probe
from dataqa.profile.column import ColumnProfile, Profile
from dataqa.roles.moments import moment_of
from dataqa.schemas.given import GivenSchema
from dataqa.sources.table import Table
from dataqa.task import Column, Role, Task

T = TypeVar("T")
Key = TypeVarTuple("Key")
P = TypeVar("P", covariant=True, default=Any)
NO_PARAMETERS = NoParameters()


@dataclass(frozen=True, kw_only=True)
class Context(Generic[P]):
    """One audit, as checks see it. ``Context[Parameters]`` is that of a check with parameters of this class.

    Attributes
    ----------
    table : Table
        How the rows came in: per column, what reading did to its cells.
    engine : LocalEngine
        All rows: positions where a condition holds, counts, hashes, a few rows.
    profile : Profile
        Statistics of all columns over all rows, and a sample of rows.
    task : Task
        Target, kind, roles.
    as_of : date
        The day from which freshness is measured.
    make_probe : callable
        Gives the probe, the same each time.
    test, reference : LocalEngine or None
        Held-out rows; rows of real use.
    schema : GivenSchema or None
        The schema that the user holds the data to.
    quick : bool
        True if no model may be trained: see `ask_models`.
    parameters : CheckParameters
        The rule's ``parameters`` for this check: word lists and sizes that say what is measured.
    shared : dict
        What several checks need and one of them made; see `once`. It lives as long as the audit.
    """

    table: Table
    engine: LocalEngine
    profile: Profile
    task: Task
    as_of: date
    make_probe: Callable[[], Probe]
    test: LocalEngine | None = None
    reference: LocalEngine | None = None
    schema: GivenSchema | None = None
    quick: bool = False
    parameters: P = NO_PARAMETERS  # type: ignore[assignment]
    shared: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Context, *Key], T], *about: *Key) -> T:
        """Return what a function makes of this audit, made when first asked for and shared by all checks.

        It sees no parameters of a check: else what all share would depend on who asked first. `about`, such as the name of a
        column, is handed to it, and what it makes is kept for each.
        """
        key = (make, *about)
        if key not in self.shared:
            self.shared[key] = make(replace(cast("Context", self), parameters=NO_PARAMETERS), *about)
        found: T = self.shared[key]
        return found

    @property
    def probe(self) -> Probe:
        """Quick models on a sample, made when first asked for and shared by all checks."""
        return self.make_probe()

    def ask_models(self) -> None:
        """Announce that a check is about to train models of its own.

        Raises
        ------
        ModelsLeftOut
            In an audit without models.
        """
        if self.quick:
            raise ModelsLeftOut

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.profile.rows

    @cached_property
    def target(self) -> str:
        """The target's name; only for checks that need one."""
        assert self.task.target is not None
        return self.task.target

    def profiles(self, *roles: Role) -> list[tuple[ColumnProfile, Column]]:
        """Return the columns with one of these roles (all but none given), each with its profile and its part in the task."""
        return [
            (self.profile.columns[name], column) for name, column in self.task.columns.items() if not roles or column.role in roles
        ]

    def moments(self, column: str) -> pl.Expr:
        """Return the expression for a column of times as datetimes, whatever its clock."""
        return moment_of(self.task.columns[column])

    def where(self, condition: pl.Expr) -> Rows:
        """Return the rows for which a condition is true, in their order."""
        return Rows(positions=self.engine.where(condition))

    def rows_where_null(self, column: str) -> Rows:
        """Return the rows without a value in `column`."""
        return self.where(pl.col(column).is_null())

    @staticmethod
    def rows_at(positions: Positions) -> Rows:
        """Return the rows at these positions."""
        return Rows(positions=positions)
