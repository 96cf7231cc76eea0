"""Test sets that are too small to measure performance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.leakage._parts import held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.statistics import r2_interval, wilson


class Parameters(CheckParameters):
    """How precise a test score should be."""

    wanted: Annotated[float, Field(gt=0)]
    """Half-width of the 95 % interval that a test score should have, in points."""


@check(needs=("held out", "target"), reads=("target",), parameters=Parameters)
def small_test(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Half the width of the 95% interval of a test score, in points: of accuracy (Wilson 1927) or of R² (Olkin & Finn 1995).

    The score is that of a quick model, cross-validated on the row sample; if there is none, that of always predicting the most
    frequent class (for numbers an R² of one half, where the interval is nearly widest).
    """
    figure, kind = _figure(audit)
    points = audit.parameters.wanted
    for parts in held_out(audit, [audit.target] if audit.test is None else [*audit.task.columns]):
        rows = parts.test.height
        if audit.target in parts.test.columns:
            # a test set without labels is scored elsewhere: then all its rows count
            rows = parts.test.height - parts.test.get_column(audit.target).null_count() or rows
        low, high = wilson(figure * rows, rows) if audit.task.discrete else r2_interval(figure, rows)
        yield Measurement(
            value=50 * (high - low),
            unit="points",
            about=Cell(parts.name),
            kind=kind,
            details={
                "test_rows": rows,
                "part": parts.part,
                "metric": Phrase("accuracy" if audit.task.discrete else "R²"),
                "figure": figure,
                "from": low,
                "to": high,
                "wanted": _wanted(figure, audit.task.discrete, points),
                "points": points,
            },
        )


def _figure(audit: Context) -> tuple[float, str]:
    """Return the score of a quick model or what stands in for it, and the kind of message."""
    probe = audit.probe
    if probe.usable and audit.task.features:
        joint = probe.joint
        if not audit.task.discrete:
            return float(np.clip(joint.skill.raw, 0, 1)), ""
        right = joint.predicted.argmax(axis=1) == probe.target.values[: len(joint.predicted)]
        return float(right.mean()), ""
    if not audit.task.discrete:
        return 0.5, "assumed"
    column = audit.profile.columns[audit.target]
    return (max(count for _, count in column.top) / column.present if column.top else 1.0), "majority"


def _wanted(figure: float, discrete: bool, points: float) -> int:
    """Return about how many rows a half-width of so many points takes, to two significant digits."""
    deviation = np.sqrt(figure * (1 - figure)) if discrete else 2 * np.sqrt(figure) * (1 - figure)
    rows = float((1.96 * deviation / (points / 100)) ** 2)
    return max(1, int(float(f"{rows:.1e}")))
