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


def test_a_series_in_the_order_of_its_weeks_is_quiet_and_the_same_rows_out_of_order_are_not(measure):
    weeks = (np.datetime64("2020-01-05") + 7 * np.arange(300)).astype("datetime64[us]")
    rows = {"week": weeks, "y": np.sin(np.arange(300) / 40) * 10}
    assert measure("row-order", rows, target="y") == measure("row-order", rows, target="y", task="regression") == []
    weeks[[10, 250]] = weeks[[250, 10]]
    assert len(measure("row-order", rows | {"week": weeks}, target="y", task="regression")) == 1


def test_a_folder_for_each_class_has_no_order_of_its_own(measure, tmp_path):
    for kind in ("ham", "spam"):
        (tmp_path / kind).mkdir()
        for number in range(60):
            (tmp_path / kind / f"{number:02d}.txt").write_text(f"message {number} of a {number * 7 % 11} kind")
    assert measure("row-order", tmp_path, target="label") == []
