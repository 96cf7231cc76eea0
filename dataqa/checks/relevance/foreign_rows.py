"""Rows of a kind that real use does not have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.excess import excess, likeness
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows

_COMPARED = 5_000


@check(needs=("reference", "features"), reads=("features",), splits_words=True)
def foreign_rows(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that are of a kind which is rare in real use, by models that tell the two apart; the least alike first.

    The share and its interval are counted on rows that had no say in where the line is drawn (`checks.excess`); a row's score is
    how much rarer its like is in real use. From a sample of each side; then all rows are scored.
    """
    reference = audit.reference
    domain = audit.probe.domain(reference) if reference is not None else None
    if domain is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference")
    found = excess(domain.data, domain.reference, float(audit.parameters["rare"]))
    if not found.interval[0] > 0 or not np.isfinite(found.cut):
        return
    scores = audit.probe.domain_scores(audit.engine, domain)
    rows = np.flatnonzero(scores >= found.cut).astype(np.int64)
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    others = np.setdiff1d(np.arange(audit.rows), rows)
    some = [audit.engine.take(part[:: len(part) // _COMPARED + 1], domain.features) for part in (rows, others)]
    said = likeness(some[0], some[1], domain.features)
    yield Measurement(
        value=found.share,
        unit="share of rows",
        interval=found.interval,
        rows=Rows(positions=rows, scores=np.clip(1 - np.exp(-scores[rows]), 0.0, 1.0)),
        details={"says": f": {said}" if said else "", "of": audit.rows, "compared": len(domain.reference.scores)},
    )
