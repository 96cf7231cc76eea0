"""What a quick model reaches on the data, and whether the target is one that can be learned at all."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dataqa.checks.reads import NESTED, PATHS, image_paths
from dataqa.context import Context
from dataqa.findings.families import family_of
from dataqa.findings.leaks import leaks_of
from dataqa.findings.mixed_target import mixed_target
from dataqa.findings.parameters import parameters_of
from dataqa.performance import Performance, Readiness
from dataqa.probe.skill import Skill

_SIZES = (1, 2, 3, 5)
"""Numbers of columns that are tried to find the fewest that carry the performance."""
_RARE = 50
"""Classes that are counted one by one, the rarest first."""


def readiness_of(context: Context) -> Readiness:
    """Return what is known of the data beside its issues; performance is that without columns that surely leak the target.

    Parameters
    ----------
    context : Context
        One audit.
    """
    if context.task.target is None or not context.rows:
        return Readiness(rows=context.rows, quick=context.quick)
    performance = None if context.quick else _performance(context, tuple(sorted(leaks_of(context))))
    return Readiness(
        rows=context.rows,
        performance=performance,
        untried=_untried(context) if performance is None and not context.quick else "",
        quick=context.quick,
        small_classes=_small_classes(context),
        mixed_target=_mixed(context),
    )


def _performance(context: Context, leaks: tuple[str, ...]) -> Performance | None:
    if context.task.kind not in ("classification", "regression"):
        return None  # of a series or a matrix of ratings a table's model says nothing
    probe = context.probe
    left = [name for name in probe.learnable if name not in leaks]
    if not probe.usable or not left:
        return None
    joint = probe.joint_without(leaks)
    skill = joint.skill
    carriers, without = tuple[str, ...](), None
    # from the same value on under every pack: the pack says only what it means
    too_good: Mapping[str, float] = parameters_of("predictive-columns")["too_good"]
    if skill.raw >= too_good.get(skill.metric, 2.0) and len(left) > 1 and joint.lost:
        carriers = _carriers(context, leaks, too_good[skill.metric])
        alike = {other for name in carriers if name in context.task.features for other in family_of(context, name)}
        without = probe.joint_without(tuple(sorted({*leaks, *carriers, *alike}))).skill
    return Performance(
        metric=skill.metric,
        value=skill.raw,
        interval=_interval(skill),
        base=0.5 if skill.metric == "AUC" else 0.0,
        skill=skill.value,
        learner=joint.learner,
        rows=len(joint.predicted),
        left_out=tuple(name for name in leaks if name in probe.learnable),
        with_leaks=probe.joint.skill.raw if set(leaks) & set(probe.learnable) else None,
        best=carriers[0] if carriers else "",
        carried=0.0 if without is None else max(0.0, 1 - without.value / max(skill.value, 1e-9)),
        carriers=carriers,
        left=None if without is None else without.raw,
    )


def _carriers(context: Context, leaks: tuple[str, ...], bound: float) -> tuple[str, ...]:
    """Return the fewest columns, of those whose loss costs most, that reach a metric; all that were tried where none do."""
    probe = context.probe
    lost = probe.joint_without(leaks).lost
    order = sorted(lost, key=lambda name: (-lost[name], name))
    best = max(order, key=lambda name: (probe.single(name).raw if name in context.task.features else 0.0, lost[name], name))
    if best in context.task.features and probe.single(best).raw >= bound:
        return (best,)
    for many in _SIZES:
        others = [name for name in probe.learnable if name not in order[:many]]
        if many >= len(order) or probe.joint_without(tuple(others)).skill.raw >= bound:
            return tuple(order[:many])
    return tuple(order[: _SIZES[-1]])


def _untried(context: Context) -> str:
    """Return why no quick model could be tried; empty where none fits the task."""
    task, probe = context.task, context.probe
    if task.kind not in ("classification", "regression"):
        return ""
    if not probe.usable:
        return "too few rows with different targets"
    if probe.learnable:
        return "no column is left that does not leak the target"
    images, nested = {*task.having("image"), *context.once(image_paths)}, task.having("nested")
    unread = [reason for reason, columns in ((PATHS, images), (NESTED, nested)) if columns]
    return "; ".join(unread) or "no column describes the rows"


def _interval(skill: Skill) -> tuple[float, float]:
    """Return the interval of the metric itself."""
    low, high = skill.interval
    if skill.metric == "AUC":
        low, high = (low + 1) / 2, (high + 1) / 2
    return min(low, skill.raw), max(high, skill.raw)


def _small_classes(context: Context) -> tuple[tuple[str, int], ...]:
    if not context.task.discrete or context.once(mixed_target) is not None:
        return ()
    counted = context.engine.counts(pl.col(context.target).alias("value"), where=pl.col(context.target).is_not_null())
    rare = counted.select(pl.col("value").cast(pl.String), pl.col("len")).sort("len", "value").head(_RARE)
    return tuple((name, int(rows)) for name, rows in rare.iter_rows())


def _mixed(context: Context) -> float:
    """Return the share of the target's values that are of the rarer kind, text among numbers or numbers among text."""
    cells = context.engine.values(context.target).drop_nulls()
    if cells.dtype != pl.String or not len(cells):
        return 0.0
    if (found := context.once(mixed_target)) is not None:
        return len(found.odd) / len(cells)
    numbers = int(cells.str.strip_chars().cast(pl.Float64, strict=False).is_not_null().sum())
    return min(numbers, len(cells) - numbers) / len(cells)
