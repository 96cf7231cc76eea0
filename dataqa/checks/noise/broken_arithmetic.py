"""Cells that break a sum, product or other formula which holds in nearly all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dataqa.checks.context import Context
from dataqa.checks.noise._calendar import calendar_rules
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._formula_search import candidates
from dataqa.checks.noise._formula_tests import explained, rule_of
from dataqa.checks.noise._quantities import Quantity, is_dated, quantities
from dataqa.checks.noise._votes import Broken, Wrong, wrong_cells
from dataqa.checks.registry import check
from dataqa.model import Measurement, Phrase, Rows
from dataqa.statistics import wilson


@check()
def broken_arithmetic(audit: Context) -> Iterator[Measurement]:
    """Share of rows that break a formula between columns which holds in nearly all others, by the cell that is likelier wrong.

    Looked for are lines, sums, means, products, ratios, shares, sums of neighbouring columns, and spans between dates, on a few
    rows of the sample; tested on more of them (see `_formula_tests`), and checked on all rows. The target has no part in it.
    """
    limits = audit.parameters
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
        if one.support >= limits["least_support"] and (key not in rules or _better(one, rules[key], known)):
            rules[key] = one
    for one in rules.values():
        rows = np.flatnonzero(one.breaks)
        if len(rows):
            one.breaks[rows[explained(one.rule.formula, known, rows, limits)]] = False
    for wrong in wrong_cells(list(rules.values()), known, limits["prefer"]):
        yield _measured(audit, wrong, known)


def _columns(audit: Context) -> dict[str, Quantity]:
    """Return the columns that may have a part in a formula: numbers of several values, dates, and years."""
    limits = audit.parameters
    numbers, dates = [], []
    for column, _ in audit.profiles("numeric", "datetime", "time"):
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
        if not any(np.mean(other.look == one.look) >= limits["least_support"] for other in kept):
            kept.append(one)
    return {one.name: one for one in kept}


def _better(one: Broken, other: Broken, known: Mapping[str, Quantity]) -> bool:
    """Return whether a formula of the same columns holds better; of those that hold as well, where the result comes later."""
    order = list(known)
    keys = [(round(each.support, 3), -each.rule.level, -_odd(each), order.index(each.rule.formula.result)) for each in (one, other)]
    return keys[0] > keys[1]


def _odd(one: Broken) -> int:
    return len(one.rule.formula.words())


def _measured(audit: Context, wrong: Wrong, known: Mapping[str, Quantity]) -> Measurement:
    formula, first = wrong.broken.rule.formula, int(wrong.rows[0])
    held, broken = int(wrong.broken.holds.sum()), int(wrong.broken.breaks.sum())
    cells = {name: known[name].values[[first]] for name in formula.columns}
    wanted = formula.gives(cells) if wrong.column == formula.result else formula.solved(wrong.column, cells)
    others = [name for name in formula.columns if name != wrong.column]
    words = formula.words()
    return Measurement(
        value=len(wrong.rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(wrong.rows), audit.rows),
        columns=(known[wrong.column].column,),
        rows=Rows(positions=wrong.rows, scores=wrong.scores),
        about=words,
        details={
            "formula": words,
            "others": sorted({known[name].column for name in others}),
            "support": held / (held + broken),
            "held": held,
            "checked": held + broken,
            "broken": broken,
            "found": str(audit.engine.take([first], [known[wrong.column].column]).item()).removesuffix(" 00:00:00"),
            "wanted": _shown(known[wrong.column], float(wanted[0])),
            "part": Phrase("the result" if wrong.column == formula.result else "a part"),
        },
    )


def _shown(column: Quantity, value: Any) -> str:
    if not np.isfinite(value):
        return "nothing"
    if column.labels:
        return column.labels.get(round(float(value)), "another value")
    if column.of:
        return f"{column.name.split(' ')[0]} {value:g}"
    if column.dated:
        value = round(value / column.step) * column.step if column.step else value
        return str(np.datetime64(round(float(value) * 86_400), "s")).replace("T00:00:00", "").replace("T", " ")
    return f"{round(value / column.step) * column.step:.12g}" if column.step else f"{value:.6g}"
