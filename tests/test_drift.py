from __future__ import annotations

import numpy as np
import pytest

from dataqa.drift import STATISTICS, Binned, bins_of_numbers, cohen_h, shift_of


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("shift", [0.2, 0.5, 1.0, 2.0])
def test_a_shift_of_normal_variables_is_told_as_it_is(statistic, shift):
    random = np.random.default_rng(0)
    found = shift_of(bins_of_numbers(random.normal(0, 3, 20_000), random.normal(3 * shift, 3, 20_000)), statistic)
    assert found.value == pytest.approx(shift, rel=0.2)
    assert found.interval[0] <= found.value <= found.interval[1]


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("rows", [60, 1_000, 50_000])
def test_the_lower_bound_of_nothing_is_nothing(statistic, rows):
    lows = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        lows.append(
            shift_of(bins_of_numbers(random.exponential(size=rows), random.exponential(size=rows)), statistic, z=3).interval[0]
        )
    assert np.mean(np.array(lows) > 0.02) <= 0.05


def test_a_wider_variable_is_another_one():
    random = np.random.default_rng(0)
    found = shift_of(bins_of_numbers(random.normal(size=5_000), 1.5 * random.normal(size=5_000)))
    assert found.interval[0] > 0.25


def test_categories_by_jensen_shannon():
    found = shift_of(Binned(old=np.array([500.0, 500.0]), new=np.array([400.0, 600.0])), "wasserstein")
    assert (found.statistic, round(found.value, 2), round(found.distance, 3)) == ("jensen-shannon", 0.2, 0.085)
    assert found.value == pytest.approx(cohen_h(500, 1000, 400, 1000).value, abs=0.01)


def test_rows_that_are_alike_count_for_fewer():
    counts = Binned(old=np.array([500.0, 500.0]), new=np.array([400.0, 600.0]))
    assert shift_of(counts).interval[0] > 0.08
    assert shift_of(counts, design=10.0).interval[0] == 0.0


def test_nothing_to_compare():
    assert shift_of(Binned(old=np.zeros(2), new=np.ones(2))).interval == (0.0, np.inf)
    assert shift_of(bins_of_numbers(np.ones(50), np.ones(50))).value == 0.0
    assert shift_of(bins_of_numbers(np.zeros(50), np.ones(50)), "psi").interval[0] > 1
