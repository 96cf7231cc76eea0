from __future__ import annotations

import pytest

TRAIN = {"a": [1, 2, 3, 4], "b": ["w", "x", "y", None], "y": [0, 1, 0, 1]}


def test_rows_of_the_test_frame_that_stand_in_the_data(measure):
    test = {"a": [2, 9, 4, 2], "b": ["x", "x", None, "x"], "y": [0, 0, 1, 1]}
    (found,) = measure("test-overlap", TRAIN, target="y", test=test)
    assert (found.value, found.rows.positions.tolist(), found.about) == (0.75, [1, 3], "test=")
    assert (found.details["shared"], found.details["test_rows"]) == (3, 4)


def test_the_same_through_other_dtypes(measure):
    test = {"b": ["x", "q"], "a": [2.0, 3.0]}
    (found,) = measure("test-overlap", TRAIN, target="y", test=test)
    assert (found.value, found.rows.positions.tolist()) == (0.5, [1])


def test_a_split_column(measure):
    frame = {
        "a": [1, 2, 3, 1, 5, 2],
        "b": list("xyzxvy"),
        "split": ["train"] * 3 + ["test"] * 2 + ["valid"],
        "y": [0, 1, 0, 1, 0, 1],
    }
    found = {m.about: (m.value, m.rows.positions.tolist()) for m in measure("test-overlap", frame, target="y")}
    assert found == {"test": (0.5, [3]), "valid": (1.0, [5])}


def test_disjoint_rows_are_quiet(measure):
    assert measure("test-overlap", TRAIN, target="y", test={"a": [7, 8], "b": ["w", "x"]}) == []


def test_severity_follows_the_share(judge):
    many = {"a": [place / 7 for place in range(100)], "b": ["x"] * 100, "y": [0, 1] * 50}
    test = {"a": [0.0, *range(500, 530)], "b": ["x"] * 31}
    (issue,) = judge("test-overlap", many, target="y", test=test)
    assert (issue.value, issue.severity) == (pytest.approx(1 / 31), "medium")
    assert issue.title == "1 of 31 rows in `test` also occurs in the training rows (3.2%)"
