"""Values that stand together at one end of time have changed; elsewhere they are errors."""

from __future__ import annotations

import numpy as np

from dataqa.checks.noise._blame import _lasting
from dataqa.checks.noise._dependencies import Dependency


def lasting(odd, clock=None):
    """Of groups of ten rows each, in which of them odd ones are taken for a change."""
    groups = len(odd)
    left = np.repeat(np.arange(groups), 10)
    right = np.concatenate([[1 if place in places else 0 for place in range(10)] for places in odd])
    one = Dependency(
        left="a", right="b", top=np.zeros(groups, dtype=int), most=np.full(groups, 8), rows=np.full(groups, 10), holds=0.9,
        few=False, source="", sources=False,
    )  # fmt: skip
    return _lasting(one, left, right, np.tile(np.arange(10.0), groups) if clock is None else clock).tolist()


def test_what_changed_once_and_stays_so_is_no_error():
    assert lasting([(8, 9), (7, 8, 9), ()]) == [0, 1]
    assert lasting([(0, 1), (7, 8, 9), ()]) == [0, 1]
    assert lasting([(8, 9), (2, 8), (3, 4, 5), ()]) == []  # one alone is chance
    assert lasting([(3, 4), (5, 6)]) == []
    assert lasting([(), ()]) == []
    assert lasting([(9,), (0,), (9,), (4,), (5,), (6,), (2,), (3,), (4,), (5,)]) == []  # one of ten stands at an end by chance
    assert lasting([(8, 9), (7, 8, 9)], np.zeros(20)) == []
    assert lasting([(8, 9), (7, 8, 9)], np.full(20, np.nan)) == []


def test_the_first_value_of_a_column_may_be_the_odd_one():
    left, right = np.repeat([0, 1], 10), np.ones(20, dtype=int)
    right[[8, 9, 17, 18, 19]] = 0
    one = Dependency(
        left="a", right="b", top=np.ones(2, dtype=int), most=np.full(2, 8), rows=np.full(2, 10), holds=0.9,
        few=False, source="", sources=False,
    )  # fmt: skip
    assert _lasting(one, left, right, np.tile(np.arange(10.0), 2)).tolist() == [0, 1]
