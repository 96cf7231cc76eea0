from __future__ import annotations

import numpy as np
import pytest


def frame(shift: float = 0.0, share: float = 0.5, rows: int = 600) -> dict:
    random = np.random.default_rng(3)
    held = np.arange(rows) >= rows * 2 // 3
    return {
        "a": random.normal(size=rows) + shift * held,
        "b": random.normal(size=rows),
        "y": np.where(random.random(rows) < np.where(held, share, 0.5), "yes", "no"),
        "split": np.where(held, "test", "train"),
    }


def test_other_class_shares(judge):
    y = ["yes", "no"] * 200 + ["yes"] * 180 + ["no"] * 20
    issues = judge("split-shift", {"y": y, "split": ["train"] * 400 + ["test"] * 200}, target="y")
    assert [(i.columns, i.value, i.severity, i.details["class"]) for i in issues] == [(("y",), pytest.approx(0.4), "low", "yes")]
    assert issues[0].title == "90.0% of rows in `test` are `yes`, but 50.0% of training rows"


def test_other_features(judge):
    (issue,) = judge("split-shift", frame(shift=2.0), target="y")
    assert (issue.columns, issue.severity, issue.kind) == (("a",), "medium", "features")
    assert issue.title.startswith("`test` differs from training (classifier AUC 0.")
    assert issue.title.endswith("), most in `a`")


def test_a_split_at_random_is_quiet(judge):
    assert judge("split-shift", frame(), target="y") == []


def test_few_rows_alone_are_no_shift(judge):
    assert judge("split-shift", {"y": [0, 1] * 20, "split": ["train"] * 34 + ["test"] * 6}, target="y") == []


def test_other_numbers(judge):
    values = [float(i * 37 % 101) for i in range(300)]
    x = [i * 7 % 11 for i in range(300)]
    (issue,) = judge("split-shift", {"x": x, "y": values}, target="y", test={"x": x, "y": [value + 90 for value in values]})
    assert (issue.columns, issue.severity, issue.id) == (("y",), "medium", "split-shift:y:test=")
    assert issue.title == "`y` is distributed differently in `test`: median 140, in training 50"


def test_rows_handed_in_apart_that_lack_the_target(measure):
    whole = frame(shift=2.0)
    test = {name: values[400:] for name, values in whole.items() if name in "ab"}
    train = {name: values[:400] for name, values in whole.items() if name != "split"}
    assert [(m.columns, m.about) for m in measure("split-shift", train, target="y", test=test)] == [(("a",), "test=, features")]


@pytest.mark.parametrize("given", [["yes", "no"] * 200, [k % 7 + 0.5 for k in range(400)]], ids=["classes", "numbers"])
def test_a_part_without_labels_is_not_compared(measure, given):
    data = {"y": [*given, *[None] * 200], "split": ["train"] * 400 + ["test"] * 200}
    assert measure("split-shift", data, target="y") == []
    data = {"y": [*[None] * 400, *given[:200]], "split": ["train"] * 400 + ["test"] * 200}
    assert measure("split-shift", data, target="y") == []


@pytest.mark.parametrize(("rows", "kinds"), [(50, ["features"]), (49, [])])
def test_of_features_fifty_rows_of_each_part_are_compared(measure, rows, kinds):
    random = np.random.default_rng(4)
    a = np.append(random.normal(size=100), random.normal(size=rows) + 4)
    data = {"a": a, "b": random.normal(size=100 + rows), "split": ["train"] * 100 + ["test"] * rows}
    assert [m.kind for m in measure("split-shift", data)] == kinds


def test_a_column_that_repeats_the_split_is_no_shift(measure):
    data = {"part": ["a"] * 100 + ["b"] * 60, "split": ["train"] * 100 + ["test"] * 60}
    assert measure("split-shift", data) == []


def test_a_split_column_without_parts_beside_test_rows(measure):
    data = {"y": ["yes", "no"] * 200, "a": [k % 9 for k in range(400)], "split": [None] * 400}
    (found,) = measure("split-shift", data, target="y", split="split", test={"y": ["yes"] * 90 + ["no"] * 10, "a": [4] * 100})
    assert (found.columns, found.about, found.value) == (("y",), "test=", 0.4)


def test_other_seasons_in_the_future_of_a_forecast_are_expected(judge):
    days = np.arange(400)
    data = {
        "day": (np.datetime64("2023-01-01") + days).astype("datetime64[us]"),
        "warm": 12 - 10 * np.cos(days / 58) + np.random.default_rng(0).normal(0, 1, 400),
        "sold": 100 + np.random.default_rng(1).normal(0, 5, 400),
        "part": np.where(days < 330, "train", "test"),
    }
    told = {"target": "sold", "time": "day", "task": "forecasting", "split": "part"}
    assert {issue.severity for issue in judge("split-shift", data, **told)} <= {"low", "info"}
    assert "medium" in {issue.severity for issue in judge("split-shift", data, **told | {"task": "regression"})}
