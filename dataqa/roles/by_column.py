"""Columns with the role that each has by itself: what columns are to each other is read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataqa.profile.column import Profile
from dataqa.sources.table import Table
from dataqa.task import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRoles:
    """The columns of a table, before they are read beside each other.

    Attributes
    ----------
    columns : mapping of str to Column
        With their roles.
    profile : Profile
        Statistics of all columns.
    table : Table
        All rows.
    target : str or None
        What is to be predicted.
    """

    columns: Mapping[str, Column]
    profile: Profile
    table: Table
    target: str | None

    @property
    def time(self) -> str | None:
        """The column that says when a row is from."""
        return next((name for name, part in self.columns.items() if part.role == "time" and part.clock), None)
