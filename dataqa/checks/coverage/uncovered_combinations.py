"""Real use of a kind that the data hardly has, though it reaches each value alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dataqa.checks.coverage._reach import beyond
from dataqa.checks.excess import excess, likeness
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.probe.domain import Side


@check(needs=("reference", "features"), reads=("features",), splits_words=True)
def uncovered_combinations(audit: Context) -> Iterator[Measurement]:
    """Share of the rows of real use that are of a kind which is rare in the data, by models that tell the two apart.

    Rows with a value that the data never reaches are rare by that alone, and left out. The share and its interval are
    counted on rows that had no say in where the line is drawn (see `checks.excess`); from a sample of each side. How many rows of
    the data are of that kind is counted in all.
    """
    reference = audit.reference
    domain = audit.probe.domain(reference) if reference is not None else None
    if reference is None or domain is None or domain.reference.positions is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference")
    positions = domain.reference.positions
    reached = ~_unreached(audit)[positions]
    theirs = Side(scores=-domain.reference.scores[reached], keys=domain.reference.keys[reached])
    ours = Side(scores=-domain.data.scores, keys=domain.data.keys)
    found = excess(theirs, ours, float(audit.parameters["rare"]))
    if not found.interval[0] > 0 or not np.isfinite(found.cut):
        return
    inside = theirs.scores >= found.cut
    like = int((-audit.probe.domain_scores(audit.engine, domain) >= found.cut).sum())
    known = positions[reached]
    said = likeness(reference.take(known[inside], domain.features), audit.profile.sample.head(len(known)), domain.features)
    yield Measurement(
        value=found.share,
        unit="share of rows of real use",
        interval=found.interval,
        details={
            "says": f": {said}" if said else "",
            "like": like,
            "of": audit.rows,
            "lacking": max(0, int(audit.parameters["enough"]) - like),
            "found": int(inside.sum()),
            "compared": len(known),
        },
    )


def _unreached(audit: Context) -> npt.NDArray[np.bool_]:
    """Return which rows of real use have a value that the data never reaches."""
    assert audit.reference is not None
    found = np.zeros(audit.reference.rows, dtype=bool)
    for name in audit.task.features:
        column = audit.profile.columns[name]
        if name in audit.reference.table.frame.columns and column.present:
            outside = beyond(audit, audit.reference, column)
            if outside is not None:
                found |= outside.fill_null(False).to_numpy()
    return found
