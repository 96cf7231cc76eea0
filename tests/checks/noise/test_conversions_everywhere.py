"""Cells that would be right in another unit or with the other sign: which hump is one, and all rows of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from test_conversions_parts import LIMITS, OFF, USUAL, tried

from dataqa.checks.noise._conversions import SIGNS, UNITS, Conversion, Slip, _cluster, _everywhere, _turned, _unlike, measurement
from dataqa.checks.noise._expected import Fit
from dataqa.findings.parameters import parameters_of

SIGN = parameters_of("sign-slips")
OFF = np.array(OFF)


def by(step, way=10.0, kind=UNITS, times=10.0):
    return Conversion(kind, True, lambda cells: cells - step, times, "", way)


def clustered(cells, step=20.0, way=10.0, **limits):
    fit = SimpleNamespace(cells=np.array(cells, dtype=float), expected=np.zeros(len(cells)), spread=1.0, log=True)
    return _cluster(fit, by(step, way), 4, LIMITS | limits) is not None


def test_half_of_all_that_lie_far_off():
    assert clustered([*USUAL, *OFF, *[60.0] * 8])
    assert not clustered([*USUAL, *OFF, *[60.0] * 9])


def test_more_than_chance_puts_there():
    """By chance a fifth of a cell lies there: three or more in 0.11 % of all cases, four or more in 0.006 %."""
    assert not clustered([*USUAL, *OFF[:3]], least_rows=2)
    assert clustered([*USUAL, *OFF[:4]], least_rows=2)
    assert clustered([*USUAL, *OFF[:3]], least_rows=2, chance=0.005)


def test_on_a_short_way_the_valley_is_narrow():
    near, usual = OFF - 11, np.array(USUAL) / 2
    assert clustered([*usual, *(OFF - 9.9)], 10.1)
    assert not clustered([*usual, *(OFF - 10.1)], 9.9)
    assert clustered([*USUAL, *near], 9.0, 6.0)
    assert not clustered([*USUAL, *near, 5.0], 9.0, 6.0)  # one in three tenths of the valley: more than three in all of it
    assert clustered([*USUAL, *near, 5.0], 9.0, 6.0, humps=0.25)
    assert clustered([*USUAL, *near, 4.0, 4.0, 4.0], 9.0, 6.0)  # outside of half the way
    assert clustered([*USUAL, *(OFF - 13.5)], 6.5, 6.0)
    assert not clustered([*USUAL, *(OFF - 13.5), 3.1], 6.5, 6.0)  # the valley is half a spread wide at least


def test_many_rows_must_be_in_the_middle_of_their_place():
    usual, place = np.linspace(-2, 2, 400), np.linspace(19, 21, 100)
    assert clustered([*usual, *(place + 0.65)])
    assert not clustered([*usual, *(place + 0.75)])


def test_signs_have_few_beside_them():
    def found(beside):
        expected = np.where(np.arange(210 + len(beside)) % 2, 10.0, -10.0)
        cells = expected + np.tile([-0.5, 0.0, 0.5, 0.2], 60)[: len(expected)]
        cells[200:210] *= -1
        cells[210:] = -expected[210:] + beside
        fit = SimpleNamespace(cells=cells, expected=expected, spread=1.0, log=False)
        return _cluster(fit, Conversion(SIGNS, False, np.negative, -1.0, ""), 4, LIMITS) is not None

    assert found(np.empty(0))
    assert found(np.array([9.0, -9.0] * 4))
    assert not found(np.array([5.0, -5.0] * 4))


def test_what_has_zeros_and_signs():
    assert [one[0] for one in tried(zeros=90, negatives=1)] == [SIGNS]
    assert len(tried(maximum=0.5)) == 2


# --- of several the clearest ------------------------------------------------------------------------------------------------------

INSIDE = np.arange(100) < 25


def seen(name, inside=INSIDE, *, times=10.0, off=0.0):
    fit = SimpleNamespace(name=name, cells=np.where(inside, 20.0 + off, 0.0), expected=np.zeros(100), spread=1.0, log=False)
    return fit, by(20.0, times=times), inside


def unlike(*found, **columns):
    frame = pl.DataFrame({one[0].name: np.where(one[2], 20.0, np.arange(100) % 7) for one in found} | columns)
    kept = _unlike(SimpleNamespace(frame=frame), found, {"told": 0.5})
    return [(fit.name, conversion.times, int(inside.sum())) for fit, conversion, inside in kept]


def test_the_clearest_of_each_column_and_of_the_same_rows():
    assert unlike(seen("a"), seen("a", np.arange(100) < 26)) == [("a", 10.0, 26)]
    assert unlike(seen("a", off=0.5), seen("a", times=60.0)) == [("a", 60.0, 25)]
    assert unlike(seen("b"), seen("a", times=0.1)) == [("a", 0.1, 25)]  # the way back
    assert unlike(seen("b"), seen("a", times=10.0)) == [("a", 10.0, 25), ("b", 10.0, 25)]
    assert unlike(seen("a"), seen("b", np.roll(INSIDE, 50), times=0.1)) == [("a", 10.0, 25), ("b", 0.1, 25)]


@pytest.mark.parametrize(("inside", "outside", "kept"), [(20, 15, True), (25, 15, False), (25, 0, False)])
def test_what_another_column_tells_is_a_kind_of_thing(inside, outside, kept):
    """Of 25 rows 0.7 may be told: 0.6, 0.8 and all."""
    kind = np.where((np.arange(100) < inside) | (np.arange(100) >= 100 - outside), "u", "v")
    assert bool(unlike(seen("a"), kind=kind)) is kept


# --- numbers on the other side of 0 -----------------------------------------------------------------------------------------------


def turned(wrong, right=tuple(range(60, 160)), zeros=0, kind=None, side=1):
    cells = side * np.array([*right, *wrong, *[0.0] * zeros], dtype=float)
    frame = pl.DataFrame({"a": cells} | ({} if kind is None else {"kind": kind}))
    column = SimpleNamespace(name="a", negatives=int((cells < 0).sum()), present=len(cells), zeros=zeros)
    audit = SimpleNamespace(engine=SimpleNamespace(values=frame.get_column), profile=SimpleNamespace(sample=frame))
    found = _turned(audit, column, SIGN)
    return found and (found.rows.tolist(), (side * found.cells).tolist(), (side * found.converted).tolist())


FIVE = [-80, -95, -110, -125, -140]
FOUND = ([104, 103, 102, 101, 100], [-140.0, -125, -110, -95, -80], [140.0, 125, 110, 95, 80])


@pytest.mark.parametrize("side", [1, -1])
def test_amounts_with_the_other_sign(side):
    assert turned(FIVE, side=side) == FOUND
    assert turned(FIVE, zeros=10, side=side) == FOUND
    assert turned([-100], side=side) == ([100], [-100.0], [100.0])
    assert turned([], side=side) is None
    spread = [-65 - 8 * k for k in range(12)]
    assert turned(spread[:11], side=side) is not None
    assert turned(spread, side=side) is None  # more than a tenth
    assert turned([-100], range(91, 110), side=side) is not None
    assert turned([-100], range(91, 109), side=side) is None  # nineteen cells


@pytest.mark.parametrize("side", [1, -1])
def test_amounts_that_are_others(side):
    assert turned([*FIVE[:4], -500], side=side) is None
    assert turned([*FIVE[:4], -20], side=side) is None
    assert turned([-151, -152, -153, -154, -155], side=side) is None
    assert turned(FIVE, np.linspace(10, 160, 100), side=side) is not None
    assert turned(FIVE, np.linspace(5, 160, 100), side=side) is None  # amounts come near 0


@pytest.mark.parametrize("side", [1, -1])
def test_signs_that_another_column_tells(side):
    wrong = np.arange(105) >= 100
    assert turned(FIVE, kind=np.where(wrong, "u", "v"), side=side) is None
    assert turned(FIVE, kind=np.where(wrong | (np.arange(105) < 40), "u", "v"), side=side) == FOUND
    assert turned(FIVE[1:], kind=np.where(wrong[1:], "u", "v"), side=side) is not None  # four rows may be told by chance
    assert turned([-65 - 8 * k for k in range(10)], side=side) is not None  # the column itself does not count


# --- all rows ---------------------------------------------------------------------------------------------------------------------


def everywhere(*batches, step=20.0, log=False):
    fit = Fit("a", log, 1.0, 0.25, np.empty(0), np.empty(0), (), (), 0.0)
    frames = [pl.DataFrame({"a": cells, "b": cells}) for cells in batches]
    found = _everywhere(SimpleNamespace(engine=SimpleNamespace(batches=lambda: frames)), fit, by(step))
    return found and (found.rows.tolist(), found.cells.tolist(), found.converted.tolist())


def test_all_rows_of_a_slip_the_furthest_first():
    assert everywhere([0.0, 20, 24, 24.1], [1.0, 16, 15.9, 18]) == ([2, 1, 7, 5], [24, 20, 18, 16], [4, 0, -2, -4])
    assert everywhere([0.0, 6.5, 6.7], step=10.0) == ([2], [6.7], [pytest.approx(-3.3)])
    assert everywhere([4.9, 5.0], step=7.0) == ([1], [5.0], [-2.0])
    rows, cells, converted = everywhere(np.exp([0.0, 20, 21]), log=True)
    assert (rows, cells, converted) == ([2, 1], pytest.approx(np.exp([21, 20])), pytest.approx(np.exp([1, 0])))


def test_one_value_again_and_again_is_a_code():
    assert everywhere([0.0, 20, 20, 20]) is None
    assert everywhere([0.0, 20, 21, 20, 20]) is None
    assert everywhere([0.0, 20]) is not None
    assert everywhere([0.0, 20, 21]) is not None
    assert everywhere([0.0, 20, 21, 22, 20]) is not None
    assert everywhere([0.0, 20, 20]) is None


def test_what_is_measured_of_a_slip():
    slip = Slip("a", by(20.0), np.array([4, 2]), np.array([1234567.0, 2.0]), np.array([123456.7, 0.2]), 0.3)
    found = measurement(slip, 10, "temperature", ("more",), extra=1)
    assert (found.value, found.columns, found.rows.positions.tolist(), found.about) == (0.2, ("a",), [4, 2], "10")
    assert found.interval == pytest.approx((0.0566822, 0.5098375))
    assert (found.kind, found.notes) == ("temperature", ("columns", "more"))
    assert found.details == {"found": "1,234,570", "expected": "123,500", "share": 0.3, "extra": 1}
    assert found.mends[0].cells.tolist() == [123456.7, 0.2]
    alone = Slip("a", by(20.0, kind=SIGNS, times=-1.0), slip.rows, slip.cells, slip.converted, 0.29)
    assert (measurement(alone, 10).about, measurement(alone, 10).notes) == ("", ("column",))
