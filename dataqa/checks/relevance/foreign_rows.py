"""Rows of a kind that production data hardly contains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.excess import excess, likeness
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters

_COMPARED = 5_000


class Parameters(CheckParameters):
    """When a kind of row is rare in production."""

    rare: Annotated[float, Field(gt=0, lt=1)]
    """Largest ratio of such rows' density in production data to that in this data."""


@check(needs=("reference", "features"), reads=("features",), splits_words=True, parameters=Parameters)
def foreign_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows of a kind that is rare in production data, by a domain classifier; the least similar rows first.

    The share and its interval are counted on rows that were not used to choose the cut-off; a row's score is
    how much rarer similar rows are in production. Models learn from a sample of each side; then all rows are scored.
    """
    reference = audit.reference
    domain = audit.probe.domain(reference) if reference is not None else None
    if domain is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference data")
    found = excess(domain.data, domain.reference, audit.parameters.rare)
    if not found.interval[0] > 0 or not np.isfinite(found.cut):
        return
    scores = audit.probe.domain_scores(audit.engine, domain)
    rows = np.flatnonzero(scores >= found.cut).astype(np.int64)
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    others = np.setdiff1d(np.arange(audit.rows), rows)
    some = [audit.engine.take(part[:: len(part) // _COMPARED + 1], domain.features) for part in (rows, others)]
    profile = likeness(some[0], some[1], domain.features)
    yield Measurement(
        value=found.share,
        unit="share of rows",
        interval=found.interval,
        rows=Rows(positions=rows, scores=np.clip(1 - np.exp(-scores[rows]), 0.0, 1.0)),
        notes=("profile",) if profile else (),
        details={"profile": profile, "of": audit.rows, "compared": len(domain.reference.scores)},
    )
