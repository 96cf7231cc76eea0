"""The log of an application of fixes, one line a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dataqa.model import Issue


@dataclass(slots=True)
class LogLines:
    """The log, one list a column."""

    issue: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)
    action: list[str] = field(default_factory=list)
    position: list[int | None] = field(default_factory=list)
    label: list[Any] = field(default_factory=list)
    column: list[Any] = field(default_factory=list)
    before: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)

    def add(
        self, issue: Issue, action: str, positions: Sequence[int | None], labels: Sequence[Any], column: Any, before: Sequence[Any],
        after: Sequence[Any],
    ) -> None:  # fmt: skip
        """Add one line a change."""
        count = len(positions)
        self.issue += [issue.id] * count
        self.check += [issue.check] * count
        self.action += [action] * count
        self.position += positions
        self.label += labels
        self.column += [column] * count
        self.before += before
        self.after += after
        self.reason += [issue.title] * count

    def __len__(self) -> int:
        return len(self.issue)

    def cut(self, length: int) -> None:
        """Keep only the first lines."""
        for name in LogLines.__slots__:
            del getattr(self, name)[length:]

    def table(self, measured: Mapping[str, str]) -> Any:
        """Return the log as a pandas frame, with what was measured of each issue's edit."""
        import pandas as pd

        columns: dict[str, Any] = {name: getattr(self, name) for name in LogLines.__slots__}
        columns["measured"] = [measured.get(name, "") for name in self.issue]
        columns["position"] = pd.array(self.position, dtype="Int64")
        for name in ("label", "column", "before", "after"):
            made = np.empty(len(columns[name]), dtype=object)
            made[:] = columns[name]
            columns[name] = pd.Series(made, dtype=object)  # as text, half a pair of surrogates would fail
        return pd.DataFrame(columns)
