"""How far a number is rounded before it is compared."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.coincidence import equal_rows_by_chance
from dataqa.checks.folding import _rounded, _spread, folded_text, meeting_rows, nothing_left, with_rows


@pytest.mark.parametrize(
    ("quantiles", "least", "most", "spread"),
    [
        ({0.05: 2.0, 0.95: 9.0}, 0.0, 100.0, 7.0),
        ({0.05: 2.0, 0.95: 2.0}, 0.0, 100.0, 100.0),  # nine tenths are one value
        ({}, -5.0, 3.0, 8.0),
        ({}, 3.0, 3.0, np.inf),
        ({}, None, None, np.inf),
        ({0.05: -np.inf, 0.95: 2.0}, 1.0, 4.0, 3.0),
    ],
)
def test_the_spread_of_a_column(quantiles, least, most, spread):
    assert _spread(SimpleNamespace(quantiles=quantiles, minimum=least, maximum=most)) == spread


@pytest.mark.parametrize(
    ("value", "spread", "rounded"),
    [
        (1234.0, np.inf, 1230.0),
        (0.0012345, np.inf, 0.00123),
        (-1236.0, np.inf, -1240.0),
        (52.51234, 0.5, 52.512),  # a town's coordinates: to a thousandth of their spread
        (52.51234, 90.0, 52.5),
        (0.0, 1.0, 0.0),
        (np.inf, 1.0, np.inf),
    ],
)
def test_three_digits_are_kept(value, spread, rounded):
    assert _rounded(pl.Series("a", [value]), spread).to_list() == [pytest.approx(rounded, rel=1e-12)]
    assert _rounded(pl.Series("a", [None, value]), spread)[0] is None


def test_texts_without_case_marks_and_numbers():
    def folded(text, letters=0):
        return pl.DataFrame({"t": [text]}).select(folded_text("t", letters)).item()

    assert folded("The  PUMP, in hall 12!") == "the pump in hall 0"
    assert folded("Room 12", 5) == "room 12"
    assert folded("Room 12", 4) == "room 0"
    assert folded("?!") is None


def test_rows_that_meet_once_numbers_are_rounded_and_texts_folded():
    columns = {"n": SimpleNamespace(quantiles={}, minimum=0.0, maximum=9.0)}
    roles = {"numeric": ["n"], "text": ["t"]}
    audit = SimpleNamespace(
        profile=SimpleNamespace(columns=columns),
        task=SimpleNamespace(having=lambda *names: [x for name in names for x in roles[name]]),
    )
    frame = pl.DataFrame({
        "k": ["a", "a", "b", "a", "a"],
        "n": [1.0, 1.0001, 1.0, 2.0, 1.0],
        "t": ["One, two!", "one two", "one two", "one two", "other"],
    })  # fmt: skip
    assert meeting_rows(audit, frame, np.arange(5)).tolist() == [0, 1]
    # among other rows others meet
    assert meeting_rows(audit, frame, np.array([1, 2, 4])).tolist() == []


def test_texts_of_which_nothing_is_left():
    texts = pl.Series(["a!", "?!", "", None, "½", "日本", "…"])
    assert nothing_left(texts).tolist() == [False, True, True, True, False, False, True]


def test_other_rows_have_a_chance_of_their_own():
    """It is computed once for each set of columns, and not again for a check that asks for the same ones."""
    rows = pl.DataFrame({"a": [0, 0, 0, 1, 1, 2], "b": [5, 6, 7, 5, 6, 8]})
    audit = context_of(rows)
    chance = equal_rows_by_chance(audit, ["a", "b"])
    assert equal_rows_by_chance(audit, ["a", "b"]) is chance
    # the first row shares a with 2 of 5 others and b with 1, and 2 share neither
    assert chance[0] == 2 * 1 / (2 + 1)
    alike = with_rows(audit, rows.with_columns(a=pl.Series([0, 0, 0, 0, 1, 2])))
    assert equal_rows_by_chance(alike, ["a", "b"])[0] == 2 * 0 / (2 + 1)
    assert equal_rows_by_chance(audit, ["a", "b"]) is chance
