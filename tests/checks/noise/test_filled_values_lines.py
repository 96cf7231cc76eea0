"""Which stretches of a series lie on a straight line."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from dataqa.checks.noise.filled_values import _filled
from dataqa.checks.series import neighbours

DRAW = np.random.default_rng(0)


def filled(values, least=5, steps=None):
    values = np.array(values, dtype=float)
    steps = np.arange(len(values)) if steps is None else np.array(steps)
    series = SimpleNamespace(of=np.zeros(len(values), dtype=np.int64), step=steps)
    before, after = values - neighbours(series, values, 1), neighbours(series, values, -1) - values
    first, lengths = _filled(series, values, before, after, SimpleNamespace(least=least, chance=0.001))
    return list(zip(first.tolist(), lengths.tolist(), strict=True))


NOISE = DRAW.normal(100, 10, 200)


def line(start, stop, digits=None, bend=0.0):
    values = NOISE if digits is None else np.round(NOISE, digits)
    values = values.copy()
    values[start:stop] = np.linspace(values[start], values[stop - 1] + 7.3, stop - start)
    values[start:stop] += bend * np.arange(stop - start) ** 2
    return values if digits is None else np.round(values, digits)


def test_a_stretch_on_a_line():
    # of twelve values the ten between the ends lie on the line of their neighbours
    assert filled(line(50, 62)) == [(51, 10)]
    assert filled(NOISE) == []
    assert filled(line(50, 57)) == [(51, 5)]
    assert filled(line(50, 56)) == []
    assert filled(line(50, 62, bend=0.01)) == []


def test_a_rounded_line_bends_by_its_last_place():
    assert filled(line(50, 70, 2)) == [(51, 18)]
    assert filled(line(50, 70, 3)) == [(51, 18)]
    assert filled(line(50, 70, 1)) == [(51, 18)]
    assert filled(line(50, 70, 1) / 3) == []  # a third is written in full, and bends by more than floats do


def test_values_that_stay_the_same_are_on_no_line():
    values = NOISE.copy()
    values[50:70] = 100.0
    assert filled(values) == []
    assert filled(np.full(200, 5.0)) == []


def test_a_coarser_place_that_few_values_have():
    values = np.round(NOISE, 4)
    values[50:70] = np.round(np.linspace(90, 97.77, 20), 2)
    assert filled(values) == [(51, 18)]
