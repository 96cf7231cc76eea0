"""A target whose distribution changed between the oldest and the newest rows."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.freshness._drift.measured import drifting
from dataqa.checks.freshness._drift.windows import windows_of
from dataqa.checks.registry import check
from dataqa.checks.shifts import DriftParameters
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement


@check(needs=("time", "target", "two values"), reads=("time", "target"), parameters=DriftParameters)
def label_drift(audit: Context[DriftParameters]) -> Iterator[Measurement]:
    """Distance between the oldest and the newest rows in the target's numbers or classes, and in its empty cells.

    It is measured like `feature-drift`: the same seasons are compared, on a scale that does not grow with the number of rows.
    """
    if audit.task.columns[audit.target].clock:
        raise NotApplicable("the target is a time")
    if (windows := windows_of(audit, audit.parameters.least_rows)) is None:
        raise NotApplicable("too few rows of each time to compare old and new ones")
    yield from drifting(audit, windows, [audit.target])
