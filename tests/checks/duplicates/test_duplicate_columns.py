from __future__ import annotations

import pandas as pd

NUMBERS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]


def test_equal_columns_are_named_together(measure):
    found = measure("duplicate-columns", {"a": NUMBERS, "b": NUMBERS[::-1], "c": NUMBERS, "d": NUMBERS})
    assert [(m.columns, m.value) for m in found] == [(("a", "c", "d"), 2.0)]


def test_a_number_is_its_text(measure):
    text = pd.Categorical([str(n) for n in NUMBERS])
    found = measure("duplicate-columns", pd.DataFrame({"a": NUMBERS, "b": [float(n) for n in NUMBERS], "c": text}))
    assert [m.columns for m in found] == [("a", "b", "c")]


def test_one_other_cell_is_enough_to_differ(measure):
    assert measure("duplicate-columns", {"a": NUMBERS, "b": [*NUMBERS[:-1], 7]}) == []


def test_empty_cells_must_stand_in_the_same_rows(measure):
    found = measure("duplicate-columns", {"a": [None, *NUMBERS], "b": [None, *NUMBERS], "c": [*NUMBERS, None]})
    assert [m.columns for m in found] == [("a", "b")]


def test_the_target_is_left_out(measure):
    assert measure("duplicate-columns", {"a": NUMBERS, "y": NUMBERS}, target="y") == []


def test_a_copy_is_a_low_issue(judge):
    (issue,) = judge("duplicate-columns", {"a": NUMBERS, "b": NUMBERS})
    assert (issue.severity, issue.title) == ("low", "`a`, `b` hold the same values in every row")
