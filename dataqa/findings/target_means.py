"""Columns that hold a group's mean target, the row's own included."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Ints
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.sources.column_names import helper

_TARGET, _GROUP = helper("target"), helper("group")
_MARGIN = 0.1
"""By how much an R² in the row sample may be below that of all rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMean:
    """One column: R² with the target's mean over a group of rows, which group, and whether the row's own target is part of it."""

    name: str
    r2: float
    group: str
    own_row: bool


def target_means(audit: Context) -> list[TargetMean]:
    """Return the number columns that go with the target's mean over a group of rows, with the row itself or with all but it.

    Of all rows; the columns that go most with the target are held against the columns that group rows.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[TargetMean]:
    least = float(parameters_of("target-means")["least"])
    best = _best(audit) if audit.probe.usable else {}
    return [
        TargetMean(name=name, r2=square, group=group, own_row=own_row)
        for name, (square, group, own_row) in sorted(best.items())
        if square >= least
    ]


def _best(audit: Context) -> dict[str, tuple[float, str, bool]]:
    """Return for each number column the greatest R², the group, and whether the row itself counts."""
    probe, limits = audit.probe, parameters_of("target-means")
    numbers = sorted(audit.task.having("numeric"), key=lambda name: (-probe.single(name).value, name))
    numbers = [name for name in numbers[: int(limits["numbers"])] if probe.single(name).interval[0] > 0]
    groups = [
        column.name
        for column, _ in audit.profiles("categorical", "group", "text", "boolean")
        if 2 <= column.distinct <= column.present / 2
    ][: int(limits["groups"])]
    if not numbers or not groups:
        return {}
    best: dict[str, tuple[float, str, bool]] = {}
    for group, (hit, every) in product(groups, _by_class(audit, numbers).items()):
        mine = _plausible(audit, group, hit, every, float(limits["least"]) - _MARGIN)
        if not mine:
            continue
        frame = audit.engine.table.frame.select(*{group, *mine}, _as_number(audit, hit).alias(_TARGET))
        target = pl.col(_TARGET)
        rows, total = target.count().over(group), target.sum().over(group)
        means = {True: total / rows, False: (total - target) / (rows - 1)}
        for own_row, mean in means.items():
            # a group of one row has its own target for a mean, and none without it
            there = frame.filter((rows > 1) & target.is_not_null() & pl.col(group).is_not_null())
            if there.height < int(limits["least_rows"]):
                continue
            r = there.select(pl.corr(name, mean).alias(name) for name in mine).row(0)
            for name, value in zip(mine, r, strict=True):
                square = value * value if value is not None and np.isfinite(value) else 0.0
                if square > best.get(name, (0.0, "", True))[0]:
                    best[name] = (square, group, own_row)
    return best


def _plausible(audit: Context, group: str, hit: str, numbers: list[str], least: float) -> list[str]:
    """Return the numbers that may reach an R² with the target's mean over a group of rows, judged by the row sample.

    A mean with the row itself is one number a group: its R² is at most what the groups explain. A mean without it falls with the
    row's own target, too, and more so in a small group: how much of it varies within groups is counted over all rows.
    """
    frame = audit.profile.sample.select(*{group, *numbers}, _as_number(audit, hit).alias(_TARGET)).drop_nulls([group, _TARGET])
    if not audit.profile.sampled:
        frame = frame.filter(pl.len().over(group) > 1)
    if not frame.height:
        return []
    groups = frame.get_column(group).rank("dense").to_numpy().astype(np.int64)
    target = frame.get_column(_TARGET).to_numpy().astype(np.float64)
    parts = {name: _explained(groups, target, frame.get_column(name).cast(pl.Float64).to_numpy()) for name in numbers}
    if all(sum(one) < least for one in parts.values()):
        return []
    inside = _within(audit, group, hit)
    return [
        name
        for name, (between, within) in parts.items()
        if max(between, (np.sqrt((1 - inside) * between) + np.sqrt(inside * within)) ** 2) >= least
    ]


def _explained(groups: Ints, target: Floats, number: Floats) -> tuple[float, float]:
    """Return the R² of a number with its mean in each group, and what a line in the target in each group adds to it."""
    there = ~np.isnan(number)
    groups, target, number = groups[there], target[there], number[there]

    def sums(values: Floats) -> Floats:
        return np.bincount(groups, weights=values).astype(np.float64)

    number, target = number - number.mean(), target - target.mean()
    total = float((number**2).sum())
    if not total > 0:
        return 1.0, 0.0
    rows = np.maximum(1.0, np.bincount(groups))
    spread = np.maximum(0.0, sums(target**2) - sums(target) ** 2 / rows)
    slope = sums(target * number) - sums(target) * sums(number) / rows
    line = np.where(spread > 0, slope**2 / np.where(spread > 0, spread, 1.0), 0.0)
    return float((sums(number) ** 2 / rows).sum()) / total, float(line.sum()) / total


def _within(audit: Context, group: str, hit: str) -> float:
    """Return the share of the variance of the target's mean without the row itself that lies within groups."""
    frame = audit.engine.table.frame.select(pl.col(group).alias(_GROUP), _as_number(audit, hit).alias(_TARGET)).drop_nulls()
    target, rows = pl.col(_TARGET), pl.col("rows")
    found = (
        frame.with_columns(target - target.mean())
        .group_by(_GROUP)
        .agg(rows=pl.len().cast(pl.Float64), total=target.sum(), squares=(target**2).sum())
        .filter(rows > 1)
    )
    mean = pl.col("total").sum() / rows.sum()
    between, within = found.select(
        between=(rows * (pl.col("total") / rows - mean) ** 2).sum(),
        within=((pl.col("squares") - pl.col("total") ** 2 / rows).clip(0) / (rows - 1) ** 2).sum(),
    ).row(0)
    return float(within / (between + within)) if between + within > 0 else 0.0


def _by_class(audit: Context, numbers: list[str]) -> dict[str, list[str]]:
    """Return the numbers by the class of the target that each goes with most, in the row sample; all under "" for a number."""
    classes = audit.probe.target.classes
    if len(classes) <= 2:
        return {classes[1] if classes else "": numbers}
    frame = audit.probe.rows.select(*numbers, *(_as_number(audit, hit).alias(helper(hit)) for hit in classes))
    found: dict[str, list[str]] = {}
    for name in numbers:
        r = frame.select(pl.corr(name, helper(hit)).abs().fill_nan(None).fill_null(0.0).alias(helper(hit)) for hit in classes).row(
            0
        )
        found.setdefault(classes[int(np.argmax(r))], []).append(name)
    return found


def _as_number(audit: Context, hit: str) -> pl.Expr:
    target = pl.col(audit.target)
    if not audit.task.discrete:
        return target.cast(pl.Float64)
    return pl.when(target.is_not_null()).then((target.cast(pl.String) == hit).cast(pl.Float64))
