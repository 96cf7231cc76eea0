"""Uninformative features that are many for the number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.learning import cannot_learn
from dataqa.checks.reads import unspaced_texts
from dataqa.checks.registry import check
from dataqa.checks.relevance._feature_tests import chances, discoveries
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When a feature shows a relation to the target."""

    rate: Annotated[float, Field(gt=0, lt=1)]
    """False discovery rate of p values."""
    lost: Annotated[float, Field(ge=0)]
    """Loss of skill by shuffling the feature from which it is used by the trees."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), needs_words=True, parameters=Parameters)
def idle_features(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Estimated number of uninformative features per 100 rows, from the row sample.

    A feature shows a relation to the target if its p value stands out among all features (Benjamini & Hochberg 1995),
    or if trees lose skill when the column is shuffled. Its absence is no proof: in few rows faint
    relations do not show. How many features are uninformative is estimated from the p values above a half, where those of
    informative features seldom are (Storey 2002).
    """
    probe = audit.probe
    # of a text that is not split into words quick models see no more than its length
    features = tuple(name for name in audit.task.features if name not in audit.once(unspaced_texts))
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    chance = chances(probe, features)
    signs = discoveries(chance, audit.parameters.rate)
    lost = np.array([probe.joint.lost.get(name, 0.0) for name in features])
    idle = tuple(name for name, sign in zip(features, signs | (lost >= audit.parameters.lost), strict=True) if not sign)
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
