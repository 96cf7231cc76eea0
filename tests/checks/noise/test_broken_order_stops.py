"""Whether differences stop at 0, which columns count the same thing, and how usual a number is."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.noise._formulas.forms import Sum
from dataqa.checks.noise._formulas.holding import explained
from dataqa.checks.noise._order_rules import _alike, _stops, high_minus_low, orders
from dataqa.checks.noise._quantities import Quantity
from dataqa.findings.parameters import parameters_of


def quantity(name, look, step=1.0, *, dated=False):
    cells = np.array(look, dtype=float)
    return Quantity(name=name, dated=dated, look=cells, step=step, audit=None, make=lambda: cells)


def stops(first, second, further, below, step=1.0, sure=0.01, width=1):
    """So many differences in the first steps from 0, in as many more, further up, and below."""
    at = lambda count, start: start + np.arange(count) % width  # noqa: E731
    apart = np.concatenate([at(first, 0), at(second, width), np.full(further, 2.0 * width), below])
    return _stops(apart * step, step, sure)


@pytest.mark.parametrize("step", [1.0, 0.5])
@pytest.mark.parametrize("width", [1, 4])
def test_differences_stop_at_nothing(step, width):
    def few(below, first=20, second=40, sure=0.01):
        return stops(first, second, 70, np.array(below), step, sure, width)

    # forty, twenty, and as they thin out ten: where five are expected none comes once in 148
    assert few([])
    assert not few([], sure=0.006)
    assert not few([-1.0])
    assert few([-1.0], sure=0.05)  # one or none: once in 25
    assert few([-1.0, -2.0], sure=0.13)
    assert not few([-1.0, -2.0, -1.0], sure=0.99)  # a fifth at most
    assert not few([-2.0 * width])
    assert few([-2.0 * width - 1])
    assert not few([], first=14, second=28)  # of seven half: once in 33
    assert few([], first=14, second=28, sure=0.04)
    assert few([], first=11, second=11)  # 0.9 of them at most: of 9.9 half, once in 141
    assert not few([], first=10, second=10)
    assert not few([], first=0)
    assert few([], first=12, second=0)


def test_the_first_tenth_says_how_wide_a_step_is():
    assert stops(300, 600, 1000, np.full(30, -1.0))
    assert not stops(300, 600, 1000, np.full(31, -1.0))


def alike(a, b, names=("price min", "price max"), **limits):
    asked = {"least_values": 5, "most_ratio": 10.0, "least_equal": 0.1, "many_values": 20} | limits
    first, second = (quantity(name, cells) for name, cells in zip(names, (a, b), strict=True))
    return _alike(first, second, SimpleNamespace(**asked))


COUNTS = np.arange(100.0)
OTHER = ("height", "weight")


def test_columns_that_share_a_word_count_the_same_thing():
    assert alike(COUNTS, COUNTS + 1)
    assert not alike(COUNTS, COUNTS + 1, ("height 1", "weight 1"))
    assert alike(COUNTS % 5, COUNTS % 5 + 1)
    assert not alike(COUNTS % 4, COUNTS % 5 + 1)
    assert not alike(np.full(100, np.nan), COUNTS)
    assert alike(COUNTS, 10 * COUNTS)
    assert not alike(COUNTS, 10.1 * COUNTS)
    assert alike(-10 * COUNTS, COUNTS)


def test_columns_that_are_often_equal_count_the_same_thing():
    equal = np.where((COUNTS >= 1) & (COUNTS <= 10), COUNTS, COUNTS + 1)
    assert alike(COUNTS, equal, OTHER)
    assert not alike(COUNTS, np.where(COUNTS <= 9, COUNTS, COUNTS + 1), OTHER)  # nothing is equal to nothing whatever it counts
    assert not alike(COUNTS % 19, COUNTS % 19, OTHER)
    assert alike(COUNTS % 20, COUNTS % 20, OTHER)


def test_whole_days_where_one_date_knows_no_hours():
    low, high = [1.7, 1.2], [2.2, 1.0]

    def apart(steps, *, dated=True):
        return high_minus_low(quantity("a", low, steps[0], dated=dated), quantity("b", high, steps[1], dated=dated)).tolist()

    assert apart((1 / 24, 1.0)) == [1, 0]
    assert apart((1 / 24, 1 / 24)) == pytest.approx([0.5, -0.2])
    assert apart((1.0, 1.0), dated=False) == pytest.approx([0.5, -0.2])


def test_how_usual_a_number_is():
    ten = quantity("a", [*np.repeat(np.arange(10.0), 10)[:-2], 9.5, 9.5])
    # ten of a hundred; what is seen twice or not at all three in a thousand; beyond the ends by a fiftieth far less
    shown = ten.usual(np.array([3.0, 9.5, 3.4, -0.18, -0.2, 9.68, 9.7, np.nan]))
    assert shown == pytest.approx(np.log([0.1, 0.003, 0.003, 0.003, 1e-5, 0.003, 1e-5, 1e-5]))
    many = quantity("b", np.arange(6401.0))
    assert many.usual(np.array([50.0, 3.5])) == pytest.approx(np.log([1 / 6400] * 2))
    assert quantity("c", np.arange(6401.0), 0.0).usual(np.array([50.0])) == pytest.approx(np.log([0.64 / 6400]))
    often = quantity("d", [*np.arange(6301.0), *[7.0] * 100])
    assert often.usual(np.array([7.0])) == pytest.approx(np.log([101 / 6401]))


# --- orders of numbers ------------------------------------------------------------------------------------------------------------

ROWS = np.arange(400)
DRAW = np.random.default_rng(3)
SIZE, MORE = 100.0 + DRAW.integers(0, 300, 400), DRAW.geometric(0.2, 400) - 1.0
ORDER = {
    "least_rows": 50, "least_values": 5, "most_broken": 0.05, "most_broken_unclear": 0.01, "small": ("min",), "large": ("max",),
    "least_apart": 0.3, "least_chance": 0.05, "most_of_chance": 0.5, "most_ratio": 10.0, "most_zeros": 0.2, "least_equal": 0.1,
    "many_values": 20, "sure": 0.01,
}  # fmt: skip


def ordered(low, high, names=("size a", "size b"), clock="", **limits):
    task = SimpleNamespace(columns={name: SimpleNamespace(clock=clock) for name in names})
    columns = [
        replace(quantity(name, cells), audit=SimpleNamespace(task=task)) for name, cells in zip(names, (low, high), strict=True)
    ]
    found = orders(columns, SimpleNamespace(**ORDER | limits))
    return [(one.low, one.high, one.usual, one.clear) for one in found]


USUAL = float(np.median(MORE[MORE > 0]))


def test_numbers_in_order():
    assert ordered(SIZE, SIZE + MORE) == [("size a", "size b", USUAL, False)]
    assert ordered(SIZE + MORE, SIZE) == [("size b", "size a", USUAL, False)]
    assert ordered(SIZE, SIZE + MORE, ("size min", "size b")) == [("size min", "size b", USUAL, True)]
    assert ordered(SIZE, SIZE + MORE, ("size a", "size max"))[0][-1] is True
    assert ordered(SIZE, SIZE + MORE, ("size max", "size max b"))[0][-1] is False  # a word of both names orders nothing
    assert ordered(SIZE, SIZE + MORE, clock="year")[0][-1] is True
    assert ordered(SIZE, SIZE + MORE, ("height", "weight")) == [("height", "weight", USUAL, False)]  # often equal
    assert ordered(SIZE, SIZE + MORE + 1, ("height", "weight")) == []
    assert len(ordered(SIZE[:50], (SIZE + MORE)[:50])) == 1
    assert ordered(SIZE[:49], (SIZE + MORE)[:49]) == []


@pytest.mark.parametrize(("names", "most"), [(("size a", "size b"), 4), (("size min", "size max"), 20)])
def test_few_rows_break_an_order(names, most):
    assert ordered(SIZE, SIZE + np.where(most > ROWS, -40.0, MORE), names)
    assert not ordered(SIZE, SIZE + np.where(most + 1 > ROWS, -40.0, MORE), names)


def test_an_order_is_one_of_numbers_that_differ():
    assert ordered(SIZE, SIZE + np.where(ROWS < 280, 0, MORE + 1))
    assert not ordered(SIZE, SIZE + np.where(ROWS < 281, 0, MORE + 1))
    assert not ordered(SIZE, SIZE + MORE + 300)  # they could not be in another order


def test_what_is_mostly_nothing_is_less_than_anything():
    assert ordered(np.where(ROWS < 80, 0, SIZE), SIZE + MORE)
    assert not ordered(np.where(ROWS < 81, 0, SIZE), SIZE + MORE)
    assert ordered(np.where(ROWS < 81, 1, SIZE), SIZE + MORE)


def test_far_fewer_rows_than_by_chance():
    """About half of the rows would break the order by chance."""
    broken = SIZE + np.where(ROWS < 20, -40.0, MORE)
    assert ordered(SIZE, broken, ("size min", "size max"), most_of_chance=0.15)
    assert not ordered(SIZE, broken, ("size min", "size max"), most_of_chance=0.07)
    assert ordered(SIZE, SIZE + MORE, least_chance=0.4)
    assert not ordered(SIZE, SIZE + MORE, least_chance=0.6)


LIMITS = parameters_of("formulas")


@pytest.mark.parametrize(("rows", "accounted"), [(10, 5), (11, 0)])
def test_a_difference_that_half_of_the_rows_share(rows, accounted):
    off = np.where(np.arange(rows) < 5, 3.0, 10.0 + 7 * np.arange(rows))
    known = {"x": quantity("x", np.full(rows, 1.0)), "y": quantity("y", np.full(rows, 2.0)), "z": quantity("z", 3 + off)}
    assert explained(Sum("z", ("x", "y"), (1.0, 1.0)), known, np.arange(rows), LIMITS).sum() == accounted


def test_another_time_zone_accounts_for_hours():
    off = np.array([2.0, 2, 2, 5.013, 6.017, 7.019, 8.023, 9.029, 10.031, 11.033])
    known = {name: quantity(name, cells, 1 / 24, dated=True) for name, cells in (("start", np.zeros(10)), ("end", np.ones(10)))}
    known["stay"] = quantity("stay", 24 + off, 0.001)
    formula = Sum("stay", ("start", "end"), (-24.0, 24.0))
    assert explained(formula, known, np.arange(10), LIMITS).tolist() == [True] * 3 + [False] * 7
