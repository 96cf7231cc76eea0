"""How far a tail reaches, for tails that are known."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest

from dataqa.checks.noise._tail import _pareto, expected_beyond

QUANTILES = (np.arange(1, 201) - 0.5) / 200
EXPONENTIAL, UNIFORM, HEAVY = -np.log(1 - QUANTILES), QUANTILES, 2 * ((1 - QUANTILES) ** -0.5 - 1)


@pytest.mark.parametrize(
    ("bulk", "value", "expected"),
    [
        (EXPONENTIAL, EXPONENTIAL[-1] + 1, 0.734593),
        (EXPONENTIAL, EXPONENTIAL[-1] + 5, 0.143745),
        (EXPONENTIAL, EXPONENTIAL[-1] + 10, 0.0340109),
        (UNIFORM, 1.0, 4.68402),
        (UNIFORM, 1.1, 0.137553),
        (UNIFORM, 1.5, 0),  # it has an end
        (HEAVY, 60, 0.270294),
        (HEAVY, 200, 0.0310020),
        (HEAVY, HEAVY[-1], 20),  # not beyond: all of the tail
        (HEAVY, 30, 20),
        (np.arange(9.0), 1000, 4),  # too few for a tail
        (np.arange(10.0), 1000, 2.54608e-10),
        (np.repeat([0.0, 1, 2], 50), 9, 15),  # a tail of one value
        (np.zeros(50), 9, 10),
    ],
)
def test_how_many_values_a_tail_puts_beyond(bulk, value, expected):
    assert expected_beyond(bulk, float(value)) == pytest.approx(expected, rel=1e-4, abs=1e-12)


@pytest.mark.parametrize(
    ("quantiles", "count", "index", "scale"),
    [
        (lambda g: -np.log(1 - g), 1000, 0.00392062, 0.997703),  # 0 and 1
        (lambda g: g, 1000, -0.961706, 0.978224),  # -1 and 1
        (lambda g: 1 / (1 - g) - 1, 1000, 0.990724, 1.00068),  # 1 and 1
        (lambda g: -np.log(1 - g), 10, 0.153165, 0.878832),
        (lambda g: g, 10, -0.246344, 0.796246),
        (lambda g: 1 / (1 - g) - 1, 40, 0.819304, 1.00849),
    ],
)
def test_the_index_and_the_scale_of_a_tail(quantiles, count, index, scale):
    assert _pareto(quantiles((np.arange(1, count + 1) - 0.5) / count)) == pytest.approx((index, scale), rel=1e-4)


def test_a_tail_of_few_different_values_is_not_fitted():
    bulk = np.append(np.zeros(46), [1.0, 2, 3, 4])
    assert expected_beyond(bulk, 9.0) == 10  # four above the rest
    assert expected_beyond(np.append(bulk, 5.0), 9.0) < 5


def test_where_the_index_is_nothing_the_tail_is_exponential(monkeypatch):
    monkeypatch.setattr("dataqa.checks.noise._tail._pareto", lambda excess: (-0.5 / len(excess) ** 0.5, 2.0))
    bulk = np.arange(100.0)
    # ten above 89; 109 is ten scales from there
    assert expected_beyond(bulk, 109.0) == pytest.approx(10 * np.exp(-10))


def test_where_there_is_no_bulk_no_tail_is_expected():
    assert expected_beyond(np.empty(0), 1.0) == 0.0


def test_a_tail_of_index_zero_is_exponential():
    bulk = np.arange(250.0)  # the highest 25 lie 1 to 25 above the next
    with patch("dataqa.checks.noise._tail._pareto", return_value=(-0.1, 5.0)):  # half a standard error, 0.5 / 5, makes it 0
        assert expected_beyond(bulk, 264.0) == pytest.approx(25 * np.exp(-8.0))
