from fractions import Fraction
from math import inf, isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.profile.sums import ExactSquares, ExactSum, root, whole_numbers

FLOATS = st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=20)


@given(FLOATS)
def test_a_sum_is_that_of_fractions(values):
    found = ExactSum()
    found.update(np.array(values))
    assert found.value == sum(map(Fraction, values))


@given(FLOATS)
def test_squares_are_those_of_fractions(values):
    found = ExactSquares()
    found.update(np.array(values))
    true = sum((Fraction(v) ** 2 for v in values), Fraction(0))
    assert abs(found.value - true) <= true / 2**90


@settings(max_examples=50)
@given(FLOATS, FLOATS)
def test_parts_add_up(one, other):
    for kind in (ExactSum, ExactSquares):
        whole, left, right = kind(), kind(), kind()
        whole.update(np.array(one + other))
        left.update(np.array(one))
        right.update(np.array(other))
        right.merge(left)
        assert right.value == whole.value


def test_what_floats_lose():
    found = ExactSum()
    found.update(np.array([1e308, 1.0, -1e308, 5e-324]))
    assert found.value == 1 + Fraction(5e-324)


@given(st.floats(min_value=0, max_value=inf, exclude_max=True).filter(isfinite))
def test_root(value):
    assert root(Fraction(value) ** 2) == pytest.approx(value, rel=1e-15)
    assert root(-Fraction(value)) == 0.0


@given(st.lists(st.integers(-(2**33), 2**33), min_size=1, max_size=20))
def test_whole_numbers_are_added_as_such(values):
    total, squares = ExactSum(), ExactSquares()
    total.update(np.array(values, dtype=float))
    squares.update(np.array(values, dtype=float))
    assert (total.value, squares.value) == (sum(values), sum(value * value for value in values))


@pytest.mark.parametrize(("values", "whole"), [([1.0, -2.0], [1, -2]), ([1.0, 2.5], None), ([2.0**40], None), ([], None)])
def test_which_numbers_are_whole_and_small(values, whole):
    found = whole_numbers(np.array(values))
    assert (None if found is None else found.tolist()) == whole
