"""Rows between others, and how far a column goes with others once the target is known."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.leakage._between import lie_between
from dataqa.checks.leakage._given_target import _groups, _related, related_given_target
from dataqa.probe.skill import Target

ENDS = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 8.0]])


def between(*rows, ends=ENDS, neighbours=3):
    return lie_between(np.array(rows, dtype=float), ends, neighbours, 0.001).tolist()


def test_rows_on_the_line_between_two_others():
    assert between([1, 0], [2, 4], [0, 7.9]) == [True, True, True]
    assert between([1, 0.1], [5, 0], [-1, 0]) == [False, False, False]  # beside it, and beyond its ends
    assert between([1, 0.0039], [1, 0.0041]) == [True, False]  # a thousandth of four
    assert between([0, 0], [4, 0]) == [False, False]  # the ends themselves
    assert between([0.003, 0], [0.005, 0]) == [False, True]
    assert between([1, 0], ends=np.array([[1.0, 0], [1, 0]])) == [False]
    assert between([3, 0], neighbours=2) == [True]
    assert between([3, 0], neighbours=1) == between([3, 0], ends=ENDS[:1]) == [False]
    assert between(*[[1, 0]] * 250, [9, 9]) == [True] * 250 + [False]


def test_numbers_in_twenty_parts():
    assert np.bincount(_groups(np.arange(100.0))).tolist() == [5] * 20
    assert _groups(np.array([1.0] * 50)).tolist() == [1] * 50


A = np.arange(40.0)


def test_the_rank_correlation_within_groups():
    groups = np.repeat([0, 1], 20)
    size, high = _related(A, A**3, groups)
    assert (size, high) == (pytest.approx(1.0), pytest.approx(1.0, abs=1e-5))
    assert _related(A, -A, groups)[0] == pytest.approx(1.0)
    mixed = np.where(groups == 0, A, -A)
    assert _related(A, mixed, groups)[0] == pytest.approx(0.0, abs=1e-12)  # up in one group, and down in the other
    half = np.tile([0.0, 1, 2, 3], 10)
    size, high = _related(A, half, groups)
    x, y = A[:20] - 9.5, half[:20] - 1.5
    assert size == pytest.approx(x @ y / np.sqrt((x @ x) * (y @ y)))
    assert high == pytest.approx(np.tanh(np.arctanh(size) + 1.959963984540054 / np.sqrt(37)))


def test_thirty_rows_of_ten_each_are_needed():
    assert _related(A[:30], A[:30], np.repeat([0, 1, 2], 10))[0] == pytest.approx(1.0)
    assert _related(A[:30], A[:30], np.repeat([0, 1, 2], [10, 11, 9])) == (1.0, 1.0)
    assert _related(A[:29], A[:29] % 7, np.zeros(29, dtype=int)) == (1.0, 1.0)
    assert _related(A[:30], A[:30] % 7, np.zeros(30, dtype=int))[0] < 0.5
    assert _related(A, np.ones(40), np.zeros(40, dtype=int)) == (1.0, 1.0)  # nothing varies


def test_classes_and_numbers():
    number = Target(values=np.repeat(np.arange(20.0), 20))
    wave = np.tile(np.arange(20.0), 20)
    assert related_given_target(wave, wave % 7, number)[0] == pytest.approx(_related(wave, wave % 7, _groups(number.values))[0])
    two = Target(values=np.repeat([0, 1], 20), classes=("a", "b"))
    both, other = np.column_stack([A, A]), np.column_stack([np.tile([0.0, 1], 20), A])
    assert related_given_target(both, other, two)[0] == pytest.approx(1.0)  # by the second class alone
    three = Target(values=np.repeat([0, 1], 20), classes=("a", "b", "c"))
    assert related_given_target(np.column_stack([A] * 3), np.column_stack([A, *[np.tile([0.0, 1], 20)] * 2]), three)[
        0
    ] == pytest.approx(1.0)  # the greatest of all
