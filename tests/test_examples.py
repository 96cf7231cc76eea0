"""The rows that an issue shows, as they are in the data, and what they are called."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import dataqa
from dataqa.examples import ROWS

EMPTY = [None, 1.5, None, 2.0, 1e20, None]


def first(data, **arguments):
    issue = dataqa.audit(data, checks=["missing-values"], **arguments).issues[0]
    assert issue.check == "missing-values"
    return issue


def test_where_several_columns_are_summed_up_rows_of_the_first_are_shown():
    frame = pd.DataFrame({"x": EMPTY * 4, "m": [None, 2, None, 4, None, 6] * 4})
    issue = first(frame, skip=[])
    assert (issue.several, issue.columns, issue.rows.count, len(issue.rows.positions)) == (True, ("m", "x"), 16, 0)
    assert issue.examples.cells[0][0] is None


def test_the_named_column_stands_first_then_target_time_and_the_rest():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5, 6], "when": pd.date_range("2024-01-01", periods=6), "y": list("ababab"), "x": EMPTY})
    found = first(frame, target="y").examples
    assert found.columns == ("x", "y", "when", "a")
    assert found.positions == (0, 2, 5)
    assert found.cells == ((None, "a", "2024-01-01", "1"), (None, "a", "2024-01-03", "3"), (None, "b", "2024-01-06", "6"))
    assert found.labels is None


def test_some_rows_and_few_columns_are_kept():
    frame = pd.DataFrame({"x": [None] * 300, **{f"c{i}": range(300) for i in range(12)}})
    found = first(frame).examples
    assert (len(found.positions), len(found.columns), len(found.cells[0])) == (ROWS, 7, 7)


def test_constant_and_nested_columns_are_left_out():
    assert first({"x": EMPTY, "c": [1] * 6, "n": [[1], [2]] * 3, "b": [1, 2] * 3}).examples.columns == ("x", "b")


def test_cells_are_short_and_plain():
    frame = pd.DataFrame({
        "x": [None, 2], "f": [0.1 + 0.2, 1], "t": [dt.datetime(2024, 1, 1, 3, 4, 5), dt.datetime(2024, 1, 2)],
            "s": ["s" * 500, "b"],
        "b": [True, False], "i": [10**15, 1],
    })  # fmt: skip
    found = first(frame).examples
    row = dict(zip(found.columns, found.cells[0], strict=True))
    assert row == {"x": None, "f": "0.3", "t": "2024-01-01 03:04:05", "s": "s" * 200, "b": "True", "i": "1000000000000000"}


def test_what_was_read_as_missing_is_shown_as_it_came():
    frame = pd.DataFrame({"x": EMPTY * 4, "m": ["1", "?", " ", "4", "5", "6"] * 4})
    found = first(frame, skip=[]).examples
    assert [row[1] for row in found.cells[:3]] == ["1", "' '", "6"]


@pytest.mark.parametrize(
    ("index", "labels"),
    [
        (list("abcdef"), ("a", "c", "f")),
        ([10, 20, 30, 40, 50, 60], (10, 30, 60)),
        (pd.date_range("2024-01-01", periods=6), (dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 3), dt.datetime(2024, 1, 6))),
        (pd.MultiIndex.from_product([["a", "b"], [1, 2, 3]]), (("a", 1), ("a", 3), ("b", 3))),
        (range(6), None),
    ],
)
def test_labels_of_the_index(index, labels):
    issue = first(pd.DataFrame({"x": EMPTY, "b": [1, 2] * 3}, index=index))
    assert issue.labels == labels
    assert issue.examples.labels == (None if labels is None else tuple(map(str, labels)))
    assert all(not isinstance(label, np.generic) for label in issue.labels or ())


def test_labels_of_an_id_column():
    data = {"x": [None, *range(29)], "key_id": [f"k{i}" for i in range(30)], "b": [1, 2, 3] * 10}
    issue = first(data, id="key_id")
    assert (issue.labels, issue.examples.label) == (("k0",), "id")
    assert issue.examples.columns == ("x", "b")  # the id stands in front of them
    issue = first(pd.DataFrame(data, index=[f"r{i}" for i in range(30)]), id="key_id")
    assert (issue.labels, issue.examples.label, issue.examples.columns) == (("r0",), "index", ("x", "key_id", "b"))


def test_a_hundred_labels_are_kept():
    frame = pd.DataFrame({"x": [None] * 150 + [1] * 10}, index=[f"r{i}" for i in range(160)])
    assert len(first(frame).labels) == 100


def test_an_issue_without_rows_shows_none():
    frame = pd.DataFrame({"x": [1.0] * 50 + [2.0] * 50 + list(range(100)), "y": ["a"] * 100 + ["b"] * 100})
    issues = dataqa.audit(frame, target="y", checks=["row-order"]).issues
    assert [(issue.rows, issue.examples, issue.labels) for issue in issues] == [(None, None, None)]


def test_a_copy_stands_behind_the_row_that_it_is_a_copy_of():
    towns = ["Hamburg", "Bremen", "Rostock"] * 10
    frame = pd.DataFrame({"town": [*towns, "HAMBURG", "bremen"], "x": [*range(30), 3, 7], "z": [*range(0, 60, 2), 6, 14]})
    found = dataqa.audit(frame, checks=["near-duplicate-rows"]).issues[0].examples
    assert found.positions == (3, 30, 7, 31)
    assert [row[0] for row in found.cells] == ["Hamburg", "HAMBURG", "Bremen", "bremen"]


def test_what_a_repair_writes_is_suggested():
    frame = pd.DataFrame({"x": ["Private"] * 60 + ["Other"] * 60 + ["private"]})
    (issue,) = dataqa.audit(frame, checks=["category-spellings"]).issues
    assert (issue.examples.positions, issue.examples.suggested) == ((120,), ("Private",))


def test_a_copy_stands_behind_its_original():
    texts = [f"The parcel number {i} left the {w} depot on the {i}th morning of the long cold winter" for i, w in
             enumerate(["north", "south", "east", "west", "upper", "lower", "old", "new"])]  # fmt: skip
    frame = pd.DataFrame({"text": [*texts, texts[0] + "!", texts[3].replace("cold", "cold,")]})
    found = next(i for i in dataqa.audit(frame, checks=["near-duplicate-texts"], text="text").issues).examples
    assert found.pairs == 4
    assert sorted(zip(found.positions[::2], found.positions[1::2], strict=True)) == [(0, 8), (3, 9)]
