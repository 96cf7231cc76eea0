"""The search for formulas: which might hold between the columns of a few rows."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.noise._formulas.search import candidates
from dataqa.checks.noise._quantities import Quantity
from dataqa.findings.parameters import parameters_of


def column(name, cells, step=1.0, *, dated=False):
    return Quantity(
        name=name,
        dated=dated,
        look=np.array(cells, dtype=float),
        step=step,
        audit=None,
        make=lambda: np.array(cells, dtype=float),
    )


LIMITS = parameters_of("formulas")
_draw = np.random.default_rng(0)
A, B, C = (_draw.choice(np.arange(low, low + 400), 40, replace=False) * 1.0 for low in (100, 120, 900))
SHARE = np.round(_draw.choice(np.arange(1, 60), 40, replace=False) / 100, 2)
DAYS = 19_000.0 + _draw.choice(np.arange(900), 40, replace=False)
SHAPES = {
    "line": ([A, 3 * A + 7], {"e = 3 × a + 7", "a = 0.333333 × e - 2.333333333"}),
    "difference": ([A, A + 12], {"e = a + 12", "a = e - 12"}),
    "falling line": ([A, 5000 - 2 * A], {"e = -2 × a + 5000", "a = -0.5 × e + 2500"}),
    "copy": ([A, A], set()),
    "sum": ([A, B, A + B], {"e = a + b"}),
    "sum and constant": ([A, B, A + B + 5], {"e = a + b + 5"}),
    "mean": ([A, B, (A + B) / 2], {"e = 0.5 × a + 0.5 × b"}),
    "product": ([A, B, A * B], {"e = a × b", "a = e / b", "b = e / a"}),
    "ratio": ([A, B, np.round(A / B, 6)], {"e = 1 × a / b", "a = 1 × b × e", "b = 1 × a / e"}),
    "ratio to a square": ([A, B, np.round(1e4 * A / B**2, 6)], {"e = 10000 × a / b²", "a = 0.0001 × b² × e"}),
    "square": ([A, B, A * B**2], {"e = a × b²", "a = e / b²"}),
    "tax": ([A, SHARE, np.round(A * (1 + SHARE), 2)], {"e = a × (1 + b)"}),
    "discount": ([A, SHARE * 100, np.round(A * (1 - SHARE), 2)], {"e = a × (1 - b / 100)"}),
    "discount of a product": ([A, SHARE, C, np.round(A * C * (1 - SHARE), 2)], {"e = a × c × (1 - b)"}),
    "three side by side": ([A, B, C, A + B + C], {"e = a + b + c", "e = a + c + b", "e = b + c + a"}),
    "always nine hundred": ([A, B, 900 - A - B], {"e = -a - b + 900"}),
    "four": ([A, B, C, A + B - C], {"c = a + b - e", "a = c + e - b"}),
    "nothing": ([A, B, C, A[::-1]], set()),
}
"""Columns, the last of which is computed, and the formulas that might hold."""


def named(cells):
    names = [*"abcd"[: len(cells) - 1], "e"]
    steps = [next(step for step in (1.0, 0.01, 1e-6) if np.allclose(one, np.round(one / step) * step, atol=1e-9)) for one in cells]
    return [column(name, one, step) for name, one, step in zip(names, cells, steps, strict=True)]


def searched(columns, dates=(), years=()):
    return {one.words() for one in candidates(columns, dates, years, LIMITS)}


@pytest.mark.parametrize("shape", SHAPES)
def test_which_formulas_might_hold(shape):
    cells, words = SHAPES[shape]
    assert searched(named(cells)) == words


FEWEST = {"line": 16, "falling line": 16, "sum": 8, "sum and constant": 8, "mean": 8, "tax": 8, "discount of a product": 8,
          "product": 24,          "square": 24, "four": 8, "three side by side": 8}  # fmt: skip


@pytest.mark.parametrize("shape", FEWEST)
def test_a_few_rows_are_chance(shape):
    cells, words = SHAPES[shape]
    *parts, result = named(cells)

    def with_results(count):
        return searched([*parts, column("e", np.where(np.arange(40) < count, cells[-1], np.nan), result.step)]) & words

    assert with_results(FEWEST[shape]) == words
    assert with_results(FEWEST[shape] - 1) < words


@pytest.mark.parametrize(
    "shape", ["line", "difference", "sum", "sum and constant", "mean", "tax", "discount", "discount of a product", "product"]
)
def test_what_a_quarter_of_the_rows_break_might_hold(shape):
    cells, words = SHAPES[shape]
    *parts, result = named(cells)

    def with_wrong(count):
        wrong = cells[-1] * np.where(np.arange(40) >= 40 - count, 1.4 + 0.05 * np.arange(40), 1)
        return searched([*parts, column("e", wrong, result.step)]) & words

    assert with_wrong(10)
    assert not with_wrong(11)


def dated(name, cells):
    return column(name, cells, 1.0, dated=True)


STAY = _draw.integers(1, 30, 40) * 1.0
SPANS = {
    "days": (STAY, 1.0),
    "hours": (STAY * 24, 1.0),
    "minutes": (STAY * 1440, 1.0),
    "seconds": (STAY * 86_400, 1.0),
    "weeks": (np.round(STAY / 7, 2), 0.01),
    "months": (np.round(STAY / 30.4375, 3), 0.001),
    "years": (np.round(STAY / 365.25, 4), 0.0001),
}


@pytest.mark.parametrize("unit", SPANS)
def test_the_time_between_two_dates(unit):
    cells, step = SPANS[unit]
    ends = [dated("start", DAYS), dated("end", DAYS + STAY)]
    words = {f"stay = {unit} from start to end"}
    assert searched([column("stay", cells, step)], ends) == words
    assert searched([column("stay", cells, step)], ends[::-1]) == words
    assert searched([column("stay", _draw.permutation(cells), step)], ends) == set()


def test_dates_that_lie_a_number_of_days_apart():
    assert searched([], [dated("start", DAYS), dated("end", DAYS + 14)]) == {"end = start + 14 days"}
    assert searched([], [dated("start", DAYS), dated("end", DAYS)]) == set()
    few = np.where(np.arange(40) < 7, DAYS, np.nan)
    assert searched([], [dated("start", few), dated("end", few + 14)]) == set()
    few = np.where(np.arange(40) < 8, DAYS, np.nan)
    assert searched([], [dated("start", few), dated("end", few + 14)]) == {"end = start + 14 days"}
    assert searched([], [dated("start", np.resize(DAYS[:7], 40)), dated("end", np.resize(DAYS[:7], 40) + 14)]) == set()


BORN, SEEN = _draw.integers(1850, 2000, 40) * 1.0, _draw.integers(2001, 2100, 40) * 1.0
YOUNGER = np.arange(40) % 2


@pytest.mark.parametrize(
    ("born", "seen", "age", "words"),
    [
        (BORN, SEEN, SEEN - BORN - YOUNGER, {"age = seen - born, or 1 less,"}),
        (BORN, SEEN, SEEN - BORN, {"seen = born + age"}),
        (BORN, SEEN, SEEN - BORN - 2 * YOUNGER, set()),
        (BORN - 100, SEEN - 100, SEEN - BORN - YOUNGER, set()),  # no years: from 1850
        (BORN + 200, SEEN + 200, SEEN - BORN - YOUNGER, set()),  # to 2100
        (BORN, SEEN + 0.5, np.floor(SEEN - BORN - YOUNGER), set()),
    ],
)
def test_ages(born, seen, age, words):
    assert (
        searched([column("born", born), column("seen", seen, 1.0 if seen is not SEEN + 0.5 else 0.5), column("age", age)]) == words
    )
