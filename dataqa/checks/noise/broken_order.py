"""Cells that break an order between two columns: an end before its start, a minimum above its maximum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from dataqa.arrays import Bools, Floats, Indices
from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._formulas.wrong_cells import formula_cells
from dataqa.checks.noise._order_rules import Order, OrderParameters, high_minus_low, orders, same_clock
from dataqa.checks.noise._quantities import Quantity, is_dated, quantities
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson

_FORMULAS = "broken-arithmetic"


class Parameters(OrderParameters):
    """Which columns are compared."""

    dates: int
    """Columns of dates."""
    numbers: int
    """Columns of numbers."""
    most_empty: float
    """Share of empty cells."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are no amounts."""


@check(reads=("numeric", "categorical:number", "datetime", "time"), fewest=2, parameters=Parameters)
def broken_order(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that break an order between two columns that holds in nearly all rows, by the column that is probably wrong.

    Orders are searched for among dates, and among numbers of one unit, on the row sample, and checked on all
    rows. Rows that break a formula of the same columns are measured separately: `broken-arithmetic` reports them in more detail.
    """
    known, limits = _columns(audit), audit.parameters
    rules = orders(list(known.values()), limits) if len(known) > 1 else []
    apart = {rule: high_minus_low(known[rule.low], known[rule.high]) for rule in rules}
    seen: dict[tuple[str, str], set[int]] = {}
    held = {rule: float((apart[rule] < 0).sum()) / max(np.isfinite(apart[rule]).sum(), 1) for rule in rules}
    for rule in sorted(rules, key=lambda r: (held[r], r.low, r.high)):
        if held[rule] > (limits.most_broken if rule.clear else limits.most_broken_unclear):
            continue
        for rows, sibling in zip(_broken(audit, rule, apart[rule], known), ("", _FORMULAS), strict=True):
            high_wrong, sure = _which(rule, rows, rules, apart, known)
            for name, mine in ((rule.high, high_wrong), (rule.low, ~high_wrong)):
                new = mine & ~np.isin(rows, list(seen.get((name, sibling), ())))
                if new.any():
                    seen.setdefault((name, sibling), set()).update(rows[new].tolist())
                    order = np.lexsort((rows[new], apart[rule][rows[new]], ~sure[new]))
                    scores = np.where(sure[new], 0.9, 0.6)[order]
                    one = _measured(audit, rule, name, rows[new][order], scores, apart[rule], known)
                    yield replace(one, about=f"{one.about}:{sibling}", covered_by=(sibling,)) if sibling else one


def _columns(audit: Context[Parameters]) -> dict[str, Quantity]:
    limits = audit.parameters
    dates, numbers = [], []
    for column, _ in audit.profiles("numeric", "categorical", "datetime", "time"):
        if column.present < limits.least_rows or column.nulls > limits.most_empty * column.rows:
            continue
        if is_dated(audit, column.name):
            dates.append(column.name)
        elif column.kind == "number" and not is_code(column.name, limits.codes):
            numbers.append(column.name)
    return {one.name: one for one in quantities(audit, [*dates[: limits.dates], *numbers[: limits.numbers]])}


def _broken(audit: Context, rule: Order, apart: Floats, known: Mapping[str, Quantity]) -> tuple[Indices, Indices]:
    """Return the rows that break an order and not by their time zone: those that break no formula of these columns, and others."""
    rows = np.flatnonzero(apart < -1e-9)
    if known[rule.low].dated and len(rows):
        rows = rows[~same_clock(-apart[rows])]
    wrong, others = formula_cells(audit)
    every = rows
    for one in wrong:
        if {rule.low, rule.high} & {others[name].column for name in one.broken.rule.formula.columns}:
            rows = np.setdiff1d(rows, one.rows)
    return rows, np.setdiff1d(every, rows)


def _which(
    rule: Order, rows: Indices, rules: Sequence[Order], apart: Mapping[Order, Floats], known: Mapping[str, Quantity]
) -> tuple[Bools, Bools]:
    """Return where the high column is the wrong one, and where that is sure.

    By the other orders of the row, that a cell keeps or breaks, too; else by which cell would be more usual if mended, so that
    what lies between both is what it usually is; else the high column.
    """
    votes = np.zeros(len(rows))
    for other in rules:
        if other is not rule:
            with np.errstate(invalid="ignore"):
                vote = (apart[other][rows] < 0) * 1.0 - (apart[other][rows] >= 0)
            votes += vote * ((rule.high in (other.low, other.high)) * 1.0 - (rule.low in (other.low, other.high)))
    low, high = known[rule.low], known[rule.high]
    a, b = low.values[rows], high.values[rows]
    gain = (high.usual(_on_step(a + rule.usual, high)) - high.usual(b)) - (low.usual(_on_step(b - rule.usual, low)) - low.usual(a))
    high_wrong = np.where(votes != 0, votes > 0, gain > -1.0)
    return high_wrong, (np.abs(votes) > 0) | (np.abs(gain) > 3)


def _on_step(values: Floats, column: Quantity) -> Floats:
    return np.round(values / column.step) * column.step if column.step else values


def _measured(
    audit: Context, rule: Order, name: str, rows: Indices, scores: Floats, apart: Floats, known: Mapping[str, Quantity]
) -> Measurement:
    kept, broken = int((apart >= 0).sum()), int((apart < -1e-9).sum())
    first = audit.engine.take([int(rows[0])], [rule.low, rule.high]).row(0)
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=rows.astype(np.int64), scores=scores),
        about=f"{rule.low} <= {rule.high}",
        kind="dates" if known[rule.low].dated else "",
        notes=("example",),
        details={
            "low_column": rule.low,
            "high_column": rule.high,
            "kept": kept,
            "checked": kept + broken,
            "support": kept / (kept + broken),
            "chance": rule.chance,
            "clear": float(rule.clear),
            "low_cell": brief(first[0]),
            "high_cell": brief(first[1]),
        },
    )
