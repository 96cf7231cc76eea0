"""Whole numbers that are codes, and those that count or measure; the figures are made here."""

from __future__ import annotations

import numpy as np
import pytest


def spread(counts: dict[int, int]) -> list[int]:
    return [value for value, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("answer", {1: 12, 2: 31, 3: 55, 4: 48, 5: 20}),
        ("cp", {0: 80, 1: 25, 2: 44, 3: 11}),
        ("sv", {1: 36, 2: 51}),
        ("wheels", {0: 20, 2: 25, 3: 2, 4: 40}),
        ("built_year", dict.fromkeys(range(70, 83), 20)),
        ("rack", dict.fromkeys(range(1, 21), 12)),  # each as often as the others: a design
        ("region code", {110: 30, 120: 20, 470: 12}),
        ("opinion", {-1: 40, 0: 90, 1: 33}),
    ],
)
def test_codes_of_categories(column, name, counts):
    found = column(spread(counts), name)
    assert (found.role, found.meaning) == ("categorical", "code of a category")
    assert found.reason.startswith(f"whole numbers, {len(counts)} values")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("siblings_aboard", {0: 600, 1: 200, 2: 30, 3: 16, 4: 18, 5: 5, 8: 7}),
        ("accidents", {0: 144, 1: 91, 2: 32, 3: 11, 4: 2}),  # falls off from nought
        ("persons", {1: 99, 2: 81, 3: 36, 4: 18, 5: 6, 6: 8}),
        ("seats", {2: 2, 4: 23, 5: 41, 6: 18, 7: 8, 8: 1}),  # one hump with thin ends
        ("bedrooms", {2: 136, 3: 301, 4: 95}),  # its name counts
        ("age", dict.fromkeys(range(24, 35), 40)),
        ("answer", {1: 12, 2: 31, 3: 55, 4: 48, 5: 20, 55: 1}),  # a slip: left to the checks of numbers
        ("yr_employed", {year: 400 - 10 * year for year in range(31)}),
        ("dose", {25: 40, 50: 40, 100: 40}),
        ("years_of_school", {8: 144, 10: 376, 11: 736, 12: 1848, 16: 248}),
        ("x", {1: 3, 2: 3, 3: 3}),  # too few rows to say
    ],
)
def test_counts_and_measurements_stay_numbers(column, name, counts):
    assert column(spread(counts), name).role == "numeric"


def test_the_order_of_the_rows_does_not_matter(column):
    cells = np.array(spread({1: 12, 2: 31, 3: 55, 4: 48, 5: 20}))
    shuffled = np.random.default_rng(0).permutation(cells).tolist()
    assert column(shuffled, "answer") == column(cells.tolist(), "answer")
