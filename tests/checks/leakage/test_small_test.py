from __future__ import annotations

import pytest


def labelled(test: int, train: int = 400) -> dict:
    # nothing tells the target: the figure is near that of a guess
    return {"x": [i * 37 % 101 for i in range(train + test)], "y": [i * 7 % 4 // 2 for i in range(train + test)],
            "split": ["train"] * train + ["test"] * test}  # fmt: skip


@pytest.mark.parametrize(("rows", "severity"), [(100, "medium"), (500, "low")])
def test_few_test_rows(judge, rows, severity):
    (issue,) = judge("small-test", labelled(rows), target="y")
    assert (issue.severity, issue.columns, issue.details["test_rows"]) == (severity, (), rows)


def test_the_width_is_that_of_an_accuracy(measure):
    test = {"y": [0] * 96}
    (found,) = measure("small-test", {"y": [0, 1] * 50}, target="y", test=test)
    assert (found.about, found.details["figure"]) == ("test=", 0.5)
    assert found.value == pytest.approx(9.8, abs=0.1)
    assert (found.kind, found.details["wanted"]) == ("majority", 2400)


def test_many_rows_are_quiet(judge):
    assert judge("small-test", labelled(3000), target="y") == []


def test_rows_without_a_label_do_not_count(measure):
    test = {"x": [1] * 100, "y": [1, None] * 50}
    (found,) = measure("small-test", labelled(0), target="y", test=test)
    assert found.details["test_rows"] == 50


def test_of_numbers_it_is_r2(measure):
    frame = {
        "x": [i / 7 for i in range(300)],
        "y": [i * 0.5 + i * 37 % 101 for i in range(300)],
        "split": ["train"] * 250 + ["test"] * 50,
    }
    (found,) = measure("small-test", frame, target="y", task="regression")
    assert (found.details["metric"], found.details["test_rows"]) == ("R²", 50)
    assert 5 < found.value < 30
