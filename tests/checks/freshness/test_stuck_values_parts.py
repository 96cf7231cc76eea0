"""Runs of one number that are too long, and levels that jump and stay, on literal series."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.freshness.level_shifts import _sides, _stays
from dataqa.checks.freshness.stuck_values import _runs, _unusual_for_its_value

LIMITS = {"least_rows": 50, "least_runs": 20, "least_run": 5, "times": 5.0, "resting": 0.1, "nights": 4, "regular": 1.25}


def runs(cells, entity=None, **limits):
    cells = np.array(cells, dtype=float)
    entity = np.zeros(len(cells), dtype=np.int64) if entity is None else np.array(entity)
    found = _runs(cells, entity, SimpleNamespace(**LIMITS | limits))
    return found and list(zip(found.starts.tolist(), found.lengths.tolist(), found.values.tolist(), strict=True))


DIFFERENT = list(range(200))


def test_a_run_among_numbers_that_change():
    assert runs([*DIFFERENT, *[500] * 10, *range(600, 650)]) == [(200, 10, 500.0)]
    assert runs([*DIFFERENT, *[500] * 5]) == [(200, 5, 500.0)]
    assert runs([*DIFFERENT, *[500] * 4]) == []
    several = [*range(500), *[500] * 6, *[501] * 9, *[502] * 6]
    assert runs(several) == [(506, 9, 501.0), (500, 6, 500.0), (515, 6, 502.0)]
    assert runs([*DIFFERENT, *[500] * 10], [0] * 205 + [1] * 5) == [(200, 5, 500.0), (205, 5, 500.0)]
    assert runs([*DIFFERENT, *[500] * 8], [0] * 204 + [1] * 4) == []


def test_too_few_rows_or_runs_say_nothing():
    assert runs(range(49)) is None
    assert runs(range(50)) == []
    assert runs(np.repeat(np.arange(20), 3)) == []
    assert runs(np.repeat(np.arange(19), 3)) is None


@pytest.mark.parametrize(("length", "kept"), [(13, True), (12, False)])
def test_a_run_that_chance_does_not_give(length, kept):
    """A third of all numbers repeat the one before: a run of 12 in 252 rows comes by chance in 0.14 % of all series."""
    cells = np.repeat(np.arange(160), np.tile([1, 2], 80))
    assert bool(runs([*cells, *[500] * length])) is kept


@pytest.mark.parametrize(
    ("values", "limits", "unusual"),
    [
        ([7, 7, 7, 7, 8, 9], {}, True), ([7, 7, 7, 7, 8, 9], {"resting": 0.09}, False),
        ([7, 7, 7, 7, 8, 9], {"times": 21.0}, False),
        ([7, 7, 7, 7, 8, 9], {"times": 20.0}, True), ([7, 7, 7, 1, 8, 9], {"times": 21.0}, True),
    ],
)  # fmt: skip
def test_a_run_is_compared_with_others_of_its_number(values, limits, unusual):
    lengths = np.array([20, 1, 1, 1, 2, 5])
    assert _unusual_for_its_value(np.array(values), lengths, np.arange(1, 6), 0, 30, SimpleNamespace(**LIMITS | limits)) is unusual


def stays(before, after):
    values = np.array([99.0, *before, *after, 99.0])
    series = SimpleNamespace(starts=np.array([0, 1, len(values) - 1]), lengths=np.array([1, len(values) - 2, 1]))
    jump = 1 + len(before)
    assert [len(side) for side in _sides(series, values, 1, jump)] == [len(before), len(after)]
    return _stays(series, values, 1, jump, SimpleNamespace(times=2.0, keeps=0.9))


TEN, TWENTY = [10.0] * 10, [20.0] * 10


def test_nearly_all_values_stay_on_their_side():
    assert stays(TEN, TWENTY)
    assert stays(TWENTY, TEN)
    assert not stays(TEN, [19.9] * 10)
    assert not stays([0.0] * 10, [0.0] * 10)
    assert stays([0.0] * 10, TEN)
    assert stays([*TEN[:9], 16.0], TWENTY)
    assert not stays([*TEN[:8], 16.0, 16.0], TWENTY)
    assert not stays(TEN, [*TWENTY[:8], 14.0, 14.0])
    assert stays([*TEN[:8], 14.0, 14.0], [*TWENTY[:8], 16.0, 16.0])
    assert not stays([*TEN[:8], 15.0, 15.0], TWENTY)
