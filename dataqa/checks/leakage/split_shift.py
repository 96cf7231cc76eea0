"""Test parts that are unlike the training rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.classes import spellings
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Evidence, Measurement, Phrase
from dataqa.probe.codes import codes_of
from dataqa.probe.encode import Encoder
from dataqa.probe.folds import folds_of, mixed_order, row_hashes
from dataqa.probe.learn import learn
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of
from dataqa.statistics import auc, auc_interval, bonferroni, newcombe

_SHOWN = 8
_NAMES = 6
"""Values up to which a column may name the parts of a split."""


@check(needs=("held out",), reads=("target", "features"), splits_words=True)
def split_shift(audit: Context) -> Iterator[Measurement]:
    """How far a test part is from the training rows: in its classes, in its numbers to be predicted, and in its features.

    Classes: the largest difference of shares, with Newcombe's interval (1998), corrected for the number of classes (Bonferroni).
    Numbers, and features by a classifier that is to tell the parts apart (Lopez-Paz & Oquab 2017; cross-fitted, on a sample of
    rows): twice the distance of the AUC from one half (Hanley & McNeil 1982). Times are left out: a split may go by them.
    """
    if audit.task.target is not None:
        for parts in held_out(audit, [audit.target]):
            yield from _classes(audit, parts) if audit.task.discrete else _numbers(audit, parts)
    names = [
        name for name in audit.task.features if not audit.task.columns[name].clock and audit.task.columns[name].role != "group"
    ]
    for parts in held_out(audit, names[: int(audit.parameters["most_columns"])]):
        yield from _features(audit, parts)


def _classes(audit: Context, parts: Parts) -> Iterator[Measurement]:
    sides = [_named(audit, side.get_column(audit.target).drop_nulls()) for side in (parts.train, parts.test)]
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
            "class": str(value),
            "fact": f"{after:.1%} of the test rows ({parts.name}) are {value}, of the training rows {before:.1%}",
            "how": Phrase("On other class shares a figure is another figure: accuracy and precision move with them"),
        },
        evidence=(
            Evidence(
                title=f"Difference of shares, {parts.name} against training",
                unit="difference of shares",
                labels=tuple(str(one[3]) for one in shown),
                values=tuple(one[5] / len(sides[1]) - one[4] / len(sides[0]) for one in shown),
            ),
        ),
    )  # fmt: skip


def _named(audit: Context, cells: pl.Series) -> pl.Series:
    """Return classes by their commonest spelling: another spelling is no other class."""
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
    middle = [float(np.median(side)) for side in sides]
    yield Measurement(
        value=value,
        unit="difference",
        interval=interval,
        columns=(audit.target,),
        about=Cell(parts.name),
        details={
            "class": "",
            "fact": Phrase(f"The median of the test rows ({parts.name}) is {middle[1]:.4g}, of the training rows {middle[0]:.4g}"),
            "how": Phrase("On other numbers a figure is another figure: errors grow and shrink with what is to be predicted"),
        },
    )


def _features(audit: Context, parts: Parts) -> Iterator[Measurement]:
    most, least = int(audit.parameters["rows"]), int(audit.parameters["least_rows"])
    sides = [side[mixed_order(side)[:most]] for side in (parts.train, parts.test)]
    if min(side.height for side in sides) < least:
        return
    rows = pl.concat(sides).select(name for name in parts.train.columns if not _restates(parts, name))
    if not rows.width:
        return
    target = Target(values=(np.arange(rows.height) >= sides[0].height).astype(np.int64), classes=("training", parts.name))
    folds = folds_of(row_hashes(rows), target.values)
    skills = {name: skill_of(out_of_fold(codes_of(rows.get_column(name)), target, folds), target) for name in rows.columns}
    telling = sorted((name for name in skills if skills[name].interval[0] > 0), key=lambda name: (-skills[name].value, name))
    joint = learn(Encoder(rows, audit.task, tuple(rows.columns), 0).encode(rows), target, folds, [], 0).skill
    if joint.interval[0] <= 0:
        return
    where = f"most by {', '.join(' '.join(name.split()) for name in telling[:3])}" if telling else "by several columns together"
    yield Measurement(
        value=joint.value,
        unit="skill",
        interval=joint.interval,
        columns=tuple(telling[:3]),
        about=Cell(f"{parts.name}, features"),
        details={
            "class": "",
            "fact": f"Rows of the test part ({parts.name}) can be told from training rows (AUC {joint.raw:.2f}), {where}",
            "how": Phrase(
                "The parts were drawn from different rows, or treated differently: the test asks what training did not teach"
            ),
        },
        evidence=(
            Evidence(
                title="How well each column alone tells the parts apart",
                unit="skill",
                labels=tuple(telling[:_SHOWN]),
                values=tuple(skills[name].value for name in telling[:_SHOWN]),
            ),
        )
        if telling
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
