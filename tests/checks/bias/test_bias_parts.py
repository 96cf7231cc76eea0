"""Rates without an interaction, ratios of shares, and which combination is oddest."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.bias.crossed_groups import _oddest, _without_interaction
from dataqa.checks.bias.unlike_groups import _pictures, _ratios


def test_rates_that_two_effects_explain_stay_as_they_are():
    rows = np.array([[100.0, 200], [300, 50]])
    odds = np.array([[0.5, 1.0], [1.0, 2.0]])  # the odds multiply, so nothing interacts
    rates = odds / (1 + odds)
    assert _without_interaction(rows, rows * rates) == pytest.approx(rates, abs=1e-4)


def test_the_expected_rates_keep_the_rates_of_each_group():
    rows, hits = np.array([[100.0, 200], [300, 50]]), np.array([[90.0, 20], [30, 40]])
    expected = _without_interaction(rows, hits)
    assert (expected * rows).sum(axis=0) == pytest.approx(hits.sum(axis=0), rel=1e-3)
    assert (expected * rows).sum(axis=1) == pytest.approx(hits.sum(axis=1), rel=1e-3)
    odds = expected / (1 - expected)
    assert odds[0, 0] * odds[1, 1] == pytest.approx(odds[0, 1] * odds[1, 0], rel=1e-2)


def test_the_combination_that_differs_most_certainly():
    rows = np.array([[200.0, 200], [200, 200]])
    i, j, expected, (low, high) = _oddest(rows, np.array([[100.0, 100], [100, 20]]), 30, 2.5)
    assert (i, j) == (1, 1)
    assert expected == pytest.approx(0.20, abs=0.03)
    assert 0 < low < expected - 0.1 < high
    assert _oddest(rows, np.array([[100.0, 100], [100, 180]]), 30, 2.5)[:2] == (1, 1)
    # of combinations of fewer rows nothing is said
    few = np.array([[200.0, 200], [200, 29]])
    assert _oddest(few, np.array([[100.0, 100], [100, 1]]), 30, 2.5)[:2] != (1, 1)
    assert _oddest(np.full((2, 2), 29.0), np.full((2, 2), 9.0), 30, 2.5) is None


def test_the_interval_holds_both_errors():
    rows, hits = np.full((2, 2), 200.0), np.array([[100.0, 100], [100, 20]])
    _, _, expected, (low, high) = _oddest(rows, hits, 30, 2.0)
    centre, half = (0.1 + 2 / 200) / 1.02, 2 * (0.09 / 200 + 1 / 200**2) ** 0.5 / 1.02
    around = 2 * (expected * (1 - expected) * (1 / 400 + 1 / 400)) ** 0.5
    assert low == pytest.approx(expected - 0.1 - np.hypot(centre + half - 0.1, around), abs=1e-9)
    assert high == pytest.approx(expected - 0.1 + np.hypot(0.1 - centre + half, around), abs=1e-9)


def test_shares_here_over_shares_there():
    here, there = np.array([900.0, 100]), np.array([600.0, 400])
    ratio, low, high = _ratios(here, there, 2.0)
    assert ratio == pytest.approx([1.5, 0.25])
    half = 2 * (1 / 100.5 - 1 / 1000.5 + 1 / 400.5 - 1 / 1000.5) ** 0.5
    middle = np.log(100.5 / 400.5)
    assert (low[1], high[1]) == pytest.approx((np.exp(middle - half), np.exp(middle + half)))
    assert _ratios(np.array([10.0, 0]), np.array([5.0, 5]), 2.0)[0].tolist() == [2, 0]


def test_the_pictures_show_the_group_that_is_meant():
    names = [f"g{k:02}" for k in range(30)]
    parts = np.arange(30) / 435, np.arange(30)[::-1] / 435
    (shown,) = _pictures("race", names, parts, 29)
    assert (shown.labels[:2], shown.labels[-2:]) == (("g00, these rows", "g00, reference"), ("g29, these rows", "g29, reference"))
    assert (len(shown.labels), shown.marked) == (40, (38,))
    (shown,) = _pictures("race", names, parts, 2)
    assert (len(shown.labels), shown.marked, shown.labels[4]) == (38, (4,), "g02, these rows")
    assert shown.values[:2] == (0.0, 29 / 435)
