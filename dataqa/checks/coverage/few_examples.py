"""Few examples for the number of features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Parameters of `few-examples`."""

    features: Annotated[int, Field(ge=1)]
    """Features that are counted at least: even a single one takes more than a handful of rows."""


@check(needs=("target", "features", "all rows"), reads=("target", "features"), parameters=Parameters)
def few_examples(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Examples per feature: for classes the mean size of all except the largest, for a numeric target half the rows.

    For two classes these are the events per variable of Peduzzi et al. (1996), the limiting sample size of Harrell (2015, section
    4.4); two classes of equal size have half the rows each, hence the half. A text counts as one feature. It is a rough measure
    (van Smeden et al. 2019): what a model needs depends on how strong the signal is. `unlearnt` is the skill that quick models
    without leaking columns lack; 0 of a series, whose past the quick models do not see, so that they say nothing about what more
    rows would add. `limiting` is the number of rows outside the largest class, at most half of all.
    """
    target, features = audit.profile.columns[audit.target], len(audit.task.features)
    if target.present == 0 or target.distinct < 2 or audit.task.kind == "recommendation":
        raise NotApplicable(
            "the target has fewer than two values" if audit.task.kind != "recommendation" else "ratings have no features to count"
        )
    classes = target.distinct if audit.task.discrete else 0
    examples = limiting = target.present / 2
    if classes:
        counts = audit.engine.counts(pl.col(audit.target).alias("value"), where=pl.col(audit.target).is_not_null()).get_column(
            "len"
        )
        classes = len(counts)
        others = float(counts.sum() - counts.max())  # type: ignore[operator]
        examples, limiting = others / (classes - 1), min(limiting, others)
    probe = audit.probe
    yield Measurement(
        value=examples / max(features, audit.parameters.features),
        unit="examples per feature",
        kind="two-classes" if classes == 2 else "classes" if classes else "",
        details={
            "of": target.present,
            "features": features,
            "classes": classes,
            "examples": examples,
            "limiting": limiting,
            "unlearnt": 0.0
            if audit.task.kind == "forecasting"
            else 1.0 - (probe.joint_without(leaks_of(audit)).skill.value if probe.usable else 0.0),
        },
    )
