"""How likely one number was mistyped as another."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.noise._formulas.mistyped import mistyped

DIGIT, PAIR, SHIFT, SIGN = 0.25 / 9, 0.25, 0.125, 0.25
"""One of nine other digits at one place; two neighbours; one of two ways to move the point; the sign."""


@pytest.mark.parametrize(
    ("written", "wanted", "chance"),
    [
        (123, 153, DIGIT / 3), (123, 124, DIGIT / 3), (123, 193, DIGIT / 3), (193, 103, DIGIT / 3), (123, 923, DIGIT / 3),
        (5, 7, DIGIT), (123, 1123, 0), (123, 134, 0), (123, 123, 0), (-123, -153, DIGIT / 3),
        (123, 132, PAIR / 2), (12, 21, PAIR), (1234, 2134, PAIR / 3), (123, 321, 0),
        (120, 12, SHIFT), (12, 120, SHIFT), (12, 125, SHIFT), (12, 126, 0), (5, 50, SHIFT), (50, 5, PAIR + SHIFT),
        (-12, 12, SIGN), (12, -12, SIGN), (0, 0, 0), (12, -13, DIGIT / 2),
        (223456789012, 123456789012, DIGIT / 12), (2234567890123, 1234567890123, 0),  # twelve places are looked at
        (10, 11, DIGIT / 2), (100, 101, DIGIT / 3), (99, 98, DIGIT / 2),
    ],
)  # fmt: skip
def test_one_slip_of_the_pen(written, wanted, chance):
    for step in (1.0, 0.01):
        found = mistyped(np.array([written * step]), np.array([wanted * step]), np.zeros(1), step)
        assert found.tolist() == [pytest.approx(chance)]


@pytest.mark.parametrize(
    ("off", "written", "wanted", "chance"),
    [
        (0.48, 123, 124, DIGIT / 3), (0.5, 123, 124, 0),  # a place finer than what is known
        (0.3, 123, 152.7, DIGIT / 3), (0.3, 123, 152.6, 0), (0.3, 123, 132.3, PAIR / 2), (0.3, 123, 132.4, 0),
        (0.3, 120, 12.3, SHIFT), (0.3, 120, 12.4, 0), (0.3, 12, 125.3, SHIFT), (0.3, 12, 125.4, 0),
        (0.3, 12, -12.3, SIGN), (0.3, 12, -12.4, 0),
        (1.0, 102, 10.2, SHIFT), (1.0, 95, 9.5, 0),  # what is nearly nothing has no point to move
    ],
)  # fmt: skip
def test_what_is_wanted_may_be_off_itself(off, written, wanted, chance):
    assert mistyped(np.array([float(written)]), np.array([float(wanted)]), np.array([off]), 1.0).tolist() == [pytest.approx(chance)]


def test_a_month_or_a_year_slips_in_dates():
    apart = np.arange(1.0, 4000)
    slips = [28, 29, 30, 31, 365, 366, 730, 731, 1095, 1096, 3652, 3653]
    for sign in (1, -1):
        found = mistyped(np.full(len(apart), 9000.0), 9000 + sign * apart, np.zeros(len(apart)), 1.0, dated=True)
        assert apart[found > 0].tolist() == slips
        assert set(found.tolist()) == {0.0, 0.03}
    near = mistyped(np.full(2, 100.0), np.array([127.5, 127.4]), np.full(2, 0.5), 1.0, dated=True)
    assert near.tolist() == [0.03, 0.0]
