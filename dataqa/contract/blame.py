"""The cells that issues call wrong, column by column: a contract must not allow what an issue complains of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dataqa.arrays import Positions
from dataqa.model import Issue, no_positions


@dataclass(slots=True)
class Blame:
    """What issues say against the cells of columns.

    Attributes
    ----------
    parts : dict of str to list of ndarray
        Rows whose cell in the column is called wrong, one array an issue.
    mended : dict of str to list of list
        What should stand in such cells where there is one defensible answer: it is healthy, too.
    repeats : ndarray of int64
        Rows called a copy, or one of several with an id.
    placeholders : set of str
        Columns whose texts that mean "missing" were an issue.
    unlabelled : bool
        True where missing labels were an issue.
    """

    parts: dict[str, list[Positions]] = field(default_factory=dict)
    mended: dict[str, list[list[Any]]] = field(default_factory=dict)
    repeats: Positions = field(default_factory=no_positions)
    placeholders: set[str] = field(default_factory=set)
    unlabelled: bool = False

    def cells(self, name: str) -> Positions:
        """Return the rows whose cell in a column is called wrong, ascending."""
        parts = self.parts.get(name, [])
        return np.unique(np.concatenate(parts)) if parts else no_positions()


def blame_of(issues: Iterable[Issue], wrong_cells: Collection[str]) -> Blame:
    """Gather what issues call wrong; those of severity info call nothing wrong.

    Parameters
    ----------
    issues : iterable of Issue
        Of one audit, those merged into others among them.
    wrong_cells : collection of str
        The checks whose rules say that the cells they name are wrong.
    """
    found, repeats = Blame(), [no_positions()]
    for issue in issues:
        if issue.severity == "info":
            continue
        if issue.dimension == "duplicates" and issue.rows is not None:
            repeats.append(issue.rows.positions)
        if issue.check == "placeholder-values":
            found.placeholders.update(issue.columns)
        found.unlabelled |= issue.check == "missing-labels"
        if issue.check not in wrong_cells or issue.rows is None:
            continue
        for name in issue.columns:
            found.parts.setdefault(name, []).append(issue.rows.positions)
        for repair in issue.repairs:
            if repair.safe and repair.kind == "replace-cells" and repair.cells is not None and len(repair.columns) == 1:
                found.mended.setdefault(repair.columns[0], []).append(repair.cells.tolist())
    found.repeats = np.unique(np.concatenate(repeats))
    return found
