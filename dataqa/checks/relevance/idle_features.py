"""Features that tell nothing about the target, where they are many against few rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.learning import cannot_learn
from dataqa.checks.reading import unspaced_texts
from dataqa.checks.registry import check
from dataqa.checks.relevance._signs import chances, discoveries
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement


@check(needs=("target", "two values", "features"), reads=("target", "features"), needs_words=True)
def idle_features(audit: Context) -> Iterator[Measurement]:
    """Features that tell nothing about the target, per 100 rows: how many of those without a sign of it, from the row sample.

    A sign is a p value that stands out among all features (Benjamini & Hochberg 1995; what it is made of: `_signs`), or skill that
    the trees lose where the column is shuffled. No sign is no proof: in few rows faint features have none. How many truly tell
    nothing follows from the p values above a half, where those of the others seldom are (Storey 2002).
    """
    probe = audit.probe
    # of a text that is not split into words quick models see no more than its length
    features = tuple(name for name in audit.task.features if name not in audit.once(unspaced_texts))
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    chance = chances(probe, features)
    signs = discoveries(chance, float(audit.parameters["rate"]))
    lost = np.array([probe.joint.lost.get(name, 0.0) for name in features])
    idle = tuple(name for name, sign in zip(features, signs | (lost >= float(audit.parameters["lost"])), strict=True) if not sign)
    likely = min(len(idle), 2 * int((chance > 0.5).sum()))
    if not likely:
        return
    rows = audit.profile.columns[audit.target].present
    yield Measurement(
        value=100 * likely / rows,
        unit="idle features per 100 rows",
        columns=idle,
        details={"idle": len(idle), "likely": likely, "features": len(features), "of": rows},
    )
