"""Which cell of a row is wrong, where rules between columns are broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Bools, Floats, Indices, Ints
from dataqa.checks.noise._formulas.forms import leeways
from dataqa.checks.noise._formulas.holding import HoldingFormula
from dataqa.checks.noise._formulas.mistyped import mistyped
from dataqa.checks.noise._quantities import Quantity

_SURE = 3.0
"""A cell that is twenty times as likely as the next is taken for sure."""
_ANYTHING = 1e-7


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A rule, and the rows in which it holds and in which it is broken."""

    rule: HoldingFormula
    holds: Bools
    breaks: Bools
    off: Floats

    @property
    def support(self) -> float:
        """Share of the rows, among those in which it can be checked, in which it holds."""
        held, broken = int(self.holds.sum()), int(self.breaks.sum())
        return held / max(held + broken, 1)


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """Cells of one column that break one rule: the surest first."""

    broken: Broken
    column: str
    rows: Ints
    scores: Floats


def wrong_cells(rules: Sequence[Broken], known: Mapping[str, Quantity], prefer: float) -> list[Wrong]:
    """Return which cells are wrong, each told once, by the rule that holds best.

    A cell that stands in several broken rules is suspected before one of which other rules hold. Among the rest: how much more
    usual the cell would be if it alone was mended, as the logarithm of a likelihood ratio; what is computed comes first, by
    `prefer`, as the other columns are what it was computed from.

    Parameters
    ----------
    rules : sequence of Broken
        All rules, also those that no row breaks.
    known : mapping of str to Quantity
        The columns.
    prefer : float
        How many times likelier than the result an operand must be to be taken instead.
    """
    found: list[Wrong] = []
    told: dict[str, Ints] = {}
    for one in sorted(rules, key=lambda r: (-round(r.support, 6), len(r.rule.formula.columns), r.rule.formula.columns)):
        rows = np.flatnonzero(one.breaks)
        columns = one.rule.formula.columns
        votes = np.zeros((len(columns), len(rows)))
        for other in rules:
            if other is not one:
                vote = other.breaks[rows].astype(np.float64) - other.holds[rows]
                involved = {known[name].column for name in other.rule.formula.columns}
                for place, name in enumerate(columns):
                    if known[name].column in involved:
                        votes[place] += vote
        likely = _likelihoods(one.rule, known, rows)
        likely[-1] += np.log(prefer)
        likely[votes < votes.max(axis=0)] -= 1e6
        chosen = likely.argmax(axis=0)
        ranked = np.sort(likely, axis=0)
        sure = ranked[-1] - ranked[-2] >= _SURE
        for place, name in enumerate(known[each].column for each in columns):
            mine = (chosen == place) & ~np.isin(rows, told.get(name, np.empty(0, dtype=np.int64)))
            if not mine.any():
                continue
            order = np.lexsort((rows[mine], -one.off[rows[mine]], ~sure[mine]))
            told[name] = np.concatenate([told.get(name, np.empty(0, dtype=np.int64)), rows[mine]])
            found.append(
                Wrong(
                    broken=one,
                    column=columns[place],
                    rows=rows[mine][order].astype(np.int64),
                    scores=np.where(sure[mine][order], 0.9, 0.6),
                )
            )
    return found


def _likelihoods(rule: HoldingFormula, known: Mapping[str, Quantity], rows: Indices) -> Floats:
    """Return for each column, the result last, the log of how likely a row is if that cell went wrong and no other.

    The cell as it should have been must be usual, and the one that stands there must be a slip of it or another usual value.
    """
    formula = rule.formula
    cells = {name: known[name].values[rows] for name in formula.columns}
    leeway = leeways(formula, known, cells)[rule.level]
    found = []
    for name, slope in zip(formula.columns, [*formula.slopes(cells), np.ones(len(rows))], strict=True):
        column = known[name]
        mended = formula.gives(cells) if name == formula.result else formula.solved(name, cells)
        with np.errstate(all="ignore"):
            off = np.where(slope > 0, leeway / slope, np.inf) + 1e-6 * np.abs(mended)
            rounded = np.round(mended / column.step) * column.step if column.step else mended
            possible = np.isfinite(mended) & (np.abs(rounded - mended) <= off)
        rounded, off = np.where(possible, rounded, 0.0), np.where(possible, off, 0.0)
        likely = column.usual(rounded) - column.usual(cells[name]) + _gone_wrong(column, cells[name], rounded, off)
        found.append(np.where(possible | (name == formula.result), likely, -np.inf))
    return np.array(found)


def _gone_wrong(column: Quantity, cells: Floats, wanted: Floats, off: Floats) -> Floats:
    """Return the log of how likely a cell stands where another was wanted: half of them slips, the rest anything that is usual."""
    slip = mistyped(cells, wanted, off, column.step or 1e-6, dated=column.dated)
    return np.asarray(np.log(0.5 * slip + 0.5 * np.exp(column.usual(cells)) + _ANYTHING))
