"""Test sets that differ from the training rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.classes import spellings
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.probe.codes import codes_of
from dataqa.probe.encode import Encoder
from dataqa.probe.folds import fold_hashes, folds_of, mixed_order
from dataqa.probe.learn import Sample, learn
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of
from dataqa.statistics import auc, auc_interval, bonferroni, newcombe

_SHOWN = 8
_NAMES = 6
"""Values up to which a column may name the parts of a split."""


class Parameters(CheckParameters):
    """Sizes of the sample for the domain classifier."""

    rows: Annotated[int, Field(ge=1)]
    """Rows of each part that the domain classifier learns from."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows of each part that the domain classifier needs."""
    most_columns: Annotated[int, Field(ge=1)]
    """Features that the domain classifier sees."""


@check(needs=("held out",), reads=("target", "features"), splits_words=True, parameters=Parameters)
def split_shift(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference between a test set and the training rows: in class shares, in a numeric target, and in the features.

    Classes: the largest difference of shares, with Newcombe's interval (1998), corrected for the number of classes (Bonferroni).
    Numeric targets, and features by a domain classifier (Lopez-Paz & Oquab 2017; cross-fitted, on a sample of rows): twice the
    distance of the AUC from one half (Hanley & McNeil 1982). Times are left out: a split may follow them. `surprising` is 0 for
    a forecast that is tested on the future, which has other seasons.
    """
    later = _later(audit)
    if audit.task.target is not None:
        for parts in held_out(audit, [audit.target]):
            measured = _classes(audit, parts) if audit.task.discrete else _numbers(audit, parts)
            yield from (_marked(one, parts.name in later) for one in measured)
    names = [
        name for name in audit.task.features if not audit.task.columns[name].clock and audit.task.columns[name].role != "group"
    ]
    for parts in held_out(audit, names[: audit.parameters.most_columns]):
        yield from (_marked(one, parts.name in later) for one in _features(audit, parts))


def _later(audit: Context) -> set[str]:
    """Return the parts of a forecast that are later than all training rows."""
    if audit.task.kind != "forecasting":
        return set()
    times = [name for name in audit.task.having("time") if audit.task.columns[name].clock][:1]
    later = set()
    for parts in held_out(audit, times):
        newest, oldest = (
            side.select(end(audit.moments(times[0]))).item()
            for side, end in ((parts.train, pl.Expr.max), (parts.test, pl.Expr.min))
        )
        if newest is not None and oldest is not None and oldest >= newest:
            later.add(parts.name)
    return later


def _marked(measured: Measurement, later: bool) -> Measurement:
    return replace(measured, details={**measured.details, "surprising": float(not later)})


def _classes(audit: Context, parts: Parts) -> Iterator[Measurement]:
    sides = [_merged(audit, side.get_column(audit.target).drop_nulls()) for side in (parts.train, parts.test)]
    if not len(sides[0]) or not len(sides[1]):
        return
    counted = [side.to_frame("value").group_by("value").len(name) for side, name in zip(sides, ("train", "test"), strict=True)]
    both = counted[0].join(counted[1], on="value", how="full", coalesce=True).fill_null(0).sort("value")
    found = []
    for value, in_train, in_test in both.iter_rows():
        low, high = newcombe(in_test, len(sides[1]), in_train, len(sides[0]), bonferroni(both.height))
        difference = in_test / len(sides[1]) - in_train / len(sides[0])
        found.append((max(0.0, low, -high), abs(difference), max(abs(low), abs(high)), value, in_train, in_test))
    least, difference, most, value, in_train, in_test = max(found, key=lambda one: (one[0], one[1], str(one[3])))
    before, after = in_train / len(sides[0]), in_test / len(sides[1])
    shown = sorted(found, key=lambda one: (-one[1], str(one[3])))[:_SHOWN]
    yield Measurement(
        value=difference,
        unit="difference of shares",
        interval=(least, most),
        columns=(audit.target,),
        about=Cell(parts.name),
        details={
            "class": named(str(value)),
            "part": parts.part,
            "test_share": after,
            "train_share": before,
        },
        evidence=(
            Evidence(
                title=f"Difference of shares, {parts.name} against training",
                unit="difference of shares",
                labels=tuple(str(one[3]) for one in shown),
                values=tuple(one[5] / len(sides[1]) - one[4] / len(sides[0]) for one in shown),
            ),
        ),
    )


def _merged(audit: Context, cells: pl.Series) -> pl.Series:
    """Return classes by their most frequent spelling: another spelling is not another class."""
    known = spellings(audit).select("value", pl.col("name").first().over("folded"))
    joined = cells.to_frame("value").join(known, on="value", how="left", maintain_order="left")
    return joined.select(pl.col("name").fill_null(pl.col("value").cast(pl.String))).to_series()


def _numbers(audit: Context, parts: Parts) -> Iterator[Measurement]:
    sides = [side.get_column(audit.target).cast(pl.Float64).to_numpy() for side in (parts.train, parts.test)]
    sides = [side[np.isfinite(side)] for side in sides]
    if not len(sides[0]) or not len(sides[1]):
        return
    higher = auc(np.concatenate(sides), np.arange(len(sides[0]) + len(sides[1])) >= len(sides[0]))
    value, interval = _distance(higher, *auc_interval(higher, len(sides[1]), len(sides[0])))
    medians = [float(np.median(side)) for side in sides]
    digits = 3 if f"{medians[0]:.3g}" != f"{medians[1]:.3g}" else 6
    in_train, in_test = (float(f"{median:.{digits}g}") for median in medians)
    yield Measurement(
        value=value,
        unit="difference",
        interval=interval,
        columns=(audit.target,),
        about=Cell(parts.name),
        kind="numbers",
        details={"part": parts.part, "test_median": in_test, "train_median": in_train},
    )


def _features(audit: Context[Parameters], parts: Parts) -> Iterator[Measurement]:
    most, least = audit.parameters.rows, audit.parameters.least_rows
    sides = [side[mixed_order(side)[:most]] for side in (parts.train, parts.test)]
    if min(side.height for side in sides) < least:
        return
    rows = pl.concat(sides).select(name for name in parts.train.columns if not _restates(parts, name))
    if not rows.width:
        return
    audit.ask_models()
    target = Target(values=(np.arange(rows.height) >= sides[0].height).astype(np.int64), classes=("training", parts.name))
    folds = folds_of(fold_hashes(rows), target.values)
    skills = {name: skill_of(out_of_fold(codes_of(rows.get_column(name)), target, folds), target) for name in rows.columns}
    separating = sorted((name for name in skills if skills[name].interval[0] > 0), key=lambda name: (-skills[name].value, name))
    encoded = Encoder(rows, audit.task, tuple(rows.columns), 0).encode(rows)
    joint = learn(Sample(encoded=encoded, target=target, folds=folds), [], 0).skill
    if joint.interval[0] <= 0:
        return
    yield Measurement(
        value=joint.value,
        unit="skill",
        interval=joint.interval,
        columns=tuple(separating[:3]),
        about=Cell(f"{parts.name}, features"),
        kind="features" if separating else "features-together",
        details={"part": parts.part, "raw": joint.raw},
        evidence=(
            Evidence(
                title="How well each column alone separates the parts",
                unit="skill",
                labels=tuple(separating[:_SHOWN]),
                values=tuple(skills[name].value for name in separating[:_SHOWN]),
            ),
        )
        if separating
        else (),
    )


def _restates(parts: Parts, name: str) -> bool:
    """Return whether a column is the split under another name: few values, none of them in both parts."""
    values = [set(side.get_column(name).unique().head(_NAMES + 1).to_list()) for side in (parts.train, parts.test)]
    return max(map(len, values)) <= _NAMES and not values[0] & values[1]


def _distance(area: float, low: float, high: float) -> tuple[float, tuple[float, float]]:
    """Return how far an AUC is from one half on a scale of 0 to 1, and the interval of that."""
    ends = (2 * low - 1, 2 * high - 1)
    nearest = 0.0 if ends[0] <= 0 <= ends[1] else min(map(abs, ends))
    return abs(2 * area - 1), (nearest, max(map(abs, ends)))
