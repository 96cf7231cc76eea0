"""Which texts are numbers with units, and which only look like them."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise._spreadsheet import became_dates
from dataqa.checks.noise._units import decimals_of, units_of
from dataqa.checks.noise.mixed_types import _as_numbers
from dataqa.model import Mend

WORDS = [f"word {chr(97 + k // 10)}{chr(97 + k % 10)}" for k in range(100)]


def audit(cells):
    column = pl.Series("a", cells, dtype=pl.String)
    where = lambda condition: np.flatnonzero(column.to_frame().select(condition).to_series().to_numpy())  # noqa: E731
    return SimpleNamespace(
        profile=SimpleNamespace(sample=column.to_frame()),
        engine=SimpleNamespace(values=lambda name, change=lambda s: s: change(column), where=where),
    )


@pytest.mark.parametrize(("words", "found"), [(10, ["comma", "point"]), (12, [])])
def test_two_decimal_signs_among_numbers(words, found):
    cells = [f"{k},5" for k in range(50)] + [f"{k}.25" for k in range(50)] + WORDS[:words]
    assert list(decimals_of(audit(cells), "a")) == found


def test_free_text_is_neither_counted_nor_read():
    assert units_of(SimpleNamespace(profile=audit(WORDS).profile), "a") is None


def test_nine_of_ten_cells_are_numbers():
    kilos = [f"{k} kg" for k in range(90)]
    assert units_of(audit(kilos + WORDS[:10]), "a").units.rows() == [("kg", 90)]
    assert units_of(audit(kilos + WORDS[:11]), "a") is None


def test_three_numbers_are_categories():
    assert units_of(audit(["1 kg", "2 kg", "3 kg"] * 9), "a") is None
    assert units_of(audit(["1 kg", "2 kg", "3 kg", "4 kg"] * 9), "a").units.rows() == [("kg", 36)]


def test_words_that_have_one_number_each_are_categories_in_order():
    rare = ["2 married", "3 widowed", "4 divorced", "5 apart"] * 10
    assert units_of(audit(["1 single"] * 40 + rare), "a") is None
    assert units_of(audit(["1 single"] * 39 + ["2 single"] + rare), "a").units.height == 5


def test_units_that_differ_are_not_made_numbers():
    nothing = (Mend(columns=()),)
    assert _as_numbers(SimpleNamespace(), "a", SimpleNamespace(numbers={}, others=0)) == nothing
    assert _as_numbers(SimpleNamespace(), "a", SimpleNamespace(numbers={"1 kg": 1.0}, others=1)) == nothing
    (made,) = _as_numbers(audit(["2 kg", "1 kg"]), "a", SimpleNamespace(numbers={"1 kg": 1.0, "2 kg": 2.0}, others=0))
    assert made.cells.tolist() == [2, 1]


@pytest.mark.parametrize(("dates", "found"), [(2, [0, 1]), (6, [0, 1, 2, 3, 4, 5]), (7, [])])
def test_dates_among_codes_are_few(dates, found):
    cells = [f"{k + 1}-Sep" for k in range(dates)] + [f"MARCH{k}" for k in range(6)]
    asked = SimpleNamespace(least=2, most=0.5, codes=0.5, ranges=0.5)
    assert became_dates(audit(cells), SimpleNamespace(name="a", present=len(cells)), asked).tolist() == found


def test_a_letter_behind_many_digits_is_no_unit():
    assert units_of(audit([f"{100_000 + k} m" for k in range(30)] + [f"{200_000 + k}m" for k in range(30)]), "a").units.height == 1
    assert units_of(audit([f"{1_000_000 + k}X" for k in range(30)]), "a") is None
    assert units_of(audit([f"{100_000 + k}X" for k in range(30)]), "a").units.rows() == [("X", 30)]


@pytest.mark.parametrize("other", [5, 6])
def test_the_few_that_are_written_otherwise_are_odd(other):
    cells = [f"{k} kg" for k in range(100 - other)] + [f"{k} lb" for k in range(other)]
    found = units_of(audit(cells), "a")
    assert sorted(found.odd) == sorted(cells[-other:] if other == 5 else cells)
    assert found.numbers == {}
    assert units_of(audit(cells[:9]), "a").numbers == {f"{k} kg": float(k) for k in range(9)}
