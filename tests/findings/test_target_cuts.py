"""The best cut of a number lies between two different values."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.findings.target_cuts import best_cut


@pytest.mark.parametrize(
    ("numbers", "hits", "right", "below"),
    [
        ([1.0, 2.0, 3.0, 4.0], "..xx", 4, 2),
        ([1.0, 2.0, 3.0, 4.0], "xx..", 4, 2),
        ([1.0, 2.0, 2.0, 3.0], "..xx", 3, 1),
        ([1.0, 2.0, 2.0, 3.0], ".x.x", 3, 1),
    ],
    ids=["above", "below", "rows of one value are not parted", "in whichever order they stand"],
)
def test_the_best_cut(numbers, hits, right, below):
    assert best_cut(np.array(numbers), np.array([hit == "x" for hit in hits])) == (right, below)


def test_equal_numbers_have_no_cut():
    assert best_cut(np.ones(4), np.array([False, False, True, True]))[0] == 0
