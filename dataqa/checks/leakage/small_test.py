"""Test parts that are too small to measure what they should."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.leakage._parts import held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Phrase
from dataqa.statistics import r2_interval, wilson


@check(needs=("held out", "target"), reads=("target",))
def small_test(audit: Context) -> Iterator[Measurement]:
    """Half the width of the 95 % interval of a test figure, in points: of an accuracy (Wilson 1927) or of R² (Olkin & Finn 1995).

    The figure is that of a quick model, cross-validated on the row sample; where there is none, that of always saying the commonest
    class (R² of one half, where the interval is nearly widest).
    """
    figure, by = _figure(audit)
    for parts in held_out(audit, [audit.target] if audit.test is None else [*audit.task.columns]):
        rows = parts.test.height
        if audit.target in parts.test.columns:
            # a test without labels is measured elsewhere: then all its rows count
            rows = parts.test.height - parts.test.get_column(audit.target).null_count() or rows
        low, high = wilson(figure * rows, rows) if audit.task.discrete else r2_interval(figure, rows)
        yield Measurement(
            value=50 * (high - low),
            unit="points",
            about=Cell(parts.name),
            details={
                "test_rows": rows,
                "metric": Phrase("accuracy" if audit.task.discrete else "R²"),
                "figure": figure,
                "by": Phrase(by),
                "from": low,
                "to": high,
                "wanted": _wanted(figure, audit.task.discrete, float(audit.parameters["wanted"])),
            },
        )


def _figure(audit: Context) -> tuple[float, str]:
    """Return what a quick model reaches, and what it is, in words."""
    probe = audit.probe
    if probe.usable and audit.task.features:
        joint = probe.joint
        if not audit.task.discrete:
            return float(np.clip(joint.skill.raw, 0, 1)), "a quick model"
        right = joint.predicted.argmax(axis=1) == probe.target.values[: len(joint.predicted)]
        return float(right.mean()), "a quick model"
    if not audit.task.discrete:
        return 0.5, "a model of middling skill"
    column = audit.profile.columns[audit.target]
    return (max(count for _, count in column.top) / column.present if column.top else 1.0), "always saying the commonest class"


def _wanted(figure: float, discrete: bool, points: float) -> int:
    """Return about how many rows it takes for a half-width of so many points."""
    deviation = np.sqrt(figure * (1 - figure)) if discrete else 2 * np.sqrt(figure) * (1 - figure)
    return round(float((1.96 * deviation / (points / 100)) ** 2))
