"""Names: text, unique, not empty."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dataqa.sources import load
from dataqa.sources.column_names import clean_names


def test_repeated_names():
    frame = pd.DataFrame([[1, 2, 3]], columns=["x", "x", "x (2)"])
    table = load(frame)
    assert table.frame.columns == ["x", "x (3)", "x (2)"]
    assert table.frame.row(0) == (1, 2, 3)
    assert table.notes == ("columns whose names were there before are called 'x (3)'",)


def test_empty_names_and_others():
    names, notes = clean_names([None, " ", 5, ("a", "b"), "x"])
    assert names == ["(unnamed 1)", "(unnamed 2)", "5", "a / b", "x"]
    assert notes == [
        "columns without a name are called '(unnamed 1)', '(unnamed 2)'",
        "column names that are no text were turned into '5', 'a / b'",
    ]


@given(st.lists(st.text() | st.integers() | st.none() | st.sampled_from(["x", "x (2)", "(unnamed 1)"])))
def test_always_unique(names):
    clean, _ = clean_names(names)
    assert len(set(clean)) == len(names)
    assert all(name.strip() for name in clean)
