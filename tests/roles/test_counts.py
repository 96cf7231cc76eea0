"""Whole numbers that count something, and codes of classes."""

from __future__ import annotations

import pytest

from dataqa.profile.column import ColumnProfile
from dataqa.roles.counts import counts_something, one_peak


def profile(sizes):
    top = tuple(sorted(sizes.items(), key=lambda one: -one[1]))
    rows = sum(sizes.values())
    return ColumnProfile(name="y", kind="number", stored="int", rows=rows, nulls=0, distinct=len(sizes), top=top, integral=True)


@pytest.mark.parametrize(
    ("sizes", "counts"),
    [
        ({0: 4141, 1: 782, 2: 174, 3: 30, 4: 24, 5: 9, 6: 12, 7: 12, 8: 5, 9: 1}, True),  # visits to a doctor
        ({0: 400, 1: 200, 2: 120, 3: 80, 4: 50, 5: 12, 7: 3, 9: 2, 15: 1}, True),  # the far end has gaps
        ({0: 40, 1: 90, 2: 60, 3: 30, 4: 9, 5: 2}, True),
        ({0: 178, 1: 182, 2: 177, 3: 183, 4: 181, 5: 182, 6: 181, 7: 179, 8: 174, 9: 180}, False),  # digits
        ({0: 900, 1: 30, 2: 200, 3: 10, 4: 80, 5: 60}, False),  # codes of classes
        ({1: 90, 2: 60, 3: 40, 4: 20, 5: 10, 6: 5}, False),
        ({0: 900, 1: 100}, False),
        ({0: 50, 1: 50, 2: 50, 3: 50, 4: 50, 5: 50}, False),
        ({0: 400, 1: 200, 2: 120, 3: 80, 4: 50, 5: 12, 10**30: 2}, True),  # beyond 64 bits
        ({}, False),
        ({10**308 + k: 60 - k for k in range(6)}, False),
    ],
)
def test_larger_numbers_are_rarer(sizes, counts):
    assert counts_something(profile(sizes)) is counts


@pytest.mark.parametrize(
    ("sizes", "peak"),
    [
        ({0: 500, 1: 200, 2: 90, 3: 9}, True),  # children
        ({1: 30, 2: 90, 3: 200, 4: 80, 5: 10}, True),  # answers
        ({0: 500, 1: 20, 2: 90, 3: 9}, False),
        ({1: 500, 2: 200, 3: 90, 4: 9}, False),
        ({1: 30, 2: 300, 3: 20, 4: 80, 5: 10}, False),
        ({1: 30, 2: 30, 3: 30, 4: 30, 5: 30}, False),
    ],
)
def test_one_peak(sizes, peak):
    assert one_peak(profile(sizes)) is peak
