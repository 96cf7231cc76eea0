"""Sums with all their terms, those among them that are rarely anything but 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from dataqa.checks.noise._formulas.forms import Sum
from dataqa.checks.noise._formulas.holding import HoldingFormula
from dataqa.checks.noise._quantities import Quantity

_TERMS, _FEWEST, _EXPLAINED, _ZERO = 12, 3, 0.2, 0.99
"""Terms of a sum at most; rows that a term must explain, at least, and as a share of the rows that lack something; and the share of
the rows that hold in which it must be 0."""


def all_terms(rule: HoldingFormula, known: Mapping[str, Quantity]) -> HoldingFormula | None:
    """Return a sum with the terms that it lacks, or None where it lacks none.

    A column is one if it is 0 where the sum holds, and what is missing in many of the rows where it does not. No cell is wrong
    before wider sums were tried.
    """
    wider = None
    while (more := _with_one_more(wider or rule, known)) is not None:
        wider = more
    return wider


def _with_one_more(rule: HoldingFormula, known: Mapping[str, Quantity]) -> HoldingFormula | None:
    formula = rule.formula
    if (
        not isinstance(formula, Sum)
        or formula.said
        or formula.floor
        or len(formula.operands) >= _TERMS
        or known[formula.result].dated
    ):
        return None
    there, holds, _ = rule.judged(known)
    breaks = there & ~holds
    cells = {name: known[name].values for name in formula.columns}
    lacks = cells[formula.result] - formula.gives(cells)
    best, most = None, max(_FEWEST, _EXPLAINED * float(breaks.sum()))
    for name, column in known.items():
        if name in formula.columns or column.dated or column.of:
            continue
        given = np.nan_to_num(column.values)
        if (given[holds] == 0).mean() < _ZERO:
            continue
        for sign in (1.0, -1.0):
            fits = breaks & (given != 0) & np.isclose(lacks, sign * given, rtol=1e-6, atol=0.51 * known[formula.result].step)
            if fits.sum() >= most:
                best, most = (name, sign), float(fits.sum()) + 0.5
    if best is None:
        return None
    name, sign = best
    wider = replace(formula, operands=(*formula.operands, name), weights=(*formula.weights, sign))
    return replace(rule, formula=wider)
