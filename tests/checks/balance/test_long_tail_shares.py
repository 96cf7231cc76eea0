"""How amounts are shared out: the largest part of them, the Gini coefficient, and the skew."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.balance._shares import gini, skewness, top_share

Z = 1.959963984540054


@pytest.mark.parametrize(
    ("amounts", "part", "share"),
    [
        ([1, 2, 3, 4], 0.5, 0.7), ([4, 3, 2, 1], 0.25, 0.4), ([1, 2, 3, 4], 0.01, 0.4), ([1, 2, 3, 4], 1.0, 1.0),
        ([5, 5, 5, 5], 0.25, 0.25), ([0, 0, 0, 8], 0.25, 1.0), ([1, 2, 3, 4], 0.4, 0.7),
    ],
)  # fmt: skip
def test_the_share_of_the_largest(amounts, part, share):
    found, low, high = top_share(np.array(amounts, dtype=float), part)
    assert found == pytest.approx(share)
    assert 0 <= low <= found <= high <= 1
    assert top_share(np.array(amounts) * 1e6, part) == pytest.approx((found, low, high))


def test_the_interval_of_the_share():
    amounts = np.arange(1.0, 101)
    share, low, high = top_share(amounts, 0.1)
    ordered = amounts[::-1]
    influence = (np.maximum(ordered - 91, 0) + 9.1 - share * ordered) / 50.5
    half = Z * influence.std() / 10
    assert (share, low, high) == pytest.approx((955 / 5050, share - half, share + half))


@pytest.mark.parametrize(
    ("amounts", "value"), [([5, 5, 5, 5], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([3, 1], 0.25), ([1, 2, 3, 4], 0.25)]
)
def test_the_gini_coefficient(amounts, value):
    found, low, high = gini(np.array(amounts, dtype=float))
    assert found == pytest.approx(value, abs=1e-12)
    assert low <= found + 1e-12
    assert high >= found - 1e-12


def test_the_interval_of_the_gini_coefficient():
    amounts = np.random.default_rng(0).gamma(1.0, 2.0, 400)
    value, low, high = gini(amounts)
    drawn = [gini(np.random.default_rng(k).gamma(1.0, 2.0, 400))[0] for k in range(1, 60)]
    assert (high - low) / 2 == pytest.approx(Z * np.std(drawn), rel=0.3)
    assert (high + low) / 2 == pytest.approx(value)
    assert 0.4 < value < 0.6  # of an exponential distribution one half


@pytest.mark.parametrize(
    ("values", "skew"), [([1, 2, 3], 0.0), ([0, 0, 0, 1], 2 / 3**0.5), ([5, 5], 0.0), ([0, 3, 3, 3], -2 / 3**0.5)]
)
def test_the_skew(values, skew):
    assert skewness(np.array(values, dtype=float)) == pytest.approx(skew)
