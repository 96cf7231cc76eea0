"""Rows in which most cells are empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats, Positions
from dataqa.checks.blank_rows import blank_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_STEPS = 10


class Parameters(CheckParameters):
    """Parameters of `empty-rows`."""

    usual: Annotated[float, Field(gt=0, le=1)]
    """Share of its rows that a column must have filled to be counted."""
    most_empty: Annotated[float, Field(gt=0, le=1)]
    """Share of these columns from which a row counts as empty."""
    least_columns: Annotated[int, Field(ge=1)]
    """Such columns that are needed."""


@check(needs=("features",), reads=("features",), parameters=Parameters)
def empty_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows in which most features are empty, the emptiest first; with its Wilson interval (Wilson 1927).

    Features that are empty in most rows are not counted. Rows without a value in any column are measured separately: they hold no
    information, and nothing is lost with them.
    """
    blank = audit.once(blank_rows)
    if len(blank):
        yield _measured(audit, blank, np.ones(len(blank)), kind="blank", droppable=1.0)
    usual = audit.parameters.usual
    features = [audit.profile.columns[name] for name in audit.task.features]
    counted = [column for column in features if column.present >= usual * column.rows]
    with_gaps = [column.name for column in counted if column.nulls]
    if len(counted) < audit.parameters.least_columns:
        raise NotApplicable(f"fewer than {audit.parameters.least_columns} features that are usually filled")
    empty = np.zeros(audit.rows, dtype=np.int64)
    for name in with_gaps:
        gaps = audit.engine.values(name).is_null().to_numpy()
        gaps[audit.table.source(name).unparsed] = False  # something else than a number is no gap
        empty += gaps
    share = empty / len(counted)
    rows = np.setdiff1d(np.flatnonzero(share >= audit.parameters.most_empty), blank).astype(np.int64)
    if not len(rows):
        return
    rows = rows[np.argsort(-empty[rows], kind="stable")]
    heights, edges = np.histogram(share, bins=_STEPS, range=(0, 1))
    most_empty = audit.parameters.most_empty
    picture = Evidence(
        title="Rows by the share of their cells that is empty",
        unit="rows",
        labels=tuple(f"{low:.0%} to {high:.0%}" for low, high in pairwise(edges)),
        values=tuple(map(float, heights)),
        marked=tuple(place for place in range(_STEPS) if edges[place] >= most_empty - 1e-9),
        ordered=True,
    )
    found = _measured(audit, rows, share[rows], kind="", droppable=len(rows) / audit.rows)
    details = {**found.details, "features": len(counted), "bound": most_empty, "emptiest": int(empty[rows[0]])}
    yield replace(found, details=details, evidence=(picture,))


def _measured(audit: Context[Parameters], rows: Positions, share: Floats, *, kind: str, droppable: float) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        rows=Rows(positions=rows, scores=share),
        about=kind,
        kind=kind,
        details={"droppable": droppable, "blank": float(kind == "blank")},
    )
