"""Rows between others."""

from __future__ import annotations

import numpy as np

from dataqa.checks.leakage._between import lie_between

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
