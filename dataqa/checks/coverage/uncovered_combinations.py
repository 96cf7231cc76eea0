"""Production rows of a kind that is rare in the data, though each of their values occurs there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Bools
from dataqa.checks.coverage._reach import beyond
from dataqa.checks.excess import excess, marks
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.probe.domain import Side


class Parameters(CheckParameters):
    """Parameters of `uncovered-combinations`."""

    enough: Annotated[int, Field(ge=1)]
    """Rows of a kind from which a model can be expected to learn."""
    rare: Annotated[float, Field(gt=0, le=1)]
    """Density of such rows in the data, relative to their density in production, from which they count as rare."""


@check(needs=("reference", "features"), reads=("features",), splits_words=True, parameters=Parameters)
def uncovered_combinations(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of production rows of a kind that is rare in the data, by a domain classifier that separates the two.

    Rows with a value that never occurs in the data are left out: they are rare for that reason alone. The share and its interval
    are counted on rows that were not used to choose the threshold, from a sample of each side. The rows of
    the data that are of this kind are counted over all rows.
    """
    reference = audit.reference
    domain = audit.probe.domain(reference) if reference is not None else None
    if reference is None or domain is None or domain.reference.positions is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference")
    positions = domain.reference.positions
    reached = ~_unreached(audit)[positions]
    theirs = Side(scores=-domain.reference.scores[reached], keys=domain.reference.keys[reached])
    ours = Side(scores=-domain.data.scores, keys=domain.data.keys)
    found = excess(theirs, ours, audit.parameters.rare)
    if not found.interval[0] > 0 or not np.isfinite(found.cut):
        return
    inside = theirs.scores >= found.cut
    like = int((-audit.probe.domain_scores(audit.engine, domain) >= found.cut).sum())
    known = positions[reached]
    typical = marks(reference.take(known[inside], domain.features), audit.profile.sample.head(len(known)), domain.features)
    yield Measurement(
        value=found.share,
        unit="share of production rows",
        interval=found.interval,
        notes=("typical",) if typical else (),
        details={
            "typical": tuple(f"{one.condition} ({one.here:.0%} vs {one.elsewhere:.0%})" for one in typical),
            "like": like,
            "of": audit.rows,
            "lacking": max(0, audit.parameters.enough - like),
            "found": int(inside.sum()),
            "compared": len(known),
        },
    )


def _unreached(audit: Context) -> Bools:
    """Return which production rows have a value that never occurs in the data."""
    assert audit.reference is not None
    found = np.zeros(audit.reference.rows, dtype=bool)
    for name in audit.task.features:
        column = audit.profile.columns[name]
        if name in audit.reference.table.frame.columns and column.present:
            outside = beyond(audit, audit.reference, column)
            if outside is not None:
                found |= outside.fill_null(False).to_numpy()
    return found
