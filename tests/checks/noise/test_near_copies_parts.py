"""Pairs of columns: near-copies and orders, on columns that are plain."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise._copied import Pair, _kappa
from dataqa.checks.noise._expected import RobustScale, scale_of, separating_column
from dataqa.checks.noise._order_rules import _stops, orders, same_clock
from dataqa.checks.noise._quantities import Quantity, _step
from dataqa.checks.noise.near_copies import _measured, _wrong, near_copies
from dataqa.checks.noise.swapped_dates import _beside, _has_room, _mostly

PAIRS = SimpleNamespace(least_rows=50, least_values=4, least_informative=10)
A = np.resize(np.arange(10.0), 100)


@pytest.mark.parametrize(
    ("a", "b", "copies"),
    [
        (A, A, True),
        (A, A[::-1], False),
        (A[:50], A[:50], True),
        (A[:49], A[:49], False),
        (np.where(np.arange(100) < 50, np.nan, A), A, True),
        (np.where(np.arange(100) < 51, np.nan, A), A, False),
        (A % 4, A % 4, True),
        (A % 3, A % 3, False),
        (np.where(np.arange(100) < 90, 0.0, A + 1), np.where(np.arange(100) < 90, 0.0, A + 1), True),
        (np.where(np.arange(100) < 91, 0.0, A + 1), np.where(np.arange(100) < 91, 0.0, A + 1), False),
        # where both have not the commonest value they are unlike
        (np.where(np.arange(100) < 90, 0.0, A + 1), np.where(np.arange(100) < 90, 0.0, 20 - A), False),
    ],
)
def test_agreement_beyond_chance(a, b, copies):
    assert (_kappa(a, b, 0.0, PAIRS) > 0.8) is copies


def test_what_differs_by_no_more_than_was_rounded_away_agrees():
    b = np.where(np.arange(100) % 5 == 0, A + 1, A)
    assert _kappa(A, b, 1.5, PAIRS) > _kappa(A, b, 0.0, PAIRS)


# --- numbers on an even scale ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (np.arange(101.0), RobustScale(False, 50.0, 50 / 1.349)),
        (np.geomspace(1, 100, 101), RobustScale(True, np.log(10.0), np.log(10) / 1.349)),
        (np.append(np.geomspace(1, 100, 101), [-1.0] * 6), None),
        (np.repeat([5.0, 7], [90, 10]), RobustScale(False, 5.0, 0.6)),
        (np.full(20, 5.0), None),
    ],
)
def test_the_scale_of_numbers(cells, scale):
    found = scale_of(cells)
    if scale is None and cells[0] == 1:
        assert not found.log  # six of 107 have no logarithm
        return
    assert found == scale or (found.log, found.centre, found.spread) == pytest.approx((scale.log, scale.centre, scale.spread))
    assert found is None or found.of(np.array([found.centre if not found.log else np.exp(found.centre)])) == pytest.approx([0])


def test_which_column_separates_rows():
    kind = np.repeat(["a", "b"], [80, 20])
    frame = pl.DataFrame({"kind": kind, "x": np.arange(100), "same": ["z"] * 100})
    assert separating_column(frame, kind == "b", ["same", "kind", "x"]) == ("kind", 1.0)
    assert separating_column(frame, kind == "b", ["x"]) == ("x", 1.0)
    assert separating_column(frame, kind == "b", ["same"]) == ("", 0.0)
    half = (np.arange(100) >= 80) & (np.arange(100) % 2 == 0)
    assert separating_column(frame, half, ["kind"]) == ("kind", pytest.approx(1 - 10 / 90))
    # categories of four rows are told by chance
    four = pl.DataFrame({"kind": np.repeat(["a", "b"], [96, 4])})
    assert separating_column(four, np.arange(100) >= 96, ["kind"]) == ("", 0.0)
    five = pl.DataFrame({"kind": np.repeat(["a", "b"], [95, 5])})
    assert separating_column(five, np.arange(100) >= 95, ["kind"]) == ("kind", 1.0)


# --- orders ---------------------------------------------------------------------------------------------------------------------

ORDER = SimpleNamespace(
    least_rows=50, least_values=5, most_broken=0.05, most_broken_unclear=0.01, small=("min",), large=("max",), least_apart=0.3,
    least_chance=0.05, most_of_chance=0.2, most_ratio=10.0, least_equal=0.1, many_values=20, sure=0.01,
)  # fmt: skip
DRAW = np.random.default_rng(3)
START = 19_000 + DRAW.integers(0, 300, 400) * 1.0
WAIT = DRAW.geometric(0.2, 400) - 1.0


def dates(name, cells):
    audit = SimpleNamespace(task=SimpleNamespace(columns={name: SimpleNamespace(clock="datetime")}))
    return Quantity(name=name, dated=True, look=np.array(cells), step=1.0, audit=audit)


def ordered(start, end):
    return [(one.low, one.high) for one in orders([dates("start", start), dates("end", end)], ORDER)]


def test_one_date_comes_after_another():
    assert ordered(START, START + WAIT) == [("start", "end")]
    assert ordered(START + WAIT, START) == [("end", "start")]
    assert ordered(START, DRAW.permutation(START)) == []
    assert ordered(START[:50], (START + WAIT)[:50]) == [("start", "end")]
    assert ordered(START[:49], (START + WAIT)[:49]) == []


def test_what_many_rows_break_is_no_order():
    early = np.where(np.arange(400) < 20, -40.0, WAIT)
    assert ordered(START, START + early) == [("start", "end")]
    early = np.where(np.arange(400) < 21, -40.0, WAIT)
    assert ordered(START, START + early) == []


def test_dates_that_could_not_be_in_another_order_have_none():
    assert ordered(START, START + 1000 + WAIT) == []


def test_differences_that_thin_out_do_not_stop():
    waits = DRAW.geometric(0.2, 400) - 1.0
    assert _stops(waits, 1.0, 0.01)
    assert not _stops(np.round(DRAW.normal(8, 4, 400)), 1.0, 0.01)
    assert not _stops(waits + 30, 1.0, 0.01)


def test_another_time_zone():
    missed = np.array([2 / 24, 2 / 24, 2 / 24, 5 / 24, 0.01, 15 / 24, 15 / 24, 15 / 24])
    assert same_clock(missed).tolist() == [True] * 3 + [False] * 5


@pytest.mark.parametrize(
    ("cells", "dated", "step"),
    [
        ([1, 2, 3], False, 1.0), ([1.5, 2, 3], False, 0.1), ([1.25, 2], False, 0.01), ([1.23456789, 2.3456789], False, 0.0),
        ([1.1234567, 2.1234568], False, 0.0), ([1.123456, 2], False, 1e-6),
        ([1.0, 2.0], True, 1.0), ([1.5, 2.0], True, 1 / 24), ([1 + 1 / 1440, 2], True, 1 / 1440),
        ([1 + 1 / 86_400, 2], True, 1 / 86_400),
        ([1 + 0.5 / 86_400, 2], True, 0.0), ([1.0] * 98 + [1.5] * 2, False, 1.0), ([1.0] * 97 + [1.5] * 3, False, 0.1),
    ],
)  # fmt: skip
def test_the_step_in_which_numbers_are_written(cells, dated, step):
    assert _step(np.array([*cells, np.nan], dtype=float), dated) == pytest.approx(step)


# --- swapped dates --------------------------------------------------------------------------------------------------------------


def test_swapped_dates_are_most_of_those_off():
    far = np.array([1.0, 5, 3, 9, 0, 0, 0, 0, 0, 0])
    off, swapped = far > 0, (far > 0) & (far < 6)
    assert _mostly(off, swapped, far, 3, 0.3).tolist() == [1, 2, 0]
    assert _mostly(off, swapped, far, 4, 0.3).tolist() == []
    assert _mostly(off, swapped, far, 3, 0.29).tolist() == []
    assert _mostly(off, far == 5, far, 1, 0.3).tolist() == []
    assert _mostly(off, np.isin(far, [5, 3]), far, 1, 0.3).tolist() == [1, 2]


def test_dates_beside_others():
    other = np.arange(30.0)
    days, changed = other + 2, other + 40.0
    days[3], changed[3] = other[3] + 90, other[3] + 2
    days[7], changed[7] = other[7] - 90, other[7] + 5
    assert _beside(days, changed, other, 2, 0.2).tolist() == [7, 3]
    assert _beside(days, changed, other, 3, 0.2).tolist() == []
    assert _beside(days[:19], changed[:19], other[:19], 2, 0.2).tolist() == []
    assert _beside(days[:20], changed[:20], other[:20], 2, 0.2).tolist() == [7, 3]
    changed[7] = other[7] + 5.5
    assert _beside(days, changed, other, 1, 0.2).tolist() == [3]
    assert _beside(np.where(np.arange(30) == 7, other - 13, days), changed, other, 1, 0.2).tolist() == [3]


def test_a_changed_date_needs_a_free_place():
    certain = np.delete(np.arange(1.0, 60), 20)  # every day but the 21st
    days, swapped = np.append(certain, 200.0), np.arange(59) == 58
    assert _has_room(days, np.where(swapped, 21.0, days), certain, swapped)[58]
    assert not _has_room(days, np.where(swapped, 22.0, days), certain, swapped)[58]
    weekly = np.delete(np.arange(1.0, 400, 7), 20)
    days, swapped = np.append(weekly, 900.0), np.arange(len(weekly) + 1) == len(weekly)
    assert _has_room(days, np.where(swapped, 141.0, days), weekly, swapped)[-1]
    assert not _has_room(days, np.where(swapped, 142.0, days), weekly, swapped)[-1]
    assert _has_room(days[-3:], np.array([1.0, 2, 2]), weekly[:3], np.array([True] * 3)).all()


def number(name, cells):
    audit = SimpleNamespace(task=SimpleNamespace(columns={name: SimpleNamespace(clock="")}))
    return Quantity(name=name, dated=False, look=np.array(cells), step=1.0, audit=audit)


def test_a_date_and_a_number_have_no_order():
    rules = orders([dates("start", START), number("end", START + WAIT)], ORDER)
    assert rules == orders([number("start", START), dates("end", START + WAIT)], ORDER) == []


def test_numbers_that_count_different_things_have_no_order():
    low, high = START, START + WAIT
    for equal, names, found in ((0.1, ("open", "close"), 1), (0.9, ("open", "close"), 0), (0.9, ("price_min", "price_max"), 1)):
        limits = SimpleNamespace(**vars(ORDER) | {"least_equal": equal, "most_zeros": 0.5})
        rules = orders([number(names[0], low), number(names[1], high)], limits)
        assert [(one.low, one.high) for one in rules] == [names] * found


@pytest.mark.parametrize(("rows", "reported"), [(50, True), (51, False), (0, False)])
def test_columns_that_differ_in_most_rows_are_no_copies(rows, reported):
    audit = SimpleNamespace(parameters=SimpleNamespace(least_equal=0.5))
    pair = SimpleNamespace(first="a", copy="b")
    place = "dataqa.checks.noise.near_copies"
    with (
        patch(f"{place}.pairs_of", return_value=[pair]),
        patch(f"{place}.differing_rows", return_value=(np.arange(rows), 100)),
        patch(f"{place}._wrong", return_value={"b": np.arange(50)}) as wrong,
        patch(f"{place}._measured", return_value="measured"),
    ):
        assert list(near_copies.measure(audit)) == (["measured"] if reported else [])
        assert wrong.called is reported


def test_which_of_two_texts_is_wrong():
    columns = {"a": ["York"] * 20 + ["Yrok", "Leeds", "Bath", "Bath"], "b": ["York"] * 21 + ["Leds", "York", "Bath"]}
    audit = SimpleNamespace(engine=SimpleNamespace(values=lambda name: pl.Series(columns[name])))
    pair = SimpleNamespace(first="a", copy="b", kind="text")
    wrong = _wrong(audit, pair, np.array([20, 21, 22]), SimpleNamespace(often=5))
    assert {name: rows.tolist() for name, rows in wrong.items()} == {"a": [20], "b": [21, 22]}


def test_what_is_said_of_a_near_copy():
    frame = pl.DataFrame({"a": [1, 2, 3], "b": [1, 2, 30]})
    audit = SimpleNamespace(rows=100, engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)))
    found = _measured(audit, Pair(first="a", copy="b", kind="number", leeway=0.0, kappa=0.9, values=40), "b", np.array([2]), 2, 80)
    said = {"first": "a", "copy": "b", "other": "a", "equal": 78, "checked": 80, "support": 0.975, "cell": "30", "other_cell": "3"}
    assert {key: found.details[key] for key in said} == said
    assert (found.value, found.columns) == (0.01, ("b",))
