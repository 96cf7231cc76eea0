"""Literal issues with one repair each, so that an edit is tried without the check that asks for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from dataqa.model import Issue, Repair


def issue(repair: Repair, name: str = "made-up") -> Issue:
    return Issue(
        id=name, check=name, dimension="noise", severity="low", columns=repair.columns, rows=None, labels=None, value=1.0,
        unit="rows", interval=None, threshold=0.0, cost=0.0, cost_interval=(0.0, 0.0), blocking=False, title=f"{name} says so",
        why="", fix="", details={}, evidence=(), repairs=(repair,),
    )  # fmt: skip


def repair(kind: Any, columns: Any = (), rows: Any = None, cells: Any = None, **more: Any) -> Repair:
    made = None
    if cells is not None:
        made = np.empty(len(cells), dtype=object)
        made[:] = cells
    columns = (columns,) if isinstance(columns, str) else tuple(columns)
    return Repair(
        kind=kind,
        columns=columns,
        rows=None if rows is None else np.array(rows, dtype=np.int64),
        cells=made,
        **{"safe": True, **more},
    )
