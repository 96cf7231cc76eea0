"""Columns whose sum or product is the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Indices
from dataqa.context import Context
from dataqa.findings.numbers import as_number, countable
from dataqa.findings.parameters import parameters_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSum:
    """Columns that make the target: their names, in what form, how well (R²), the share of rows that agree, and the rows used.

    `label` is the class that is 1 where the others are 0; empty where the target itself is the sum. Where the formula, rounded as
    the target is, gives the target, R² is 1.
    """

    columns: tuple[str, ...]
    form: str
    r2: float
    agreeing: float
    rows: int
    label: str = ""


_STRONG, _HUGE = 0.98, 1e12
"""R² from which what is left may be the rounding of the target; numbers that are rounded to no unit worth a thought."""


def target_sum(audit: Context) -> TargetSum | None:
    """Return the few columns whose weighted sum, or product, comes nearest to the target; None where there are none.

    Trimmed least squares (Rousseeuw 1984), on the row sample: a few rows that do not add up hide nothing. Columns are selected
    forwards, and where all of them together make the target also backwards: of a rounded total of four columns the best three may
    be others. Dates count as days, flags as 0 and 1; of classes each is tried as 0 and 1.
    """
    return audit.once(_found)


def _found(audit: Context) -> TargetSum | None:
    probe, limits = audit.probe, parameters_of("target-sums")
    nulls = {name: column.nulls for name, column in audit.profile.columns.items()}
    names = [name for name in countable(audit) if nulls[name] <= float(limits["most_empty"]) * audit.rows]
    names = names[: int(limits["most_candidates"])]
    if not probe.usable or not names:
        return None
    rows = probe.rows.select(*(as_number(audit, name).alias(name) for name in names), audit.target).drop_nulls()
    rows = rows.filter(pl.all_horizontal(pl.col(names).is_finite()))
    matrix = rows.select(names).to_numpy()
    if len(matrix) < int(limits["least_rows"]):
        return None
    # in units of the largest: the squares of huge numbers are no floats
    matrix = matrix / np.maximum(np.abs(matrix).max(axis=0), 1.0)
    if audit.task.discrete:
        return _of_classes(rows.get_column(audit.target), names, matrix, limits)
    target = rows.get_column(audit.target).cast(pl.Float64).to_numpy()
    if not np.isfinite(target).all() or np.ptp(target) == 0:
        return None
    return _of_number(target, names, matrix, limits)


def _of_number(target: Floats, names: list[str], matrix: Floats, limits: Mapping[str, Any]) -> TargetSum | None:
    largest = max(float(np.abs(target).max()), 1.0)
    step, target = _step(target) / largest, target / largest
    share = float(limits["share"])
    forms = [("a weighted sum", names, matrix, target, step)]
    positive: Bools = np.asarray((matrix > 0).all(axis=0))
    if (target > 0).mean() > share and positive.sum() >= 2:
        there = target > 0
        factors = [name for name, fits in zip(names, positive, strict=True) if fits]
        forms.append(("a product", factors, np.log(matrix[there][:, positive]), np.log(target[there]), 0.0))
    found = [(form, known, _select(given, wanted, unit, share, limits)) for form, known, given, wanted, unit in forms]
    form, known, one = max(found, key=lambda each: (each[2].r2, -len(each[2].places), each[0]))
    if not one.places:
        return None
    names = sorted(known[place] for place in one.places)
    return TargetSum(columns=tuple(names), form=form, r2=one.r2, agreeing=one.agreeing, rows=len(target))


def _of_classes(cells: pl.Series, names: list[str], matrix: Floats, limits: Mapping[str, Any]) -> TargetSum | None:
    """Return the columns that add up to a class as 0 and 1, or to classes that are numbers; at least two, else it is a copy."""
    counts = cells.alias("value").value_counts(name="rows")
    rarest_last = counts.sort(["rows", "value"], descending=[True, False]).get_column("value")
    labels = rarest_last.to_list()[: int(limits["most_classes"])]
    wanted = [(str(label), (cells == label).cast(pl.Float64).to_numpy()) for label in (labels[1:] if len(labels) == 2 else labels)]
    if len(labels) > 2 and cells.dtype.is_numeric():
        wanted.append(("", cells.cast(pl.Float64).to_numpy()))
    found = []
    for label, target in wanted:
        # cheap, and nearly always the end: all columns together are no formula of a class
        if label and not int(limits["least_class"]) <= target.sum() <= len(target) - int(limits["least_class"]):
            continue
        if np.ptp(target) == 0 or _r2_of_all(matrix, target, int(limits["looked_at"])) < float(limits["worth_it"]):
            continue
        # no row is trimmed: of a rare class none would be left
        one = _select(matrix, target, 0.0, 1.0, limits)
        if len(one.places) > 1:
            columns = tuple(sorted(names[place] for place in one.places))
            found.append(
                TargetSum(columns=columns, form="a weighted sum", r2=one.r2, agreeing=one.agreeing, rows=len(target), label=label)
            )
    return max(found, key=lambda one: (one.r2, -len(one.columns), one.columns), default=None)


def _r2_of_all(matrix: Floats, target: Floats, rows: int) -> float:
    rows = max(rows, 3 * matrix.shape[1])
    with_constant, target = np.column_stack([np.ones(len(target)), matrix])[:rows], target[:rows]
    return _r2(target - with_constant @ np.linalg.lstsq(with_constant, target, rcond=None)[0], target)


def _step(target: Floats) -> float:
    """Return the unit that a number is rounded to: 1, 0.1, 0.01 …; 0 where it is not, or where it has few of them."""
    if np.abs(target).max() >= _HUGE:
        return 0.0
    for digits in range(5):
        if np.abs(np.round(target, digits) - target).max() <= 1e-9 * max(1.0, float(np.abs(target).max())):
            unit = float(10.0**-digits)
            return unit if target.std() >= 3 * unit else 0.0
    return 0.0


@dataclass(frozen=True, slots=True)
class _Fit:
    places: list[int]
    r2: float
    agreeing: float


def _select(matrix: Floats, target: Floats, step: float, share: float, limits: Mapping[str, Any]) -> _Fit:
    """Return the few columns that explain the target, selected forwards or backwards."""
    spread = matrix.std(axis=0)
    usable = spread > 1e-12 * np.abs(matrix).max(axis=0)
    scaled = np.where(usable, (matrix - matrix.mean(axis=0)) / np.where(usable, spread, 1.0), 0.0)
    most = int(limits["most_columns"])
    forwards = _pruned(scaled, target, _forwards(scaled, target, share, min(most, int(usable.sum()))), step, share)
    every = np.flatnonzero(usable).tolist()
    if forwards.r2 >= float(limits["enough"]) or not most < len(every) <= int(limits["most_backwards"]):
        return forwards
    fewer = slice(0, int(limits["looked_at"]))
    backwards = _backwards(scaled[fewer], target[fewer], every, most, step, share, limits)
    return forwards if backwards is None else max(forwards, _pruned(scaled, target, backwards, step, share), key=lambda one: one.r2)


def _forwards(scaled: Floats, target: Floats, share: float, most: int) -> list[int]:
    kept, left, picked = np.arange(len(target)), target - target.mean(), list[int]()
    for _ in range(most):
        pull = np.abs(scaled[kept].T @ left[kept])
        pull[picked] = -1.0
        picked.append(int(pull.argmax()))
        left, kept = _trimmed(scaled[:, picked], target, share)
        if _r2(left[kept], target[kept]) > 1 - 1e-9:
            break
    return picked


def _backwards(
    scaled: Floats, target: Floats, places: list[int], most: int, step: float, share: float, limits: Mapping[str, Any]
) -> list[int] | None:
    """Drop the column that is missed least until few are left; None where all together do not make the target."""
    left, kept = _trimmed(scaled[:, places], target, share)
    if _r2(_beyond(left, step)[kept], target[kept]) < float(limits["enough"]):
        return None
    given, wanted = scaled[kept], target[kept] - target[kept].mean()
    while len(places) > most:
        inverse = np.linalg.pinv(given[:, places].T @ given[:, places])
        weights = inverse @ (given[:, places].T @ wanted)
        places = [
            place for at, place in enumerate(places) if at != int((weights**2 / np.maximum(np.diag(inverse), 1e-12)).argmin())
        ]
    return places


def _pruned(scaled: Floats, target: Floats, picked: list[int], step: float, share: float) -> _Fit:
    """Leave out, one by one, the columns without which the others do as well."""
    left, kept = _trimmed(scaled[:, picked], target, share)
    # where the formula is right, what is left is the rounding of the target
    step = step if _r2(left[kept], target[kept]) >= _STRONG else 0.0
    r2 = _r2(_beyond(left, step)[kept], target[kept])
    while len(picked) > 1:
        without = {i: _r2_of(scaled[kept], target[kept], [one for one in picked if one != i], step) for i in picked}
        i = max(picked, key=lambda one: without[one])
        if without[i] < r2 - 0.01 * (1 - r2) - 1e-6:
            break
        picked = [one for one in picked if one != i]
    scale = float(np.sqrt((left[kept] ** 2).mean())) + 1e-9 * float(np.abs(target).max())
    return _Fit(picked, r2, float((np.abs(left) <= 6 * scale).mean()))


def _beyond(left: Floats, step: float) -> Floats:
    """Return what is left of residuals beyond half the unit that the target is rounded to, and a little more."""
    return np.asarray(np.maximum(np.abs(left) - 0.55 * step, 0.0), dtype=np.float64)


def _trimmed(columns: Floats, target: Floats, share: float) -> tuple[Floats, Indices]:
    """Fit, keep the rows that agree best, and fit again; return the residuals of all rows, and the rows that were kept."""
    with_constant = np.column_stack([np.ones(len(target)), columns])
    kept: Indices = np.arange(len(target))
    left = target
    for _ in range(4):
        left = target - with_constant @ np.linalg.lstsq(with_constant[kept], target[kept], rcond=None)[0]
        kept = np.argsort(np.abs(left), kind="stable")[: max(10, round(share * len(target)))]
    return left, np.sort(kept)


def _r2_of(columns: Floats, target: Floats, picked: list[int], step: float) -> float:
    """Return the R² of some columns."""
    with_constant = np.column_stack([np.ones(len(target)), columns[:, picked]])
    return _r2(_beyond(target - with_constant @ np.linalg.lstsq(with_constant, target, rcond=None)[0], step), target)


def _r2(left: Floats, target: Floats) -> float:
    spread = float(((target - target.mean()) ** 2).sum())
    return 1.0 - float(left @ left) / spread if spread > 0 else 0.0
