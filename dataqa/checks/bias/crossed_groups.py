"""People of two groups at once whose outcomes differ from what each group alone suggests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.bias._coded import Coded, coded_groups
from dataqa.checks.bias._groups import ComparedGroups
from dataqa.checks.bias._outcome import RowOutcome, outcome_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Evidence, Measurement, Rows
from dataqa.roles.names import protected_kind
from dataqa.statistics import bonferroni, wilson

_STEPS, _BARS = 60, 20


class Parameters(ComparedGroups):
    """Which combinations of groups are compared."""

    columns: Annotated[int, Field(ge=2)]
    """Protected columns that are combined in pairs, at most."""


@check(needs=("protected", "target", "two values"), reads=("target", "protected"), parameters=Parameters)
def crossed_groups(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference between the outcome rate of people of two groups and the rate expected from each group alone (intersectionality).

    The expected rates are those of a table without an interaction of the two columns, found by iterative proportional fitting
    (Deming & Stephan 1940). The interval is Wilson's for the observed rate, for all combinations of all pairs of columns
    (Bonferroni), with the sampling error of the expected rate. Combinations of few rows are not compared.
    """
    columns = [name for name in audit.task.protected if name != audit.target][: audit.parameters.columns]
    if len(columns) < 2:
        raise NotApplicable("fewer than two columns say which group of people a row belongs to")
    outcome = outcome_of(audit)
    groups = {name: coded_groups(audit, name) for name in columns}
    crossed = []
    for first, second in combinations(columns, 2):
        if (kind := protected_kind(first)) is not None and kind == protected_kind(second):
            continue  # an age and its band
        a, b = groups[first], groups[second]
        shape = (len(a.names), len(b.names))
        if min(shape) < 2:
            continue
        there = outcome.known & (a.codes >= 0) & (b.codes >= 0)
        cell = a.codes[there] * shape[1] + b.codes[there]
        rows = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
        hits = np.bincount(cell[outcome.happened[there]], minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
        crossed.append((first, second, rows, hits))
    smallest = audit.parameters.smallest
    trials = sum(int((rows >= smallest).sum()) for *_, rows, _ in crossed)
    for first, second, rows, hits in crossed:
        found = _oddest(rows, hits, smallest, bonferroni(trials))
        if found is not None:
            yield _measured(outcome, (first, second), (groups[first], groups[second]), rows, hits, found)


def _oddest(rows: Floats, hits: Floats, smallest: float, z: float) -> tuple[int, int, float, tuple[float, float]] | None:
    """Return the combination whose rate most certainly differs from the expected one: its place, that rate, and the interval."""
    expected = _without_interaction(rows, hits)
    best: tuple[float, int, int, float, tuple[float, float]] | None = None
    for i, j in zip(*np.nonzero(rows >= smallest), strict=True):
        n, rate, guess = float(rows[i, j]), float(hits[i, j] / rows[i, j]), float(expected[i, j])
        low, high = wilson(float(hits[i, j]), n, z)
        # what is expected comes from the rows of both groups, which have errors of their own
        around = z * np.sqrt(guess * (1 - guess) * (1 / rows[i].sum() + 1 / rows[:, j].sum()))
        sign = 1.0 if rate >= guess else -1.0
        near, far = (low, high) if sign > 0 else (high, low)
        lower = sign * (rate - guess) - float(np.hypot(rate - near, around))
        upper = sign * (rate - guess) + float(np.hypot(far - rate, around))
        if best is None or lower > best[0]:
            best = (lower, int(i), int(j), guess, (lower, upper))
    return None if best is None else best[1:]


def _without_interaction(rows: Floats, hits: Floats) -> Floats:
    """Return the rates that keep how often it happens in each group of either column, without an interaction."""
    table = np.stack([hits, rows - hits]) + 1e-9
    fitted = np.where(rows > 0, rows, 1e-9)[None] * np.full_like(table, 0.5)
    for _ in range(_STEPS):
        for axis in (0, 1, 2):  # both outcomes of a cell; each row of the table; each of its columns
            fitted = fitted * table.sum(axis=axis, keepdims=True) / fitted.sum(axis=axis, keepdims=True)
    rates: Floats = fitted[0] / fitted.sum(axis=0)
    return rates


def _measured(
    outcome: RowOutcome, columns: tuple[str, str], groups: tuple[Coded, Coded], rows: Floats, hits: Floats,
    found: tuple[int, int, float, tuple[float, float]],
) -> Measurement:  # fmt: skip
    i, j, expected, interval = found
    first, second = groups
    rate = float(hits[i, j] / rows[i, j])
    seen = [(k, m) for k in range(rows.shape[0]) for m in range(rows.shape[1]) if rows[k, m] > 0]
    seen = sorted(seen, key=lambda place: (place != (i, j), -rows[place]))[:_BARS]
    return Measurement(
        value=abs(rate - expected),
        unit="difference of rates",
        interval=interval,
        columns=columns,
        rows=Rows(positions=np.flatnonzero((first.codes == i) & (second.codes == j)).astype(np.int64)),
        about=Cell(f"{first.names[i]}, {second.names[j]}"),
        kind=outcome.kind,
        details={
            **outcome.details, "first": columns[0], "second": columns[1], "one": first.names[i], "other": second.names[j],
            "rate": rate, "expected": expected, "group_rows": int(rows[i, j]),
            "one_rate": float(hits[i].sum() / rows[i].sum()), "other_rate": float(hits[:, j].sum() / rows[:, j].sum()),
        },
        evidence=(
            Evidence(
                title=f"Share of rows where {outcome.about}, by {columns[0]} and {columns[1]}",
                unit="share of rows",
                labels=tuple(f"{first.names[k]}, {second.names[m]} ({int(rows[k, m]):,})" for k, m in seen),
                values=tuple(float(hits[k, m] / rows[k, m]) for k, m in seen),
                marked=(0,),
            ),
        ),
    )  # fmt: skip
