"""Cells that would be right in another unit, or with the other sign: what is seen of them in the sample, and all their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from dataqa import model
from dataqa.arrays import Bools, Floats, Positions
from dataqa.checks.noise._cells import rounded_text
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._expected import Expected, Fit, as_numbers, expected_of, separating_column
from dataqa.checks.repairs import rounded
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Rows
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import words_of
from dataqa.statistics import wilson

UNITS, SIGNS = "wrong-units", "sign-flips"
_INSIDE, _NEAR, _FLANK, _OFF, _WAY, _TURNED, _NAMED = 2.5, 3.0, 8.0, 5.0, 10.0, 8.0, 4.0
"""In spreads: how near to its place a cell is when converted; where others are near by chance; how far off it is unconverted."""
_LEAST_SPREAD = 0.01
_TELLING, _STRAY = 0.3, 0.2


@dataclass(frozen=True, slots=True)
class Conversion:
    """What would put a cell right, on a model's scale; and the units that it fits."""

    kind: str
    log: bool
    of: Callable[[Floats], Floats]
    times: float
    units: str
    way: float = _WAY
    """How far a cell is moved at least, in spreads: less where the column's name says which slip to expect."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A column's cells that one conversion puts where the others say that they should be.

    Attributes
    ----------
    column : str
        Which.
    conversion : Conversion
        How.
    rows : ndarray of int64
        Their positions, the furthest first.
    cells, converted : ndarray of float64
        What stands there, and what would.
    share : float
        How much of the column's spread the other columns explain.
    """

    column: str
    conversion: Conversion
    rows: Positions
    cells: Floats
    converted: Floats
    share: float


def slipped(audit: Context, column: str, kind: str) -> Positions:
    """Return the rows of a column's slips of one kind: `UNITS` or `SIGNS`, the checks that report them best."""
    slips = [slip.rows for slip in slips_of(audit) if (slip.column, slip.conversion.kind) == (column, kind)]
    return np.concatenate([np.empty(0, dtype=np.int64), *slips])


def slips_of(audit: Context) -> list[Slip]:
    """Return all slips of an audit's table, no cell twice, the same for all checks that ask."""
    return audit.once(_found)


def _found(audit: Context) -> list[Slip]:
    units, signs = parameters_of("unit-slips"), parameters_of("sign-slips")
    columns = [
        column
        for column, part in audit.profiles("numeric", "target")
        if column.kind == "number" and column.distinct >= units["least_distinct"] and not is_code(column.name, set(units["codes"]))
    ][: units["most_columns"]]
    if not columns:
        return []
    models = expected_of(audit)
    tried = [(column, conversion) for column in columns for conversion in _conversions(column, units, signs)]
    found = []
    for column, conversion in tried:
        fit = models.fit(column.name, log=conversion.log)
        if fit is not None and (seen := _cluster(fit, conversion, len(tried), units)) is not None:
            found.append((fit, conversion, seen))
    slips = [
        slip for fit, conversion, seen in _unlike(models, found, units) if (slip := _everywhere(audit, fit, conversion)) is not None
    ]
    named = {slip.column for slip in slips}
    turned = [_turned(audit, column, signs) for column in columns if column.negatives and column.name not in named]
    return slips + [slip for slip in turned if slip is not None]


def _conversions(column: ColumnProfile, units: Mapping[str, Any], signs: Mapping[str, Any]) -> list[Conversion]:
    made = []
    positive = column.present - column.zeros - column.negatives
    if positive >= 0.95 * (column.present - column.zeros) and column.maximum > 0:
        words = set(words_of(column.name))
        for one in units["factors"]:
            if "names" in one and words.isdisjoint(one["names"]):
                continue
            step = float(np.log(one["times"]))
            made += [
                Conversion(
                    UNITS, True, partial(_less, by=sign * step), float(one["times"]) ** sign, one["words"], one.get("way", _WAY)
                )
                for sign in (1, -1)
            ]
    if set(words_of(column.name)) & set(units["temperatures"]):
        made.append(Conversion(UNITS, False, lambda cells: (cells - 32) / 1.8, 0.0, "Fahrenheit"))
        made.append(Conversion(UNITS, False, lambda cells: cells * 1.8 + 32, 0.0, "Celsius"))
    if column.negatives and positive:
        made.append(Conversion(SIGNS, False, lambda cells: -cells, -1.0, ""))
    return made


