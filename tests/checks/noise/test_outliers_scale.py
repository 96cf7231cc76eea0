"""The scale on which the bulk of a column is even, and what lies outside of it."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.noise._outlying import OutlyingValues, SymmetricScale, _few, _scale_of

EVEN = np.arange(1.0, 102)


@pytest.mark.parametrize(
    ("values", "name"),
    [(EVEN, "plain"), (EVEN**2, "root"), (np.geomspace(1, 1e6, 101), "log"), (np.append(-1.0, np.geomspace(1, 1e6, 100)), "root")],
)
def test_the_scale_on_which_the_quartiles_are_even(values, name):
    found = _scale_of(values)
    plain = {"plain": values, "root": np.sign(values) * np.sqrt(np.abs(values)), "log": np.log(np.maximum(values, 1e-9))}[name]
    assert (found.low, found.middle, found.high) == pytest.approx(np.quantile(plain, (0.25, 0.5, 0.75), method="lower"))
    assert found.back(found.of(values)) == pytest.approx(values)


def test_quartiles_that_coincide_have_no_scale():
    assert _scale_of(np.repeat([1.0, 2, 3], [10, 80, 10])) is None


def test_the_distance_in_interquartile_ranges():
    scale = SymmetricScale("plain", 10.0, 15.0, 20.0)
    assert scale.distance(np.array([10.0, 15, 20, 25, 0, -10])).tolist() == [0, 0, 0, 0.5, 1, 2]
    roots = SymmetricScale("root", 1.0, 2.0, 3.0)
    assert roots.distance(np.array([25.0, -4.0])).tolist() == [1, 1.5]


def outside(scale, kept, cells):
    nothing = np.empty(0)
    found = OutlyingValues(
        values=kept, rows=nothing, distance=nothing, sure=nothing, kept=kept, infinite=nothing, scale=scale, usual_zero=False,
        explained={},
    )  # fmt: skip
    flags, distance = found.outside(np.array(cells))
    return flags.tolist(), distance.tolist()


def test_cells_that_had_no_say_are_far_from_what_is_usual():
    scale = SymmetricScale("plain", 10.0, 15.0, 20.0)
    flags, distance = outside(scale, np.array([5.0, 25]), [15.0, 1000, -1000])
    assert (flags, distance) == ([False, True, True], [0, 98, 101])
    assert outside(None, np.array([5.0]), [1000.0]) == ([False], [0])
    assert outside(scale, np.empty(0), [1000.0]) == ([False], [0])
    logs = SymmetricScale("log", 0.0, 1.0, 2.0)
    assert outside(logs, np.array([1.0, 8]), [-5.0])[0] == [True]  # a minus has no place among logarithms


LIMITS = {"few_rows": 10, "few": 0.01, "repeated": 3, "many": 0.05, "scattered": 0.5}


@pytest.mark.parametrize(
    ("part", "kind", "few"),
    [
        (np.arange(10.0), "far", True),
        (np.full(3, 5.0), "far", True),
        (np.full(4, 5.0), "far", False),  # one value again and again
        (np.arange(11.0) / 100, "far", False),  # a population of its own
        (np.arange(11.0) * 100, "far", True),
        (np.arange(11.0) * 100, "short", False),
        (np.arange(50.0) * 100, "far", True),
        (np.arange(51.0) * 100, "far", False),
    ],
)
def test_single_cells_and_scattered_ones_are_few(part, kind, few):
    assert _few(part, np.arange(1000.0) / 2, LIMITS, kind) is few
