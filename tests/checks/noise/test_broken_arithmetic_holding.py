"""When a formula is a rule, how exactly it holds, and what is no formula at all."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from dataqa.checks.noise._formulas.forms import Product, Sum
from dataqa.checks.noise._formulas.holding import _floored, rule_of
from dataqa.checks.noise._formulas.search import _spans
from dataqa.checks.noise._quantities import Quantity
from dataqa.findings.parameters import parameters_of

LIMITS = parameters_of("formulas")
DRAW = np.random.default_rng(5)
X, Y = DRAW.integers(100, 900, 200) * 1.0, DRAW.integers(100, 900, 200) * 1.0
ROW = np.arange(200)
ADDED = Sum("z", ("x", "y"), (1.0, 1.0))


def columns(steps=1.0, *, dated=False, **cells):
    steps = steps if isinstance(steps, dict) else dict.fromkeys(cells, steps)
    return {
        name: Quantity(name=name, dated=dated, look=look, step=steps[name], audit=None, make=lambda look=look: look)
        for name, look in cells.items()
    }


@pytest.mark.parametrize(("wrong", "holds"), [(20, True), (21, False)])
def test_rows_of_the_commonest_values_count_as_well(wrong, holds):
    # where x, y and z all have their commonest values, z is no sum
    x = np.where(ROW < 60, 1.0, X)
    y = np.where((wrong > ROW) | (ROW >= 60) & (ROW < 100), 1.0, Y)
    z = np.where(wrong > ROW, 9.0, x + y)
    x, y = np.where(ROW >= 160, 3.0 + ROW % 2, x), np.where(ROW >= 160, 6.0 - ROW % 2, y)
    z = np.where(ROW >= 160, 9.0, z)
    found = rule_of(ADDED, columns(x=x, y=y, z=z), LIMITS)
    assert (found is not None and found.level == 0) is holds


@pytest.mark.parametrize(("rounded", "level"), [(5, 2), (3, 1)])
def test_a_rule_is_not_held_to_digits_that_were_rounded_away(rounded, level):
    off = np.where(rounded > ROW, 0.05, np.where(rounded + 11 > ROW, 40.0, 0.004))
    known = columns({"x": 0.1, "y": 0.1, "z": 0.01}, x=X / 10, y=Y / 10, z=X / 10 + Y / 10 + off)
    assert rule_of(ADDED, known, LIMITS).level == level


def test_a_rate_is_rounded_to_where_it_still_holds():
    z = np.round(1.195 * X * Y, -2)
    known = columns({"x": 1.0, "y": 1.0, "z": 100.0}, x=X, y=Y, z=z)
    assert rule_of(Product("z", ("x", "y"), (1, 1), 1.2), known, LIMITS).formula.factor == 1.195


def test_what_is_written_in_full_is_not_rounded_down():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _floored(ADDED, columns(0.0, x=X, y=Y, z=X + Y), {"x": X, "y": Y, "z": X + Y}, LIMITS) == ADDED


def test_dates_that_no_row_has_both_of_span_nothing():
    first, second = np.where(ROW < 100, X, np.nan), np.where(ROW < 100, np.nan, Y)
    known = columns(dated=True, first=first, second=second)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("error")
        assert list(_spans(list(columns(z=X).values()), list(known.values()))) == []
