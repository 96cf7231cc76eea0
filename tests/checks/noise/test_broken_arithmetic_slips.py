"""How likely one number is a slip of another."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.noise._formulas.mistyped import mistyped

DIGIT, SWAP, POINT, SIGN = 0.25 / 9, 0.25, 0.125, 0.25  # by places, by places but one


@pytest.mark.parametrize(
    ("written", "wanted", "off", "chance"),
    [
        (123, 173, 0, DIGIT / 3),
        (129, 120, 0, DIGIT / 3),
        (120, 129, 0, DIGIT / 3),
        (128, 118, 0, DIGIT / 3),
        (190, 200, 0, 0),  # a digit of ten
        (200, 190, 0, 0),  # a digit of minus one
        (23, 123, 0, 0),  # a digit more
        (5, 7, 0, DIGIT),
        (123456789012, 223456789012, 0, DIGIT / 12),
        (123, 132, 0, SWAP / 2),
        (213, 123, 0, SWAP / 2),
        (31, 13, 0, SWAP),
        (133, 133, 0, 0),
        (-123, -132, 0, SWAP / 2),
        (1230, 123, 0, POINT),
        (123, 1230, 0, POINT),
        (12, 125, 0, POINT),
        (12, 126, 0, 0),
        (0, 0, 0, 0),
        (0.4, 0.04, 0.1, 0),  # nothing that is known so roughly has a decimal point in the wrong place
        (-57, 57, 0, SIGN),
        (57, -57, 0, SIGN),
        (123, 173.4, 0.5, DIGIT / 3),
        (123, 173.4, 0.3, 0),
        (123, 125, 0.5, 0),  # the last place is finer than what is known
        (123, 125, 0.4, DIGIT / 3),
        (123, 456, 0, 0),
    ],
)
def test_slips_of_the_pen(written, wanted, off, chance):
    found = mistyped(np.array([written], dtype=float), np.array([wanted], dtype=float), np.array([off], dtype=float), 1.0)
    assert found == pytest.approx([chance])


def test_slips_count_in_the_last_written_decimal():
    written, wanted = np.array([1.23, 1.23, 1.23]), np.array([1.73, 1.32, 1.731])
    assert mistyped(written, wanted, np.zeros(3), 0.01) == pytest.approx([DIGIT / 3, SWAP / 2, 0])


def test_of_dates_a_month_or_a_year_slips():
    wanted = np.array([128, 72, 129, 131, 132, 465, 466, 464, 830, 100], dtype=float)
    found = mistyped(np.full(10, 100.0), wanted, np.zeros(10), 1.0, dated=True)
    assert found.tolist() == [0.03, 0.03, 0.03, 0.03, 0, 0.03, 0.03, 0, 0.03, 0]
    assert mistyped(np.array([100.0]), np.array([127.0]), np.array([1.0]), 1.0, dated=True).tolist() == [0.03]
