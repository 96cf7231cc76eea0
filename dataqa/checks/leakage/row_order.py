"""Row order that predicts the target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Positions
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe.folds import FOLDS
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of

_STRETCHES = 40


class Parameters(CheckParameters):
    """Sizes of the sample and of the parts of the file."""

    least_rows: Annotated[int, Field(ge=1)]
    """Rows with a target that are needed."""
    most_rows: Annotated[int, Field(ge=1)]
    """Rows that are used; more are thinned out evenly."""
    stretches: Annotated[int, Field(ge=2)]
    """Parts of equal length into which the file is cut."""


@check(needs=("target", "two values"), reads=("target",), parameters=Parameters)
def row_order(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Cross-validated skill of a row's position in the file, in parts of equal length; large data is thinned out evenly.

    Rows in the order of their dates say nothing about leakage: there the position is the time. Files in a folder for each class
    have no order of their own.
    """
    if audit.table.target == audit.target:
        raise NotApplicable("the rows are files, in the order of the folders of their classes")
    if audit.task.kind == "forecasting" or any(_in_order(audit, name) for name in audit.task.having("time", "datetime")):
        raise NotApplicable("the rows are in the order of their dates")
    limits = audit.parameters
    if audit.rows < limits.least_rows:
        raise NotApplicable(f"fewer than {limits.least_rows} rows")
    places = np.unique(np.linspace(0, audit.rows - 1, min(audit.rows, limits.most_rows)).astype(np.int64))
    cells = audit.engine.take(places, [audit.target]).get_column(audit.target)
    there = cells.is_not_null() & (cells.is_finite() if cells.dtype.is_float() else pl.Series([True]))
    cells, places = cells.filter(there), places[there.to_numpy()]
    if cells.n_unique() < 2 or len(cells) < limits.least_rows:
        raise NotApplicable(f"fewer than {limits.least_rows} rows with a target, or only one target value")
    stretches = min(limits.stretches, len(cells) // 10)
    codes = (places * stretches // audit.rows).astype(np.int64)
    skill = skill_of(out_of_fold(codes, target := _target(cells, audit.task.discrete), np.arange(len(cells)) % FOLDS), target)
    if skill.interval[0] > 0:
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(audit.target,),
            details={"metric": Phrase(skill.metric), "raw": skill.raw, "rows_used": len(cells)},
            evidence=(_picture(audit, cells, places),),
        )


def _in_order(audit: Context, name: str) -> bool:
    """Return whether rows stand from the oldest to the newest, or the other way round."""
    cells = audit.engine.values(name).drop_nulls()
    return cells.n_unique() > 1 and (cells.is_sorted() or cells.is_sorted(descending=True))


def _picture(audit: Context, cells: pl.Series, places: Positions) -> Evidence:
    """Show the target along the file: its mean, or the share of its most frequent class."""
    parts = places * _STRETCHES // audit.rows
    if audit.task.discrete:
        usual = (
            cells.alias("value").value_counts(name="rows").sort(["rows", "value"], descending=[True, False]).get_column("value")[0]
        )
        level, what, unit = (
            (cells == usual).cast(pl.Float64),
            f"Share of {audit.target} {usual}, by position in the file",
            "share of rows",
        )
    else:
        level, what, unit = cells.cast(pl.Float64), f"Mean of {audit.target}, by position in the file", "mean"
    counts = np.bincount(parts, minlength=_STRETCHES)
    means = np.bincount(parts, weights=level.to_numpy(), minlength=_STRETCHES) / np.maximum(1, counts)
    shown = np.flatnonzero(counts)
    return Evidence(
        title=what,
        unit=unit,
        labels=tuple(f"row {part * audit.rows // _STRETCHES:,}" for part in shown.tolist()),
        values=tuple(means[shown].tolist()),
        ordered=True,
    )


def _target(cells: pl.Series, discrete: bool) -> Target:
    if not discrete:
        return Target(values=cells.cast(pl.Float64).to_numpy())
    codes = cells.rank("dense").to_numpy().astype(np.int64) - 1
    return Target(values=np.minimum(codes, 19), classes=tuple(map(str, range(min(20, int(codes.max()) + 1)))))
