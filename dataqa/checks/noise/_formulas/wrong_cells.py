"""All cells that break a formula between columns: what `broken-arithmetic` tells, and other checks do not tell again."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dataqa.arrays import Floats
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._formulas.calendar import calendar_rules
from dataqa.checks.noise._formulas.holding import explained, rule_of
from dataqa.checks.noise._formulas.search import candidates
from dataqa.checks.noise._formulas.terms import all_terms
from dataqa.checks.noise._formulas.votes import Broken, Wrong, wrong_cells
from dataqa.checks.noise._quantities import Quantity, is_dated, quantities
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of

Cells = tuple[list[Wrong], dict[str, Quantity]]


def formula_cells(audit: Context) -> Cells:
    """Return the wrong cells by formula and column, and the columns that the formulas speak of; searched for once an audit."""
    return audit.once(_searched)


def _searched(audit: Context) -> Cells:
    limits = parameters_of("formulas")
    known = _columns(audit)
    rules: dict[frozenset[str], Broken] = {}
    dates = [one for one in known.values() if one.dated]
    numbers = [one for one in known.values() if not one.dated]
    parts, calendar = calendar_rules(audit, numbers, dates, limits)
    years = [one for one in parts.values() if one.of in {date.name for date in dates} and one.name.startswith("year of")]
    known |= parts
    for part in calendar:
        there, holds, off = part.judged(known)
        rules[frozenset(part.formula.columns)] = Broken(rule=part, holds=holds, breaks=there & ~holds, off=off)
    for formula in candidates(numbers, dates, years, limits):
        if len(rules) >= limits["rules"]:
            break
        rule = rule_of(formula, known, limits)
        if rule is None:
            continue
        there, holds, off = rule.judged(known)
        one = Broken(rule=rule, holds=holds, breaks=there & ~holds, off=off)
        key = frozenset(formula.columns)
        if one.support >= limits["least_support"] and (key not in rules or _rank(one, known) > _rank(rules[key], known)):
            rules[key] = one
    rules = _with_all_terms(rules, known)
    for one in rules.values():
        rows = np.flatnonzero(one.breaks)
        if len(rows):
            one.breaks[rows[explained(one.rule.formula, known, rows, limits)]] = False
    return wrong_cells(list(rules.values()), known, limits["prefer"]), known


def _columns(audit: Context) -> dict[str, Quantity]:
    """Return the columns that may have a part in a formula: numbers of several values, dates, and years."""
    limits = parameters_of("formulas")
    numbers, dates = [], []
    for column, _ in audit.profiles("numeric", "categorical", "datetime", "time"):
        if column.nulls > limits["most_empty"] * column.rows or column.present < limits["least_rows"] or column.distinct < 3:
            continue
        if is_dated(audit, column.name):
            dates.append(column.name)
        elif column.kind == "number" and not is_code(column.name, limits["codes"]):
            numbers.append(column.name)
    chosen = [*numbers[: limits["pairs"]], *dates[: limits["dates"]]]
    kept: list[Quantity] = []
    for one in quantities(audit, chosen):
        # what is nearly a copy has its part in the same formulas: once is enough
        if not any(_alike(other.look, one.look) >= limits["least_support"] for other in kept):
            kept.append(one)
    return {one.name: one for one in kept}


def _alike(one: Floats, other: Floats) -> float:
    """Return the share of equal cells where not both are at their commonest number: two fees that are rarely paid are no copies."""
    apart = (one != _commonest(one)) | (other != _commonest(other))
    return float(np.mean(one[apart] == other[apart])) if apart.any() else 1.0


def _commonest(cells: Floats) -> float:
    values, counts = np.unique(cells, return_counts=True)
    return float(values[counts.argmax()])


def _with_all_terms(rules: Mapping[frozenset[str], Broken], known: dict[str, Quantity]) -> dict[frozenset[str], Broken]:
    """Return the rules, sums with all their terms: those that are rarely anything but 0 are found by the rows that lack them."""
    found: dict[frozenset[str], Broken] = {}
    for key, one in rules.items():
        wider = all_terms(one.rule, known)
        if wider is None:
            found.setdefault(key, one)
            continue
        there, holds, off = wider.judged(known)
        found[frozenset(wider.formula.columns)] = Broken(rule=wider, holds=holds, breaks=there & ~holds, off=off)
    return found


def _rank(one: Broken, known: dict[str, Quantity]) -> tuple[float, int, int, int]:
    """Return how well a formula says what these columns have to do with each other: exact, short, the result after its parts."""
    formula = one.rule.formula
    return round(one.support, 3), -one.rule.level, -len(formula.words()), list(known).index(formula.result)
