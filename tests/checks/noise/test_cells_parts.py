"""Cells as they are quoted, and how likely a number is among those of its column."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.noise._cells import brief, rounded_text
from dataqa.checks.noise._quantities import Quantity


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        (1.2345678901, "1.2345678901"),  # twelve characters
        (1.23456789012, "1.2345679"),
        ("a\u00a0`b`", "a\\xa0'b'"),
        ("2024-01-02 00:00:00", "2024-01-02"),
    ],
)
def test_cells_are_quoted_briefly(cell, shown):
    assert brief(cell) == shown


def test_a_cell_is_cut_to_what_was_asked_for():
    assert (brief("abcdef", 6), brief("abcdef", 5)) == ("abcdef", "abcd…")


@pytest.mark.parametrize(("value", "shown"), [(12345.678, "12,350"), (9_876_543_210.0, "9,877,000,000"), (1e10, "1e+10")])
def test_numbers_are_rounded_to_four_digits(value, shown):
    assert rounded_text(value) == shown


def usual(look, values):
    return np.exp(Quantity(name="a", dated=False, look=np.array(look, float), step=1.0, audit=None).usual(np.array(values, float)))


def test_how_often_one_of_few_values_is_seen():
    # one of ten rows is three tenths likely anywhere in the range; what is seen in three rows is as likely as that
    found = usual([1] * 5 + [2] * 3 + [3] * 2, [1, 2, 3, 2.5, 3.04, 0.96, 3.05, 0.95])
    assert found == pytest.approx([0.5, 0.3, 0.03, 0.03, 0.03, 0.03, 1e-4, 1e-4])


def test_how_often_one_of_many_values_is_seen():
    # between 64 quantiles, a step of 129 / 64 rows each: 2.0156 wide below 64.5, then 15.66, then 20.156
    look = np.append(np.arange(65.0), 65 + 10 * np.arange(65.0))
    narrow, border, wide = 1 / 129, 1 / 64 / (75 + 10 * 0.515625 - 64.5), 1 / 1290
    assert usual(look, [0, 10, 64, 66, 600, 705]) == pytest.approx([narrow, narrow, narrow, border, wide, wide], rel=1e-3)
    # a value of 64 or fewer has no density of its own
    assert usual(np.arange(64.0), [5.0]) == pytest.approx([0.3 / 64])
    assert usual(np.arange(65.0), [5.0]) == pytest.approx([1 / 64])