def _less(cells: Floats, by: float) -> Floats:
    return cells - by


def _spread(fit: Fit) -> float:
    return max(fit.spread, _LEAST_SPREAD) if fit.log else fit.spread


def _places(cells: Floats, expected: Floats, fit: Fit, conversion: Conversion) -> tuple[Floats, Floats]:
    """Return how far cells are from what is expected, unconverted and converted, in spreads; 0 unconverted if there is none."""
    spread = _spread(fit)
    with np.errstate(invalid="ignore"):
        stands = (cells - expected) / spread
        converted = (conversion.of(cells) - expected) / spread
    return np.nan_to_num(stands), np.nan_to_num(converted, nan=np.inf)


def _cluster(fit: Fit, conversion: Conversion, trials: int, limits: Mapping[str, Any]) -> Bools | None:
    """Return which of the sample's cells a conversion puts right, where they are more than chance puts there; None where not."""
    from scipy.special import pdtrc

    stands, converted = _places(fit.cells, fit.expected, fit, conversion)
    least = _TURNED if conversion.kind == SIGNS else _OFF
    inside = (np.abs(stands) >= least) & (np.abs(converted) <= _INSIDE)
    if not inside.any():
        return None
    # a sign turns on both sides, a unit moves to one
    side = 0.0 if conversion.kind == SIGNS else float(np.sign(np.median(stands[inside])))
    off = np.abs(stands) >= least if not side else stands * side >= least
    inside &= off
    count, way = int(inside.sum()), float(np.median(np.abs(stands[inside])))
    if not limits["least_rows"] <= count <= limits["most"] * len(stands) or count < limits["of_those_off"] * off.sum():
        return None
    flank = np.abs(converted[off])
    beside = [int(((flank > _NEAR) & (flank <= _FLANK)).sum())]
    if side:
        # a tail falls all the way: a second hump has few on the way to it, few behind it, and none like it on the other side
        outward = stands * side - way
        # on a short way the valley before the second hump is narrower: counted as if it were as wide
        inner = _FLANK if conversion.way >= _WAY else min(_FLANK, max(_NEAR + 0.5, way / 2))
        before = float(((outward < -_NEAR) & (outward >= -inner)).sum()) * (_FLANK - _NEAR) / (inner - _NEAR)
        behind = int(((outward > _NEAR) & (outward <= _FLANK)).sum())
        beside = [round(before), behind, int((np.abs(-stands * side - way) <= _INSIDE).sum())]
        if way < conversion.way:
            return None
    if float(pdtrc(count - 1, limits["humps"] * max(beside) + _STRAY)) > limits["chance"] / trials:
        return None
    if abs(float(np.median(converted[inside]))) > min(1.0, limits["off_centre"] + 4 / np.sqrt(count)):
        return None
    return inside


def _unlike(
    models: Expected, found: Sequence[tuple[Fit, Conversion, Bools]], limits: Mapping[str, Any]
) -> list[tuple[Fit, Conversion, Bools]]:
    """Return those whose rows no other column tells apart, the clearest of each column and of the same rows."""
    found = sorted(found, key=lambda one: (-int(one[2].sum()), abs(_centre(one)), one[0].name))
    kept: list[tuple[Fit, Conversion, Bools]] = []
    for fit, conversion, inside in found:
        # one column's slip moves what is expected of another: the same rows, and the way back
        if any(other.name == fit.name or (_same(inside, seen) and _back(conversion, back)) for other, back, seen in kept):
            continue
        alike = {other.name for other, _, seen in found if _same(inside, seen)}
        names = [name for name in models.frame.columns if name not in alike | {fit.name}]
        if separating_column(models.frame, inside, names)[1] <= limits["told"] + 1 / np.sqrt(inside.sum()):
            kept.append((fit, conversion, inside))
    return kept


