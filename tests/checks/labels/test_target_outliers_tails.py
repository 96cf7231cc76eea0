import numpy as np
import pytest

from dataqa.checks.labels._tails import far_out

BASE = np.arange(-10.0, 11)


@pytest.mark.parametrize(
    ("values", "far", "outside"),
    [
        ([*BASE, 31.0], 4, []),  # four units above the middle are 31.6
        ([*BASE, 32.0], 4, [21]),
        ([*BASE, -31.0], 4, []),
        ([*BASE, -32.0], 4, [21]),
        ([*BASE, 50.0, -60.0], 4, [21, 22]),
        ([0.0] * 8 + [1.0, 50.0], 4, []),  # half of a side is one value
        ([0.0] * 6 + [1.0, 2, 3, 4, 50], 4, []),
        ([0.0] * 6 + [-1.0, -2, -3, -4, -50], 4, []),
        ([*np.arange(0.0, 21), 2000], 4, [21]),
        ([*(-np.arange(0.0, 21)), -2000], 4, [21]),
        ([*BASE, *np.arange(17.0, 36)], 4, []),  # a tail that goes on
        ([0.0, *np.geomspace(1, 1e4, 21), 1e5], 4, []),  # zeros have no logarithm
        ([*np.geomspace(1, 1e4, 21), 1e5], 4, []),  # on the scale of logarithms, none
        ([*np.geomspace(1, 1e4, 21), 1e12], 4, [21]),
        ([*(np.arange(21.0) ** 2), 900.0], 4, []),  # of roots, none
    ],
)
def test_numbers_far_outside(values, far, outside):
    assert np.flatnonzero(far_out(np.array(values, dtype=float), far)).tolist() == outside
