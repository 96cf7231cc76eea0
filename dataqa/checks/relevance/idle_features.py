"""Features that tell nothing about the target, where they are many against few rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.checks.relevance._signs import chances, discoveries
from dataqa.model import Measurement


@check(needs=("target", "features"))
def idle_features(audit: Context) -> Iterator[Measurement]:
    """Features without any sign of telling the target, per 100 rows: neither alone nor beside the others, from the row sample.

    A sign is a p value that stands out among all features (Benjamini & Hochberg 1995; what it is made of: `_signs`), or skill that
    the trees lose where the column is shuffled. No sign is no proof: of few rows a faint feature looks idle, and hurts as one does.
    """
    probe = audit.probe
    features = audit.task.features
    if not probe.usable:
        return
    signs = discoveries(chances(probe, features), float(audit.parameters["rate"]))
    lost = np.array([probe.joint.lost.get(name, 0.0) for name in features])
    idle = tuple(name for name, sign in zip(features, signs | (lost >= float(audit.parameters["lost"])), strict=True) if not sign)
    if not idle:
        return
    rows = audit.profile.columns[audit.target].present
    yield Measurement(
        value=100 * len(idle) / rows,
        unit="idle features per 100 rows",
        columns=idle,
        details={"idle": len(idle), "features": len(features), "of": rows},
    )