def _centre(one: tuple[Fit, Conversion, Bools]) -> float:
    fit, conversion, inside = one
    return float(np.median(_places(fit.cells, fit.expected, fit, conversion)[1][inside]))


def _same(a: Bools, b: Bools) -> bool:
    return bool(2 * (a & b).sum() >= min(a.sum(), b.sum()))


def _back(a: Conversion, b: Conversion) -> bool:
    return a.kind == b.kind and abs(a.times * b.times - 1) < 1e-6


def _turned(audit: Context, column: ColumnProfile, limits: Mapping[str, Any]) -> Slip | None:
    """Return the few cells on the other side of 0, where all keep away from 0 and their amounts are those of the others."""
    from scipy.stats import ks_2samp

    less = column.negatives <= column.present / 2
    few = column.negatives if less else column.present - column.zeros - column.negatives
    if not 0 < few <= limits["most"] * column.present or column.present < limits["least_present"]:
        return None
    side = 1 if less else -1
    cells = as_numbers(audit.engine.values(column.name)) * side
    wrong = np.flatnonzero(cells < 0)
    right = cells[cells > 0]
    low, middle, high = np.quantile(right, (0.005, 0.5, 0.995)).tolist()
    amounts = -cells[wrong]
    if low < limits["away"] * middle or ((amounts < low) | (amounts > high)).mean() > limits["beyond"]:
        return None
    if ks_2samp(amounts, right[: limits["compared"]], method="asymp").pvalue < limits["unlike"]:
        return None
    names = [name for name in audit.profile.sample.columns if name != column.name]
    turned = as_numbers(audit.profile.sample.get_column(column.name)) * side < 0
    seen = turned.sum()
    if seen >= 3 and separating_column(audit.profile.sample, turned, names)[1] > limits["told"] + 1 / np.sqrt(seen):
        return None
    stood = cells[wrong] * side
    placed = np.lexsort((wrong, -np.abs(stood)))
    return Slip(
        column.name,
        Conversion(SIGNS, False, np.negative, -1.0, ""),
        wrong[placed].astype(np.int64),
        stood[placed],
        -stood[placed],
        0.0,
    )


def _everywhere(audit: Context, fit: Fit, conversion: Conversion) -> Slip | None:
    """Return all rows of a slip that was seen in the sample."""
    rows, cells, off, start = [], [], [], 0
    names = [fit.name, *(block.name for block in fit.blocks)]
    for batch in audit.engine.batches():
        frame = batch.select(list(dict.fromkeys(names)))
        there, expected = fit.expect(frame)
        stands, converted = _places(there, expected, fit, conversion)
        right = np.flatnonzero((np.abs(stands) >= 2 * np.abs(converted)) & (np.abs(converted) <= _NAMED) & (np.abs(stands) >= _OFF))
        rows.append(right + start)
        cells.append(there[right])
        off.append(np.abs(stands[right]))
        start += batch.height
    placed = np.lexsort((np.concatenate(rows), -np.concatenate(off)))
    stood = np.concatenate(cells)[placed]
    if len(np.unique(stood)) < min(3, len(stood)):
        return None  # one value again and again is a code
    back = np.exp if fit.log else np.asarray
    return Slip(
        fit.name,
        conversion,
        np.concatenate(rows)[placed].astype(np.int64),
        back(stood),
        back(conversion.of(stood)),
        float(fit.share),
    )


def measurement(slip: Slip, rows: int, kind: str = "", notes: tuple[str, ...] = (), **details: Any) -> Measurement:
    """Return the measurement of one slip."""
    count = len(slip.rows)
    return Measurement(
        value=count / rows,
        unit="share of rows",
        interval=wilson(count, rows),
        columns=(slip.column,),
        rows=Rows(positions=slip.rows),
        about="" if slip.conversion.kind == SIGNS else f"{slip.conversion.times:.4g}",
        kind=kind,
        notes=("columns" if slip.share >= _TELLING else "column", *notes),
        details={
            "found": rounded_text(float(slip.cells[0]), 6),
            "expected": rounded_text(float(slip.converted[0])),
            "share": float(slip.share),
            **details,
        },
        mends=(model.Mend(cells=rounded(slip.converted)),),
    )
