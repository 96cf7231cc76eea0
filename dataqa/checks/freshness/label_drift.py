"""A target whose newest values are unlike its oldest."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.freshness._drifting import drifting
from dataqa.checks.freshness._windows import windows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement


@check(needs=("time", "target", "two values"), reads=("time", "target"))
def label_drift(audit: Context) -> Iterator[Measurement]:
    """How far the target of the newest rows is from that of the oldest: in its numbers or classes, and in its empty cells.

    Measured as by `feature-drift`: like seasons, neighbours in time taken as alike, on a scale that does not grow with the rows.
    """
    if audit.task.columns[audit.target].clock:
        raise NotApplicable("the target is a time")
    if (windows := windows_of(audit, audit.parameters)) is None:
        raise NotApplicable("too few rows of each time to compare old and new ones")
    yield from drifting(audit, windows, [audit.target], float(audit.parameters["least"]))
