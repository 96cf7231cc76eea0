from __future__ import annotations

import numpy as np


def table(rows: int, features: int, y) -> dict[str, object]:
    random = np.random.default_rng(0)
    return {**{f"f{i:02}": random.normal(size=rows) for i in range(features)}, "y": y}


def test_the_rarer_class_is_held_against_the_features(measure, judge):
    rows = table(100, 20, ["no"] * 70 + ["yes"] * 30)
    (found,) = measure("few-examples", rows, target="y")
    assert (found.value, found.columns, found.details["of"], found.details["features"]) == (1.5, (), 100, 20)
    (issue,) = judge("few-examples", rows, target="y")
    assert (issue.severity, issue.title) == ("low", "The rarer class has 30 of 100 rows, for 20 features")


def test_of_several_classes_the_mean_counts(judge):
    (issue,) = judge("few-examples", table(200, 10, ["a"] * 100 + ["b"] * 90 + ["c"] * 10), target="y")
    assert (issue.value, issue.kind) == (5.0, "classes")
    assert issue.title == "All classes except the largest have 50 rows on average, for 10 features"


def test_of_a_number_half_the_rows_count(judge):
    (issue,) = judge("few-examples", table(90, 30, np.arange(90) / 7), target="y")
    assert (issue.value, issue.title) == (1.5, "The data has 90 rows for 30 features")


def test_few_rows_are_few_for_a_single_feature_too(judge):
    assert [i.severity for i in judge("few-examples", table(20, 1, ["a", "b"] * 10), target="y")] == ["medium"]


def test_enough_rows_are_quiet(judge):
    assert judge("few-examples", table(400, 10, ["a", "b"] * 200), target="y") == []
