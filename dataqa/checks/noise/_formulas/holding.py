"""Whether a formula is a rule between columns or chance, how exactly it holds, and which rows break it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dataqa.arrays import Bools, Floats, Indices
from dataqa.checks.noise._formulas.forms import Formula, Product, Sum, Values, leeways
from dataqa.checks.noise._order_rules import same_clock
from dataqa.checks.noise._quantities import Quantity

_EXACT, _WRITTEN, _READ = range(3)


@dataclass(frozen=True, kw_only=True)
class HoldingFormula:
    """A formula that holds nearly everywhere.

    Attributes
    ----------
    formula : Sum or Product
        What holds.
    level : int
        How exactly: 0 as floats do, 1 to the step in which the result is written, 2 to the steps of the operands, too.
    """

    formula: Formula
    level: int

    def judged(self, known: Mapping[str, Quantity], *, whole: bool = True) -> tuple[Bools, Bools, Floats]:
        """Return the rows in which it can be checked, those that hold, and by how much the others miss, in leeways."""
        cells = _cells(self.formula, known, whole=whole)
        off = np.abs(cells[self.formula.result] - self.formula.gives(cells))
        leeway = leeways(self.formula, known, cells)[self.level]
        there = np.isfinite(off)
        return there, there & (off <= leeway), off


def _cells(formula: Formula, known: Mapping[str, Quantity], *, whole: bool) -> dict[str, Floats]:
    return {name: known[name].values if whole else known[name].look for name in formula.columns}


def rule_of(formula: Formula, known: Mapping[str, Quantity], limits: Mapping[str, Any]) -> HoldingFormula | None:
    """Return the rule that a formula is, by the rows looked at; or None where it is none, or chance alone would do.

    Three tests. It holds in nearly all rows, also in those where a column has not its commonest value. What breaks it breaks it
    clearly: a mere resemblance is missed by a little more often than by much. And it no longer holds when the cells of one
    column are dealt out anew, whichever column.
    """
    cells = _cells(formula, known, whole=False)
    there = np.all([np.isfinite(one) for one in cells.values()], axis=0)
    if there.sum() < limits["least_rows"]:
        return None
    cells = {name: one[there] for name, one in cells.items()}
    formula = _floored(_refined(formula, known, cells), known, cells, limits)
    off = np.abs(cells[formula.result] - formula.gives(cells))
    levels = leeways(formula, known, cells)
    judged = np.isfinite(off)
    for level, leeway in enumerate(levels):
        holds = judged & (off <= leeway)
        if holds.sum() < limits["least_support"] * judged.sum():
            continue
        whole = level == _EXACT and all(known[name].whole for name in formula.columns) and _counts(formula)
        missed = off[judged & ~holds]
        unsure = levels[_READ][judged & ~holds]
        # what is missed by less than was rounded away is not missed
        if level != _READ and not whole and (missed <= unsure).sum() > limits["rounded"] * len(missed):
            continue
        if not whole and (missed <= np.maximum(2 * leeway[judged & ~holds], unsure)).sum() > limits["near"] * len(missed):
            continue
        if _matters(formula, known, cells, holds, level, limits):
            return HoldingFormula(formula=formula, level=level)
        return None
    return None


def _refined(formula: Formula, known: Mapping[str, Quantity], cells: Values) -> Formula:
    """Return the formula with its constants fitted to the rows that hold, and rounded as far as they still hold."""

    def holding(one: Formula) -> Bools:
        off = np.abs(cells[one.result] - one.gives(cells))
        return np.asarray(off <= leeways(one, known, cells)[_READ] + 0.5 * known[one.result].step)

    def exact(one: Formula, level: int) -> int:
        return int((np.abs(cells[one.result] - one.gives(cells)) <= leeways(one, known, cells)[level]).sum())

    if isinstance(formula, Product):
        if formula.share or formula.factor == 1:
            return formula
        bare = replace(formula, factor=1.0).gives(cells)
        good = np.isfinite(bare) & (bare != 0) & (cells[formula.result] != 0)
        if not good.any():
            return formula
        # of the larger half: there a ratio is known best
        good &= np.abs(cells[formula.result]) >= np.median(np.abs(cells[formula.result][good]))
        best = replace(formula, factor=float(np.median(cells[formula.result][good] / bare[good])))
        most = int(holding(best).sum())
        for digits in range(1, 6):
            rounded = replace(best, factor=_round(best.factor, digits))
            if holding(rounded).sum() >= 0.995 * most:
                return rounded
        return best
    if len(formula.operands) > 1:
        if formula.constant and not formula.said:
            for digits in range(1, 6):
                rounded_sum = replace(formula, constant=_round(formula.constant, digits))
                if holding(rounded_sum).sum() >= 0.995 * holding(formula).sum():
                    return rounded_sum
        return formula
    given, result = cells[formula.operands[0]], cells[formula.result]
    off = np.abs(result - formula.gives(cells))
    close = off <= np.quantile(off, 0.8)
    line = formula
    for _ in range(3):
        if close.sum() < 3 or np.ptp(given[close]) == 0:
            return formula
        slope, shift = np.polyfit(given[close] - given[close].mean(), result[close], 1)
        line = replace(formula, weights=(float(slope),), constant=float(shift - slope * given[close].mean()))
        close = holding(line) if holding(line).sum() >= 3 else close
    strict = _WRITTEN if exact(line, _WRITTEN) >= 0.8 * exact(line, _READ) else _READ
    most = exact(line, strict)
    for digits in range(1, 7):
        slope = _round(line.weights[0], digits)
        shift = float(np.median(result - slope * given))
        for places in range(-2, 5):
            rounded_line = replace(line, weights=(slope,), constant=round(shift, places) + 0.0)
            if exact(rounded_line, strict) >= 0.995 * most:
                return rounded_line
    return line


def _round(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}") if np.isfinite(value) else value


def _counts(formula: Formula) -> bool:
    return formula.plain and not (isinstance(formula, Sum) and formula.constant)


def _floored(formula: Formula, known: Mapping[str, Quantity], cells: Values, limits: Mapping[str, Any]) -> Formula:
    """Return the formula rounded down, where what it gives lies evenly between the result and one step more."""
    step = known[formula.result].step
    if not step:
        return formula
    more = (formula.gives(cells) - cells[formula.result]) / step
    inside = more[np.abs(more) <= 1.02]
    even = len(inside) >= limits["least_support"] * len(more) and 0.35 < float(np.median(inside)) < 0.65
    return replace(formula, floor=step) if even and float(np.quantile(inside, 0.05)) > -0.02 else formula


def _matters(
    formula: Formula, known: Mapping[str, Quantity], cells: dict[str, Floats], holds: Bools, level: int, limits: Mapping[str, Any]
) -> bool:
    """Return whether every column has a part in it."""
    deal, varied = np.random.default_rng(0).permutation(len(holds)), 0
    for name in formula.columns:
        values, counts = np.unique(cells[name][holds], return_counts=True)
        varied += len(values) >= limits["least_values"]
        if len(formula.columns) == 2 and len(values) < 2 * limits["least_values"]:
            return False
        unusual = cells[name] != values[counts.argmax()]
        if unusual.sum() < limits["least_unusual"] or holds[unusual].mean() < limits["least_support"]:
            return False
        dealt = {**cells, name: cells[name][deal]}
        changed = dealt[name] != cells[name]
        off = np.abs(dealt[formula.result] - formula.gives(dealt))
        by_chance = off <= leeways(formula, known, dealt)[level]
        if changed.sum() < limits["least_unusual"] or by_chance[changed].mean() > limits["most_chance"]:
            return False
    return varied >= 2


def explained(formula: Formula, known: Mapping[str, Quantity], rows: Indices, limits: Mapping[str, Any]) -> Bools:
    """Return which of the rows that break a formula another column or time zone accounts for, or one difference that most share."""
    cells = {name: known[name].values[rows] for name in formula.columns}
    off = cells[formula.result] - formula.gives(cells)
    accounted = np.zeros(len(rows), dtype=bool)
    least = max(3, limits["explained"] * len(rows))
    for name in _others(known, formula.columns):
        other = known[name].values[rows]
        same = np.isclose(np.abs(off), np.abs(other), rtol=1e-6, atol=0.51 * known[formula.result].step) & (other != 0)
        if same.sum() >= least:
            accounted |= same
    if isinstance(formula, Sum) and any(known[name].dated for name in formula.columns):
        accounted |= same_clock(np.abs(off) / max(abs(weight) for weight in formula.weights))
    if isinstance(formula, Sum):
        values, counts = np.unique(np.round(off, 6), return_counts=True)
        if counts.max() >= max(5, 0.5 * len(rows)):
            accounted |= np.isclose(off, values[counts.argmax()], rtol=1e-6, atol=1e-6)
    return accounted


def _others(known: Mapping[str, Quantity], columns: Sequence[str]) -> list[str]:
    return [name for name, one in known.items() if name not in columns and not one.dated]
