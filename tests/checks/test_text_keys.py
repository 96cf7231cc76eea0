"""Which texts are the same but for case and white space."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.checks.text_keys import different_texts, folded_cells


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A  b", "a b", True),
        (" a\tb\n", "A B", True),
        ("a\u00a0b", "a b", True),
        ("a b", "ab", False),
        ("a b.", "a b", False),
        ("ΣΑΣ", "σας", True),
    ],
)
def test_texts_that_are_the_same(one, other, same):
    keys = different_texts(pl.Series([one, other]))
    assert (keys[0] == keys[1]) is same
    folded = pl.DataFrame({"t": [one, other]}).select(folded_cells("t")).to_series()
    assert (folded[0] == folded[1]) is same


def test_of_blanks_nothing_is_left():
    assert different_texts(pl.Series(["", " ", "\t\n", None, "x"])).is_null().to_list() == [True, True, True, True, False]
