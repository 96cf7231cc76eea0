"""Columns that hold a group's mean target, the row's own included."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement, Phrase
from dataqa.sources.names import helper

_TARGET = helper("target")


@check(needs=("target", "two values", "features"))
def target_aggregate(audit: Context) -> Iterator[Measurement]:
    """R² between a number column and the target's mean over a group of rows, with the row itself or with all but it.

    Means, rates and other target encodings made before the split carry the answers of the test rows (Kaufman et al. 2012).
    Of all rows; the columns that go most with the target are held against the columns that group rows.
    """
    probe = audit.probe
    if not probe.usable:
        return
    numbers = sorted(audit.task.having("numeric"), key=lambda name: (-probe.single(name).value, name))
    numbers = [name for name in numbers[: int(audit.parameters["numbers"])] if probe.single(name).interval[0] > 0]
    groups = [
        column.name
        for column, _ in audit.profiles("categorical", "group", "text", "boolean")
        if 2 <= column.distinct <= column.present / 2
    ][: int(audit.parameters["groups"])]
    if not numbers or not groups:
        return
    classes = [""] if not audit.task.discrete else list(probe.target.classes[1:2])
    frame = audit.engine.table.frame.select(*{*groups, *numbers}, _as_number(audit, classes[0]).alias(_TARGET))
    best: dict[str, tuple[float, str, str]] = {}
    for group in groups:
        target = pl.col(_TARGET)
        rows, total = target.count().over(group), target.sum().over(group)
        means = {"with the row itself": total / rows, "without the row itself": (total - target) / (rows - 1)}
        for how, mean in means.items():
            # a group of one row has its own target for a mean, and none without it
            there = frame.filter((rows > 1) & target.is_not_null() & pl.col(group).is_not_null())
            if there.height < int(audit.parameters["least_rows"]):
                continue
            r = there.select(pl.corr(name, mean).alias(name) for name in numbers).row(0)
            for name, value in zip(numbers, r, strict=True):
                square = value * value if value is not None and np.isfinite(value) else 0.0
                if square > best.get(name, (0.0, "", ""))[0]:
                    best[name] = (square, group, how)
    for name, (square, group, how) in sorted(best.items()):
        if square >= float(audit.parameters["least"]):
            yield Measurement(
                value=square,
                unit="R²",
                columns=(name,),
                about=group,
                details={"group": group, "how": Phrase(how), "rows": audit.rows},
            )


def _as_number(audit: Context, hit: str) -> pl.Expr:
    target = pl.col(audit.target)
    if not audit.task.discrete:
        return target.cast(pl.Float64)
    return pl.when(target.is_not_null()).then((target.cast(pl.String) == hit).cast(pl.Float64))
