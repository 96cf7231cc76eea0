from __future__ import annotations

import numpy as np


def test_rows_sorted_by_class(judge):
    frame = {"x": [place * 7 % 11 for place in range(300)], "y": ["a"] * 150 + ["b"] * 150}
    issues = judge("row-order", frame, target="y")
    assert [(i.columns, i.severity, i.cost) for i in issues] == [(("y",), "low", 0.0)]
    assert issues[0].title == "The order of the rows predicts `y` (AUC 1.00)"


def test_shuffled_rows_are_quiet(judge):
    random = np.random.default_rng(0)
    frame = {"x": list(range(300)), "y": random.permutation(["a", "b"] * 150).tolist()}
    assert judge("row-order", frame, target="y") == []


def test_few_rows_say_nothing(measure):
    assert measure("row-order", {"x": list(range(20)), "y": [0] * 10 + [1] * 10}, target="y") == []
