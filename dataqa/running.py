"""Running one check: what it could look at, what it measured, and what the rules see in that."""

from __future__ import annotations

import math
import time as clock
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dataqa import time_bound
from dataqa.checks.reads import Reading
from dataqa.checks.registry import Check
from dataqa.context import Context
from dataqa.errors import DataqaError, ModelsLeftOut, NotApplicable, nearest
from dataqa.findings.leaks import leaks_of
from dataqa.judgement import Outcome, Unlooked
from dataqa.looked import QUICK
from dataqa.model import Issue, Measured, Measurement, Repair, Status
from dataqa.policy.cost import Weights
from dataqa.policy.judge import issue_id, judge
from dataqa.policy.pack import Rules
from dataqa.probe.weight import importance_of, reliance_of
from dataqa.render import words
from dataqa.time_bound import at_most

MEASURED = 100
"""Measurements of one check that are kept though they are no issues."""


def run(check: Check, context: Context, pack: Rules) -> tuple[Outcome, list[Measurement], list[Issue]]:
    """Return how a check ended, what it measured and what the rules see in that.

    One that fails or hangs is shown, and the audit goes on.
    """
    start = clock.process_time()
    reading = Reading()

    def ended(status: Status, reason: str = "", looked: Iterable[str] = (), asks: tuple[str, ...] = ()) -> Outcome:
        seconds = clock.process_time() - start
        return Outcome(
            check=check.id, dimension=check.dimension, status=status, reason=reason, seconds=seconds, looked=tuple(looked),
            unread=reading.unread, asks=asks,
        )  # fmt: skip

    try:
        if lacks := check.lacking(context) or (None if context.rows else Unlooked(reason="there are no rows")):
            return ended("not_applicable", lacks.reason, asks=lacks.asks), [], []
        reading = check.reading(context)
        if reading.lacks:
            return ended("not_applicable", reading.lacks.reason), [], []
        if reading.doubt and check.needs_words:
            return ended("not_applicable", reading.doubt), [], []
        with at_most(time_bound.SECONDS):
            measurements = measured_by(check, context, pack)
            issues = judged(check, context, pack, measurements)
    except ModelsLeftOut:
        return ended("skipped", QUICK), [], []
    except NotApplicable as cannot:
        return ended("not_applicable", cannot.reason), [], []
    except DataqaError:
        raise
    except Exception as error:  # noqa: BLE001 - one failing check is shown, and the audit goes on
        return ended("error", " ".join(f"{type(error).__name__}: {error}".split())), [], []
    # a clock is read with the columns of months and hours beside it: what is named was looked at
    looked = dict.fromkeys((*reading.looked, *(name for m in measurements for name in m.columns))) if reading.looked else ()
    if issues:
        return ended("flagged", looked=looked), measurements, issues
    if reading.doubt:
        return ended("not_applicable", reading.doubt), measurements, issues
    return ended("passed", _seen(measurements), looked), measurements, issues


def quiet(check: Check, pack: Rules, measurements: Sequence[Measurement], issues: Sequence[Issue]) -> tuple[Measured, ...]:
    """Return the measurements that are no issues, the nearest to one first where there are many."""
    known = {issue.id for issue in issues}
    named = [(issue_id(check.id, m.columns, m.about), m) for m in measurements]
    sign = -1 if pack.rule(check.id).direction == "above" else 1
    quiet = [Measured(id=name, value=m.value, interval=m.interval) for name, m in named if name not in known]
    return tuple(sorted((one for one in quiet if math.isfinite(one.value)), key=lambda one: (sign * one.value, one.id))[:MEASURED])


def _seen(measurements: Sequence[Measurement]) -> str:
    """Return what a check measured where it is one thing and no issue: how much skill there is says what the data can carry."""
    if len(measurements) != 1 or not math.isfinite(measurements[0].value):
        return ""
    (m,) = measurements
    sure = "" if m.interval is None else f" (95% interval {words.span(m.interval, m.unit)})"
    return f"measured {words.amount(m.value, m.unit)}{sure}"


def measured_by(check: Check, context: Context, pack: Rules) -> list[Measurement]:
    """Return what a check measures: a function of the data, the seed and the check's own parameters alone.

    Raises
    ------
    ValueError
        If it names a column that the data does not have.
    """
    found = list(check.measure(replace(context, parameters=pack.rule(check.id).parameters)))
    for name in (name for m in found for name in m.columns if name not in context.task.columns):
        raise ValueError(f"a measurement names the column {name!r}, which is not there.{nearest(name, context.task.columns)}")
    return found


def judged(check: Check, context: Context, pack: Rules, measurements: Sequence[Measurement]) -> list[Issue]:
    """Return the issues that the rules see in what a check measured, worst first."""
    weights = Weights(
        # without models nobody knows what a column is worth
        importance=_unknown if context.quick else importance_of(context.task, context.make_probe, lambda: leaks_of(context)),
        reliance=_unknown if context.quick else reliance_of(context.task, context.make_probe),
        numeric=context.task.target is not None and not context.task.discrete,
    )
    found = judge(check.id, check.dimension, pack.rule(check.id), measurements, weights, pack.by_check)
    return [replace(one, repairs=tuple(r for r in one.repairs if _leaves_features(context, r))) for one in found]


def _unknown(columns: Sequence[str]) -> float:
    return 0.0


def _leaves_features(context: Context, repair: Repair) -> bool:
    """Return whether an edit leaves something to learn from: what would be refused is not offered."""
    kept = [source.name for source in context.table.columns if not source.index]
    return repair.kind != "drop-columns" or bool(context.task.left_of(kept, repair.columns))
