from __future__ import annotations

import numpy as np
import pytest


def test_one_who_labels_otherwise(judge):
    # anna says yes to half of her rows, bert and carl to a tenth of theirs
    y = ["yes", "no"] * 50 + (["yes"] + ["no"] * 9) * 20
    who = ["anna"] * 100 + ["bert", "carl"] * 100
    (issue,) = judge("annotator-drift", {"x": range(300), "annotator": who, "y": y}, target="y")
    assert (issue.columns, issue.value, issue.severity) == (("annotator",), pytest.approx(0.4), "low")
    assert issue.title in (
        "`anna` in `annotator` labels 50.0% of rows as `yes`, all others 10.0%",
        "`anna` in `annotator` labels 50.0% of rows as `no`, all others 90.0%",
    )
    assert "No two rows with the same features have different annotators" in issue.why


def test_disagreement_on_the_same_rows(measure):
    frame = {"x": [*range(60)] * 2, "rater": ["a"] * 60 + ["b"] * 60, "y": [0, 1] * 30 + [1] * 60}
    (found,) = measure("annotator-drift", frame, target="y")
    assert (found.details["pairs"], found.details["disagreement"]) == (60, 0.5)
    assert found.notes == ("compared",)


def test_those_who_label_alike_are_quiet(measure):
    assert (
        measure("annotator-drift", {"x": range(300), "annotator": ["a", "b", "c"] * 100, "y": [0, 0, 1, 1] * 75}, target="y") == []
    )


def test_a_column_that_says_something_else_is_not_looked_at(measure):
    frame = {"x": range(200), "colour": ["red"] * 100 + ["blue"] * 100, "y": [0] * 100 + [1] * 100}
    assert measure("annotator-drift", frame, target="y") == []


def test_few_rows_prove_nothing(measure):
    frame = {"x": range(110), "annotator": ["a"] * 100 + ["b"] * 10, "y": [0, 1] * 50 + [1] * 10}
    assert measure("annotator-drift", frame, target="y") == []


def test_numbers(judge):
    random = np.random.default_rng(0)
    scores = random.normal(5, 1, 300) + np.repeat([0, 0, 2], 100)
    (issue,) = judge(
        "annotator-drift", {"x": range(300), "labelled_by": np.repeat(["a", "b", "c"], 100), "score": scores}, target="score"
    )
    assert (issue.title, issue.severity) == ("`c` in `labelled_by` gives higher values of `score` than all others", "medium")


def test_one_label_alone_is_nobodys_habit(measure):
    for given in (["x"] * 100, [7.5] * 100):
        assert measure("annotator-drift", {"rater": ["a", "b"] * 50, "y": given, "z": range(100)}, target="y") == []
