"""Columns whose sum or product is a numeric target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Indices
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSum:
    """Columns that make the target: their names, in what form, how well (R²), the share of rows that agree, and the rows used."""

    columns: tuple[str, ...]
    form: str
    r2: float
    agreeing: float
    rows: int


def target_sum(audit: Context) -> TargetSum | None:
    """Return the few number columns whose weighted sum, or product, comes nearest to a numeric target; None where there are none.

    Forward selection by trimmed least squares (Rousseeuw 1984), on the row sample: a few rows that do not add up hide nothing.
    """
    return audit.once(_found)


def _found(audit: Context) -> TargetSum | None:
    probe, limits = audit.probe, parameters_of("target-sums")
    # answers from 1 to 5 are codes, and add up to a score all the same
    numbers = [column for column, _ in audit.profiles("numeric", "categorical") if column.kind == "number"]
    names = [column.name for column in numbers if column.nulls <= float(limits["most_empty"]) * column.rows]
    names = names[: int(limits["most_candidates"])]
    if not probe.usable or not names:
        return None
    rows = probe.rows.select(*names, audit.target).drop_nulls()
    rows = rows.filter(pl.all_horizontal(pl.all().cast(pl.Float64).is_finite()))
    matrix, target = rows.select(names).cast(pl.Float64).to_numpy(), rows.get_column(audit.target).cast(pl.Float64).to_numpy()
    if len(target) < int(limits["least_rows"]) or np.ptp(target) == 0:
        return None
    # in units of the largest: the squares of huge numbers are no floats
    matrix, target = matrix / np.maximum(np.abs(matrix).max(axis=0), 1.0), target / max(float(np.abs(target).max()), 1.0)
    forms = [("a weighted sum", names, matrix, target)]
    positive = (matrix > 0).all(axis=0)
    if (target > 0).mean() > float(limits["share"]) and positive.sum() >= 2:
        there = target > 0
        factors = [name for name, fits in zip(names, positive, strict=True) if fits]
        forms.append(("a product", factors, np.log(matrix[there][:, positive]), np.log(target[there])))
    found = [(form, known, *_select(given, wanted, limits)) for form, known, given, wanted in forms]
    form, known, picked, r2, agreeing = max(found, key=lambda one: (one[3], -len(one[2]), one[0]))
    if not picked:
        return None
    return TargetSum(columns=tuple(sorted(known[i] for i in picked)), form=form, r2=r2, agreeing=agreeing, rows=len(target))


def _select(matrix: Floats, target: Floats, limits: Mapping[str, Any]) -> tuple[list[int], float, float]:
    """Return the columns that explain the target, one by one the best of what is left, their R², and the share of rows used."""
    spread = matrix.std(axis=0)
    usable = spread > 1e-12 * np.abs(matrix).max(axis=0)
    scaled = np.where(usable, (matrix - matrix.mean(axis=0)) / np.where(usable, spread, 1.0), 0.0)
    kept, left, picked = np.arange(len(target)), target - target.mean(), list[int]()
    r2, share = 0.0, float(limits["share"])
    for _ in range(min(int(limits["most_columns"]), int(usable.sum()))):
        pull = np.abs(scaled[kept].T @ left[kept])
        pull[picked] = -1.0
        picked.append(int(pull.argmax()))
        left, kept = _trimmed(scaled[:, picked], target, share)
        r2 = _r2(left[kept], target[kept])
        if r2 > 1 - 1e-9:
            break
    needed = [i for i in picked if _without(scaled[kept], target[kept], picked, i) < r2 - 0.01 * (1 - r2) - 1e-6]
    scale = float(np.sqrt((left[kept] ** 2).mean())) + 1e-9 * float(np.abs(target).max())
    return needed if len(picked) > 1 else picked, r2, float((np.abs(left) <= 6 * scale).mean())


def _trimmed(columns: Floats, target: Floats, share: float) -> tuple[Floats, Indices]:
    """Fit, keep the rows that agree best, and fit again; return the residuals of all rows, and the rows that were kept."""
    with_constant = np.column_stack([np.ones(len(target)), columns])
    kept: Indices = np.arange(len(target))
    left = target
    for _ in range(4):
        left = target - with_constant @ np.linalg.lstsq(with_constant[kept], target[kept], rcond=None)[0]
        kept = np.argsort(np.abs(left), kind="stable")[: max(10, round(share * len(target)))]
    return left, np.sort(kept)


def _without(columns: Floats, target: Floats, picked: list[int], one: int) -> float:
    others = np.column_stack([np.ones(len(target)), *(columns[:, i] for i in picked if i != one)])
    return _r2(target - others @ np.linalg.lstsq(others, target, rcond=None)[0], target)


def _r2(left: Floats, target: Floats) -> float:
    spread = float(((target - target.mean()) ** 2).sum())
    return 1.0 - float(left @ left) / spread if spread > 0 else 0.0
