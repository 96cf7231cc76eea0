"""Features that together hardly predict the target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.learning import cannot_learn
from dataqa.checks.reads import UNSPACED, unspaced_texts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.statistics import Z95


class Parameters(CheckParameters):
    """Parameters of `no-signal`."""

    hardly: Annotated[float, Field(ge=0, le=1)]
    """Skill up to which a model is hardly better than guessing; above it, it is weak."""


@check(needs=("target", "two values", "features"), reads=("target", "features"), needs_words=True, parameters=Parameters)
def no_signal(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Skill of a quick model, cross-validated on the row sample, with its interval; `lacking` is what it surely lacks of 1.

    It is measured if a model learns from the columns: not with images or nested cells, not in forecasting or recommendation. Near 0
    the interval of an R² is that of the correlation of prediction and truth (Fisher 1921), because its own has no width.
    """
    probe = audit.probe
    if audit.task.kind not in ("classification", "regression") or audit.task.having("image", "nested") or not probe.usable:
        raise NotApplicable(cannot_learn(audit) if not probe.usable else "the columns are not all that a model would learn from")
    if audit.once(unspaced_texts):
        raise NotApplicable(UNSPACED)
    skill, learner = probe.joint.skill, probe.joint.learner
    rows = len(probe.joint.predicted)
    low, high = skill.interval
    if skill.metric != "AUC" and rows > 3:
        at = np.arctanh(np.sqrt(min(max(skill.raw, 0.0), 0.999999)))
        high = max(high, float(np.tanh(at + Z95 / np.sqrt(rows - 3)) ** 2))
    yield Measurement(
        value=skill.value,
        unit="skill",
        interval=(low, max(high, skill.value)),
        kind="guessing" if low <= 0 else "weak" if skill.value > audit.parameters.hardly else "",
        details={
            "metric": Phrase(skill.metric),
            "raw": skill.raw,
            "learner": learner,
            "tried": rows,
            "lacking": 1 - max(high, skill.value),
        },
    )
