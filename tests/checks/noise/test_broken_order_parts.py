"""Whether two columns count the same thing, and whether their difference stops at 0."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise._order_rules import Order, _alike, _stops, _words, same_clock
from dataqa.checks.noise.broken_order import _measured, _which, broken_order

LIMITS = SimpleNamespace(least_values=4, most_ratio=20.0, least_equal=0.02, many_values=50)


def column(name, cells, distinct=60):
    return SimpleNamespace(name=name, look=np.array(cells, dtype=float), distinct=distinct)


ONE, TWO = np.arange(1.0, 101), np.arange(1.0, 101)[::-1]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (column("price_min", ONE), column("price_max", TWO), True),
        (column("open", ONE), column("close", TWO), False),  # no word, and never equal
        (column("open", ONE), column("close", [1.0, 2.0, *TWO[2:]]), True),  # equal in two of a hundred
        (column("open", ONE), column("close", [1.0, *TWO[1:]]), False),
        (column("open", ONE), column("close", [1.0, 2.0, *TWO[2:]], 49), False),  # of few values by chance
        (column("open", [0.0] * 100), column("close", [0.0] * 100), False),  # both nothing
        (column("price_min", ONE, 3), column("price_max", TWO), False),
        (column("price_min", ONE, 4), column("price_max", TWO), True),
        (column("price_min", ONE), column("price_max", TWO * 20), True),
        (column("price_min", ONE), column("price_max", TWO * 21), False),
        (column("price_min", [np.nan] * 100), column("price_max", TWO), False),
        (column("x 1", ONE), column("y 1", TWO), False),  # a number is no word
    ],
)
def test_columns_that_count_the_same_thing(first, second, alike):
    assert _alike(first, second, LIMITS) is alike
    assert _alike(second, first, LIMITS) is alike


def test_words_of_a_name():
    assert _words(SimpleNamespace(name="hours_min_2")) == {"hours", "min"}


@pytest.mark.parametrize(
    ("apart", "stops"),
    [
        (np.repeat(np.arange(1, 21), 10), True),
        (np.repeat(np.arange(-20, 21), 10), False),  # it goes on beyond 0
        (np.repeat(np.arange(1, 21), np.arange(1, 21)), False),  # it thins out
        ([*np.repeat(np.arange(1, 21), 10), -1, -2], True),
        ([*np.repeat(np.arange(1, 21), 10), *[-1] * 20], False),
    ],
)
def test_differences_that_stop_at_nothing(apart, stops):
    assert _stops(np.array(apart, dtype=float), 1.0, 0.001) is stops


@pytest.mark.parametrize(
    ("missed", "zoned"),
    [
        ([1 / 24] * 3, [True] * 3),
        ([1 / 24] * 2, [False] * 2),
        ([0.25 / 24] * 3, [True] * 3),
        ([0.2 / 24] * 3, [False] * 3),
        ([14 / 24] * 3, [True] * 3),
        ([15 / 24] * 3, [False] * 3),
        ([1 / 24] * 3 + [3.3] * 13, [False] * 16),
        ([1 / 24] * 3 + [3.3] * 12, [True] * 3 + [False] * 12),
    ],
)
def test_dates_of_another_time_zone(missed, zoned):
    assert same_clock(np.array(missed)).tolist() == zoned


@pytest.mark.parametrize(("clear", "broken", "reported"), [(1, 3, True), (1, 4, False), (0, 1, True), (0, 2, False)])
def test_an_order_that_more_of_all_rows_break_is_none(clear, broken, reported):
    low = np.arange(100.0)
    known = {name: SimpleNamespace(dated=False, step=1.0, values=cells) for name, cells in
             (("low", low), ("high", low + np.where(low < broken, -1, 1)))}  # fmt: skip
    audit = SimpleNamespace(parameters=SimpleNamespace(most_broken=0.03, most_broken_unclear=0.01))
    rule = Order(low="low", high="high", chance=0.5, usual=1.0, clear=bool(clear))
    place = "dataqa.checks.noise.broken_order"
    with (
        patch(f"{place}._columns", return_value=known),
        patch(f"{place}.orders", return_value=[rule]),
        patch(f"{place}.formula_cells", return_value=([], {})),
        patch(f"{place}._which", side_effect=lambda rule, rows, *rest: (np.ones(len(rows), dtype=bool),) * 2),
        patch(f"{place}._measured", side_effect=lambda audit, rule, name, rows, *rest: (name, len(rows))),
    ):
        assert list(broken_order.measure(audit)) == ([("high", broken)] if reported else [])


def which(apart, usual, others=()):
    """Which high cells are wrong, and which of them surely; the more a high cell rises above its low one, the more usual it is."""
    rows = np.arange(len(usual))
    rule = Order(low="a", high="b", chance=0.5, usual=1.0, clear=True)
    known = {
        "a": SimpleNamespace(values=np.zeros(len(rows)), step=0.0, usual=lambda cells: 0 * cells),
        "b": SimpleNamespace(values=np.array(usual), step=0.0, usual=lambda cells: cells),
    }
    high_wrong, sure = _which(rule, rows, [rule, *others], {rule: -np.ones(len(rows)), **apart}, known)
    return high_wrong.tolist(), sure.tolist()


def test_the_cell_that_would_be_more_usual_is_the_wrong_one():
    # mended, the high cell is 1: as usual as that less what it is now
    assert which({}, [1.5, 2.5, -1.5, -2.5, 4.5]) == ([True, False, True, True, False], [False, False, False, True, True])


def test_other_orders_of_the_row_vote():
    low_too = Order(low="a", high="c", chance=0.5, usual=1.0, clear=True)
    high_too = Order(low="c", high="b", chance=0.5, usual=1.0, clear=True)
    # the first row breaks the other order, the second keeps it
    assert which({low_too: np.array([-1.0, 0.5])}, [1.5, 2.5], [low_too]) == ([False, True], [True, True])
    assert which({high_too: np.array([-1.0, 0.0])}, [2.5, 1.5], [high_too]) == ([True, False], [True, True])


def test_what_is_said_of_a_broken_order():
    rule = Order(low="a", high="b", chance=0.4, usual=2.0, clear=True)
    apart = np.array([2.0, -1.0, 0.0, -3.0, np.nan, 5.0, 1.0, 4.0])
    frame = pl.DataFrame({"a": np.arange(8), "b": np.arange(8) * 10})
    audit = SimpleNamespace(rows=10, engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)))
    dated = {"a": SimpleNamespace(dated=True)}
    found = _measured(audit, rule, "b", np.array([3, 1]), np.array([0.9, 0.6]), apart, dated)
    assert (found.value, found.kind, found.about, found.rows.positions.tolist()) == (0.2, "dates", "a <= b", [3, 1])
    said = {"kept": 5, "checked": 7, "support": 5 / 7, "clear": 1.0, "low_cell": "3", "high_cell": "30"}
    assert {key: found.details[key] for key in said} == said
