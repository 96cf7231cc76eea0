"""Which value of a column is far more frequent than others, and whether it is a middle of the others."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.distribution import Numbers
from dataqa.checks.missing.value_spikes import _filled, _may_have, _spikes, _usual


def numbers(values, counts=None):
    return Numbers(np.array(values, dtype=float), np.ones(len(values), dtype=int) if counts is None else np.array(counts))


TEN = range(1, 11)


@pytest.mark.parametrize(
    ("values", "counts", "found"),
    [
        (TEN, [1, 2, 3, 30, 4, 5, 6, 7, 8, 90], [(3, "spike", 30 / 8), (9, "cap", 90 / 6)]),
        (TEN, [1, 1, 1, 30, 1, 1, 1, 1, 1, 1], [(3, "spike", 30.0), (9, "cap", 1.0)]),
        (TEN, [9, 1, 1, 30, 1, 1, 1, 1, 1, 9], [(3, "spike", 30 / 9), (9, "cap", 9.0)]),  # of the ends the rarer one counts
        (range(-2, 8), [1, 1, 50, 30, 1, 1, 1, 1, 1, 1], [(3, "spike", 30.0), (9, "cap", 1.0)]),  # nothing is no spike
        (range(-1, 9), [1, 50, 30, 1, 1, 1, 1, 1, 1, 1], [(2, "spike", 30.0), (9, "cap", 1.0)]),
        (range(9, 17), [1, 1, 3, 1, 1, 1, 1, 1], [(2, "spike", 3.0), (7, "cap", 1.0)]),
        (range(7), [1] * 7, []),
    ],
)  # fmt: skip
def test_the_commonest_value_and_the_largest(values, counts, found):
    assert list(_spikes(numbers(values, counts))) == [(place, kind, pytest.approx(ratio)) for place, kind, ratio in found]


def may(top, least=20.0, ratio=5.0, exact=True, low=1, high=99):
    return _may_have(SimpleNamespace(exact=exact, top=top, minimum=low, maximum=high), least, ratio)


def test_what_the_profile_says():
    assert may([(5, 20), (6, 4)])
    assert not may([(5, 19), (6, 1)])
    assert not may([(0, 500)])
    assert not may([])
    assert may([(0, 500), (5, 30), (6, 6)])
    assert not may([(5, 29), (6, 6)])
    assert not may([(1, 90), (5, 29), (6, 6)])  # the smallest is no spike
    assert may([(1, 90), (5, 30), (6, 6)])
    assert may([(5, 29), (6, 29), (99, 20)])  # the largest may be a cap
    assert not may([(5, 29), (6, 29), (99, 19)])
    assert may([(5, 29), (6, 29), (7, 20)])  # where it is not among the commonest, it may be as frequent as the last of them
    assert not may([(5, 29), (6, 29), (7, 19)])
    assert may([(5, 10), (6, 4)], exact=False)
    assert not may([(5, 9), (6, 1)], exact=False)
    assert may([(5, 15), (6, 6)], exact=False)
    assert not may([(5, 24), (6, 10), (7, 9)], exact=False)
    assert may([(5, 100)])
    assert not may([(5, 6), (6, 1)], least=2.0, ratio=7.0)


@pytest.mark.parametrize(
    ("value", "rest", "kind"),
    [
        (149.5, range(50, 250), "mean"), (149.51, range(50, 250), "mean"), (149.7, range(50, 250), "median"),
        # a fiftieth of the quartiles' distance of 100
        (151.0, range(50, 250), "median"), (151.1, range(50, 250), "mode"),
        (147.0, range(50, 250), "median"), (146.9, range(50, 250), "mode"),
        (149.0, range(50, 250), "median"),
    ],
)  # fmt: skip
def test_the_middle_of_the_others(value, rest, kind):
    assert _filled(value, numbers(rest)) == kind


def test_a_whole_mean_of_whole_numbers_says_little():
    whole = numbers(range(50, 249))
    assert _filled(149.0, whole) == "median"
    assert _filled(149.0, numbers(np.arange(50, 248.5, 0.5))) == "mean"
    assert _usual(149.0, whole)
    assert not _usual(149.5, whole)
    assert not _usual(149.0, numbers([1.0, 1.5], [90, 10]))
    assert _usual(149.0, numbers([1.0, 1.5], [91, 9]))


def test_the_median_of_values_that_repeat_is_a_mode():
    few = numbers([*range(50, 100), 100, *range(101, 151)], [1] * 50 + [3] + [1] * 50)
    assert _filled(100.4, few) == "median"
    assert _filled(100.4, numbers(few.values, [1] * 50 + [4] + [1] * 50)) == "mode"
    many = numbers(np.arange(400.0), [1] * 200 + [8] + [1] * 199)
    assert _filled(200.3, many) == "median"
    assert _filled(200.3, numbers(np.arange(400.0), [1] * 200 + [9] + [1] * 199)) == "mode"
