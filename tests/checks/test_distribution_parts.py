"""Numbers with their rows, and a code for "missing" at an end of them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.distribution import Numbers, _at_an_end, _edge, _micros, sentinels_of

LIMITS = {"least_rows": 2, "least_gap": 1.0, "least_lump": 3.0}
TEN = {float(k): 10 for k in range(1, 11)}


def numbers(rows: dict[float, int]) -> Numbers:
    return Numbers(np.array(sorted(rows), dtype=float), np.array([rows[value] for value in sorted(rows)]))


def test_quantiles_and_mean():
    some = numbers({1: 1, 2: 2, 5: 1})
    assert (some.rows, some.mean()) == (4, 2.5)
    assert [some.quantile(q) for q in (0, 0.25, 0.26, 0.75, 0.76, 1)] == [1, 1, 2, 2, 5, 5]
    assert some.where(some.values > 1).rows == 3


@pytest.mark.parametrize(
    ("rows", "known", "found"),
    [
        (TEN | {999: 5}, {999}, (999, 5, 989 / 9, 0.5)),
        (TEN | {-99: 5}, {-99}, (-99, 5, 100 / 9, 0.5)),
        (TEN | {999: 1}, {999}, None),  # one row
        (TEN | {999: 2}, {999}, (999, 2, 989 / 9, 0.2)),
        (TEN | {999: 5}, {99}, None),
        (TEN | {19: 5}, {19}, (19, 5, 1, 0.5)),  # as far as the others are
        (TEN | {18: 5}, {18}, None),
        ({1: 9, 2: 9, 999: 5}, {999}, None),  # of so few numbers nothing is said
        ({1: 9, 2: 9, 3: 9, 999: 5}, {999}, (999, 5, 498, 5 / 9)),
        (TEN | {98: 4, 99: 6}, {98, 99}, (99, 6, 88 / 9, 0.4)),  # side by side: the outmost
        (TEN | {98: 4, 99: 6}, {99}, None),
        ({0.0: 10} | TEN | {-1: 40}, {-1}, (-1, 40, 0.1, 4)),
        ({0.0: 10} | TEN | {-1: 29}, {-1}, None),  # not three times as many as its neighbours
        ({0.0: 10} | TEN | {-1: 30}, {-1}, (-1, 30, 0.1, 3)),
        ({float(k): 1 for k in range(11)} | {-1: 30}, {-1}, None),  # numbers that hardly come again
        ({float(k): 2 for k in range(11)} | {-1: 30}, {-1}, (-1, 30, 0.1, 15)),
        ({0.0: 10} | TEN | {-2: 40}, {-2}, (-2, 40, 0.2, 4)),
        ({float(k): 10 for k in range(-20, 11)} | {-21: 40}, {-21}, None),  # other numbers are below 0, too
        ({7.0: 9, 8: 9, 9: 9, 20: 5}, {20}, (20, 5, 5.5, 5 / 9)),
    ],
)  # fmt: skip
def test_a_code_at_an_end(rows, known, found):
    one = _at_an_end(numbers(rows), known, LIMITS, False)
    assert (one and (one.value, one.count, one.gap, one.lump)) == (found and pytest.approx(found))


def test_days_count_in_microseconds():
    day = 86_400_000_000
    assert _micros(dt.date(1970, 1, 2)) == _micros("1970-01-02") == day
    assert _edge(dt.datetime(1970, 1, 2, 13), True) == day
    assert _edge(3, False) == 3
    moments = {k * 1000.0 * day for k in range(10, 20)}
    rows = dict.fromkeys(moments, 10) | {5000 * day + 7.0 - 100_000 * day: 5}
    assert _at_an_end(numbers(rows), {-95_000.0 * day}, LIMITS, True).count == 5
    assert _at_an_end(numbers(rows), {-95_000.0 * day}, LIMITS, False) is None


@pytest.mark.parametrize(("low", "high"), [(None, None), (1, 10), (1, 500)])
def test_without_a_code_at_an_end_nothing_is_counted(low, high):
    column = SimpleNamespace(name="a", kind="number", minimum=low, maximum=high)
    assert sentinels_of(SimpleNamespace(), column) == ([], None)
