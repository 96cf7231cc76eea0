"""Columns from which the target can be computed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement

Floats = npt.NDArray[np.float64]


@check(needs=("numeric target", "features"))
def target_arithmetic(audit: Context) -> Iterator[Measurement]:
    """R² of the target as a weighted sum, or a product, of a few number columns (forward selection, least squares; row sample)."""
    probe = audit.probe
    most = int(audit.parameters["most_columns"])
    names = [column.name for column, part in audit.profiles("numeric") if column.nulls <= 0.2 * column.rows][:300]
    if not probe.usable or not names:
        return
    rows = probe.rows.select(*names, audit.target).drop_nulls()
    rows = rows.filter(pl.all_horizontal(pl.all().cast(pl.Float64).is_finite()))
    matrix, target = rows.select(names).cast(pl.Float64).to_numpy(), rows.get_column(audit.target).cast(pl.Float64).to_numpy()
    if len(target) < int(audit.parameters["least_rows"]) or np.ptp(target) == 0:
        return
    # in units of the largest: the squares of huge numbers are no floats
    matrix, target = matrix / np.maximum(np.abs(matrix).max(axis=0), 1.0), target / max(float(np.abs(target).max()), 1.0)
    forms = [("a weighted sum", matrix, target)]
    positive = [i for i in range(len(names)) if matrix[:, i].min() > 0]
    if target.min() > 0 and len(positive) >= 2:
        forms.append(("a product", np.log(matrix[:, positive]), np.log(target)))
    found = []
    for form, given, wanted in forms:
        picked, r2 = _select(given, wanted, most)
        known = names if form == "a weighted sum" else [names[i] for i in positive]
        found.append((r2, form, tuple(sorted(known[i] for i in picked))))
    r2, form, columns = max(found, key=lambda one: (one[0], -len(one[2]), one[1]))
    if columns:
        yield Measurement(value=r2, unit="R²", columns=columns, about=form, details={"form": form, "rows_used": len(target)})


def _select(matrix: Floats, target: Floats, most: int) -> tuple[list[int], float]:
    """Return the columns that explain the target, one by one the best of what is left, and the R² that they reach."""
    spread = matrix.std(axis=0)
    usable = spread > 1e-12 * np.abs(matrix).max(axis=0)
    scaled = np.where(usable, (matrix - matrix.mean(axis=0)) / np.where(usable, spread, 1.0), 0.0)
    wanted = (target - target.mean()) / target.std()
    left, picked, r2 = wanted, list[int](), 0.0
    for _ in range(min(most, int(usable.sum()))):
        pull = np.abs(scaled.T @ left)
        pull[picked] = -1.0
        picked.append(int(pull.argmax()))
        weights = np.linalg.lstsq(scaled[:, picked], wanted, rcond=None)[0]
        left = wanted - scaled[:, picked] @ weights
        r2 = 1.0 - float(left @ left) / len(wanted)
        if r2 > 1 - 1e-9:
            break
    kept = [i for i in picked if _needed(scaled, wanted, picked, i, r2)]
    return kept, r2


def _needed(scaled: Floats, wanted: Floats, picked: list[int], one: int, r2: float) -> bool:
    others = [i for i in picked if i != one]
    if not others:
        return True
    left = wanted - scaled[:, others] @ np.linalg.lstsq(scaled[:, others], wanted, rcond=None)[0]
    return r2 - (1.0 - float(left @ left) / len(wanted)) > 0.01 * (1 - r2) + 1e-6
