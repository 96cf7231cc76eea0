"""Which conversions are tried of a column, and which cells one puts right, on cells whose answer is plain."""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.noise._conversions import (
    SIGNS,
    UNITS,
    Conversion,
    _back,
    _cluster,
    _conversions,
    _places,
    _same,
    _spread,
)

FACTORS = {
    "factors": [{"times": 100.0, "words": "a hundredth"}, {"times": 2.54, "words": "inches", "names": ["length"], "way": 4.0}],
    "temperatures": ["temp"],
}  # fmt: skip


def tried(name="x", present=100, zeros=0, negatives=0, maximum=9.0):
    column = SimpleNamespace(name=name, present=present, zeros=zeros, negatives=negatives, maximum=maximum)
    return [(one.kind, one.log, round(one.times, 4), one.units) for one in _conversions(column, FACTORS, {})]


HUNDRED = [(UNITS, True, 100.0, "a hundredth"), (UNITS, True, 0.01, "a hundredth")]


def test_what_is_tried_of_a_column():
    assert tried() == HUNDRED
    assert tried("length") == [*HUNDRED, (UNITS, True, 2.54, "inches"), (UNITS, True, 0.3937, "inches")]
    assert tried("temp") == [*HUNDRED, (UNITS, False, 0.0, "Fahrenheit"), (UNITS, False, 0.0, "Celsius")]
    # a factor is for numbers of one sign, zeros aside
    assert tried(negatives=5) == [*HUNDRED, (SIGNS, False, -1.0, "")]
    assert tried(negatives=6) == [(SIGNS, False, -1.0, "")]
    assert tried(zeros=90) == HUNDRED
    assert tried(negatives=100, maximum=-1.0) == []


def test_what_a_conversion_gives():
    made = _conversions(SimpleNamespace(name="temp", present=9, zeros=0, negatives=0, maximum=9.0), FACTORS, {})
    up, down, fahrenheit, celsius = (one.of for one in made)
    assert up(np.log([300.0])) == pytest.approx(np.log([3.0]))
    assert down(np.log([3.0])) == pytest.approx(np.log([300.0]))
    assert (fahrenheit(np.array([212.0])).tolist(), celsius(np.array([100.0])).tolist()) == ([100.0], [212.0])


def test_how_far_cells_are_from_their_place():
    fit = SimpleNamespace(spread=2.0, log=False)
    stands, converted = _places(
        np.array([10.0, -4.0, np.nan]), np.array([4.0, 4.0, 4.0]), fit, Conversion(SIGNS, False, np.negative, -1.0, "")
    )
    assert (stands.tolist(), converted.tolist()) == ([3.0, -4.0, 0.0], [-7.0, 0.0, np.inf])
    assert _spread(SimpleNamespace(spread=0.001, log=True)) == 0.01
    assert _spread(SimpleNamespace(spread=0.001, log=False)) == 0.001


@pytest.mark.parametrize(("common", "same"), [(5, True), (4, False)])
def test_half_of_the_fewer_rows_make_them_the_same(common, same):
    rows = np.arange(100)
    assert _same(rows < 10, (rows >= 10 - common) & (rows < 40)) is same


def test_a_way_and_the_way_back():
    def of(kind, times):
        return Conversion(kind, True, np.negative, times, "")

    assert _back(of(UNITS, 100.0), of(UNITS, 0.01))
    assert not _back(of(UNITS, 100.0), of(UNITS, 100.0))
    assert not _back(of(UNITS, 100.0), of(SIGNS, 0.01))


LIMITS = {"least_rows": 5, "most": 0.3, "of_those_off": 0.5, "humps": 1.0, "chance": 0.001, "off_centre": 0.3}
TENFOLD = Conversion(UNITS, True, lambda cells: cells - 20.0, 10.0, "")


def clustered(cells, conversion=TENFOLD, **limits):
    fit = SimpleNamespace(cells=np.array(cells, dtype=float), expected=np.zeros(len(cells)), spread=1.0, log=True)
    inside = _cluster(fit, conversion, 4, LIMITS | limits)
    return None if inside is None else np.flatnonzero(inside).tolist()


USUAL = np.linspace(-2, 2, 200).tolist()
OFF = [19.0, 19.5, 20.0, 20.0, 20.5, 21.0, 19.7, 20.3]


def test_a_second_hump_where_the_conversion_would_put_it():
    assert clustered([*USUAL, *OFF]) == list(range(200, 208))
    assert clustered(USUAL) is None
    assert clustered([*USUAL, *OFF[:4]]) is None  # too few
    assert clustered([*USUAL[:10], *OFF]) is None  # too many
    assert clustered([*USUAL, *OFF], most=0.03) is None


def test_a_tail_is_no_second_hump():
    assert clustered([*USUAL, *np.linspace(3, 40, 40)]) is None
    # as many on the way to it, behind it, or on the other side
    for others in (np.linspace(12.5, 16.5, 8), np.linspace(23.5, 27.5, 8), -np.array(OFF)):
        assert clustered([*USUAL, *OFF, *others]) is None


@pytest.mark.parametrize(("beside", "found"), [(0.9, True), (1.2, False)])
def test_a_hump_beside_the_place_is_another_matter(beside, found):
    assert (clustered([*USUAL, *(np.array(OFF) + beside)]) is not None) is found
    assert clustered([*USUAL, *(np.array(OFF) + beside)], off_centre=-1.0) is None


def test_signs_turn_on_both_sides():
    turned = Conversion(SIGNS, False, np.negative, -1.0, "")
    expected = np.where(np.arange(208) % 2, 10.0, -10.0)
    cells = expected + np.tile([-0.5, 0.0, 0.5, 0.2], 52)
    cells[200:] *= -1
    fit = SimpleNamespace(cells=cells, expected=expected, spread=1.0, log=False)
    assert np.flatnonzero(_cluster(fit, turned, 4, LIMITS)).tolist() == list(range(200, 208))


def test_where_no_cell_lies_at_the_place_of_a_conversion_nothing_is_tried():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert clustered(USUAL) is None
