"""Numbers with a unit are numbers; addresses and identity numbers are none."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.sources.units import measured


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        ([f"{n} patients" for n in (5, 12, 30)], ["5", "12", "30"]),
        (["900K", "12.5K", "3M"], ["900", "12.5", "3"]),
        (["12 oz", "8 oz.", "16 oz"], ["12", "8", "16"]),
        (["$1,234.50", "$85.00", "-$3.10"], ["1,234.50", "85.00", "-3.10"]),
    ],
)
def test_units_are_parted_from_numbers(cells, numbers):
    found = measured(pl.Series(cells))
    assert found is not None
    assert (found.numbers.to_list(), found.good.to_list()) == (numbers, [True] * len(cells))


@pytest.mark.parametrize(
    "cells",
    [
        [f"{n} Park Road" for n in range(1, 60)],
        [f"{n} Broadway" for n in range(1, 60)],
        [f"{54362315 + n}K" for n in range(60)],
        [f"{90000000 + 7919 * n}M" for n in range(60)],
    ],
)
def test_streets_and_numbers_with_a_check_letter_stay_text(cells):
    assert measured(pl.Series(cells)) is None
