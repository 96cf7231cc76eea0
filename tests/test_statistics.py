import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm
from sklearn.metrics import roc_auc_score

from dataqa.statistics import Z95, auc, auc_interval, newcombe, poisson, r2_interval, wilson

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_z():
    assert norm.ppf(0.975) == pytest.approx(Z95, rel=1e-15)


@given(COUNTS)
def test_wilson_is_that_of_scipy(counts):
    assert wilson(*counts) == pytest.approx(tuple(binomtest(*counts).proportion_ci(method="wilson")), rel=1e-9, abs=1e-12)
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


def test_wilson_at_the_ends():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=1e-4))
    assert wilson(10, 10) == (pytest.approx(0.7225, abs=1e-4), 1.0)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, Stat. Med. 17:857–872, table I


@pytest.mark.parametrize(
    ("counts", "interval"),
    [  # Newcombe 1998, Stat. Med. 17:873–890, table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombe(counts, interval):
    assert newcombe(*counts) == pytest.approx(interval, abs=5e-5)


def test_newcombe_of_an_empty_group():
    assert newcombe(0, 0, 1, 2) == newcombe(1, 2, 0, 0) == (-1.0, 1.0)


@given(COUNTS, COUNTS)
def test_newcombe_turned_round(one, other):
    low, high = newcombe(*one, *other)
    assert -1 <= low <= one[0] / one[1] - other[0] / other[1] <= high <= 1
    assert newcombe(*other, *one) == pytest.approx((-high, -low))


@given(st.lists(st.tuples(st.integers(0, 5) | st.floats(-1e9, 1e9), st.booleans()), max_size=40))
def test_auc_is_that_of_sklearn(pairs):
    scores, hit = np.array([s for s, _ in pairs], dtype=float), np.array([h for _, h in pairs], dtype=bool)
    expected = roc_auc_score(hit, scores) if len(set(hit.tolist())) == 2 else 0.5
    assert auc(scores, hit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scores", "hit", "area"),
    [
        ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.75),
        ([1, 1, 1], [0, 1, 1], 0.5),
        ([3, 2, 1], [0, 0, 1], 0.0),
        ([0, math.inf], [0, 1], 1),
    ],
)
def test_auc(scores, hit, area):
    assert auc(np.array(scores, dtype=float), np.array(hit, dtype=bool)) == area


def test_auc_interval():
    # Hanley & McNeil 1982: area 0.893 of 51 abnormal and 58 normal images has a standard error of 0.032
    low, high = auc_interval(0.893, 51, 58)
    assert (high - low) / 2 / Z95 == pytest.approx(0.032, abs=1e-3)
    assert (low + high) / 2 == pytest.approx(0.893)
    assert auc_interval(1.0, 50, 50) == (1.0, 1.0)
    assert auc_interval(0.0, 50, 50) == (0.0, 0.0)
    assert auc_interval(0.5, 0, 5) == auc_interval(0.5, 5, 0) == (0.0, 1.0)


@given(st.floats(0, 1), st.integers(1, 1000), st.integers(1, 1000))
def test_auc_interval_holds_the_area(area, positives, negatives):
    low, high = auc_interval(area, positives, negatives)
    assert 0 <= low <= area <= high <= 1


def test_r2_interval():
    assert r2_interval(0.3, 4) == (0.0, 1.0)
    assert r2_interval(-0.5, 100) == (0.0, 0.0)
    assert r2_interval(1.5, 100) == (1.0, 1.0)


def test_r2_interval_holds_the_truth_as_often_as_it_says():
    noise = np.random.default_rng(0)
    x = noise.normal(size=(2000, 200))
    y = x * math.sqrt(0.4) + noise.normal(size=x.shape) * math.sqrt(0.6)
    intervals = [r2_interval(np.corrcoef(a, b)[0, 1] ** 2, 200) for a, b in zip(x, y, strict=True)]
    assert np.mean([low <= 0.4 <= high for low, high in intervals]) == pytest.approx(0.95, abs=0.015)


def test_the_interval_of_a_count():
    # Garwood's table: 0 → 3.69, 5 → 1.62 to 11.67
    assert poisson(0) == (0.0, pytest.approx(3.689, abs=1e-3))
    assert poisson(5) == (pytest.approx(1.623, abs=1e-3), pytest.approx(11.668, abs=1e-3))
