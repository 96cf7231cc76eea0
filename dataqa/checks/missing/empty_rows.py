"""Rows in which most cells are empty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dataqa.checks.blank_rows import blank_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase, Positions, Rows
from dataqa.statistics import wilson

_STEPS = 10
Floats = npt.NDArray[np.float64]


@check(needs=("features",), reads=("features",))
def empty_rows(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which most features are empty, the emptiest first; with its Wilson interval (Wilson 1927).

    Features that are empty in most rows anyway say nothing about a row and are left out. Rows without a value in any column are
    measured apart: they hold no information, and nothing is lost with them.
    """
    blank = audit.once(blank_rows)
    if len(blank):
        yield _measured(audit, blank, np.ones(len(blank)), None, about="blank", says="hold no value in any column", droppable=1.0)
    usual = audit.parameters["usual"]
    known = [audit.profile.columns[name] for name in audit.task.features]
    counted = [column for column in known if column.present >= usual * column.rows]
    holed = [column.name for column in counted if column.nulls]
    if len(counted) < audit.parameters["least_columns"]:
        raise NotApplicable(f"fewer than {audit.parameters['least_columns']} features that are usually filled")
    if len(holed) < audit.parameters["most_empty"] * len(counted):
        return
    empty = np.zeros(audit.rows, dtype=np.int64)
    for name in holed:
        empty += audit.engine.values(name).is_null().to_numpy()
    share = empty / len(counted)
    rows = np.setdiff1d(np.flatnonzero(share >= audit.parameters["most_empty"]), blank).astype(np.int64)
    if not len(rows):
        return
    rows = rows[np.argsort(-empty[rows], kind="stable")]
    says = f"are empty in at least {audit.parameters['most_empty']:.0%} of the {len(counted)} columns that are usually filled"
    heights, edges = np.histogram(share, bins=_STEPS, range=(0, 1))
    picture = Evidence(
        title="Rows by the share of their cells that is empty",
        unit="rows",
        labels=tuple(f"{low:.0%} to {high:.0%}" for low, high in pairwise(edges)),
        values=tuple(map(float, heights)),
        marked=tuple(place for place in range(_STEPS) if edges[place] >= audit.parameters["most_empty"] - 1e-9),
        ordered=True,
    )
    yield _measured(audit, rows, share[rows], picture, about="", says=says, droppable=len(rows) / audit.rows)


def _measured(
    audit: Context, rows: Positions, share: Floats, picture: Evidence | None, *, about: str, says: str, droppable: float
) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        rows=Rows(positions=rows, scores=share),
        about=about,
        details={"says": Phrase(says), "droppable": droppable, "blank": float(about == "blank")},
        evidence=() if picture is None else (picture,),
    )
