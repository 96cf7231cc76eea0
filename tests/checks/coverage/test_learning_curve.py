from __future__ import annotations

import numpy as np


def table(rows: int, features: int, noise: float) -> dict[str, object]:
    random = np.random.default_rng(0)
    x = random.normal(size=(rows, features))
    y = x.mean(axis=1) * np.sqrt(features) + noise * random.normal(size=rows) > 0
    return {**{f"f{i:02}": x[:, i] for i in range(features)}, "y": np.where(y, "yes", "no")}


def test_many_features_in_few_rows_want_more(measure, judge):
    (found,) = measure("learning-curve", table(400, 60, 0.5), target="y")
    assert found.columns == ()
    assert found.details["learned_from"] == 320
    assert found.interval[0] <= found.value <= found.interval[1]
    (issue,) = judge("learning-curve", table(400, 60, 0.5), target="y")
    assert issue.severity in ("low", "medium")
    assert issue.title.startswith("Twice as many rows would improve a quick model by about ")


def test_what_is_learned_already_is_quiet(judge):
    assert judge("learning-curve", table(1_500, 3, 0.5), target="y") == []


def test_without_skill_nothing_is_measured(measure):
    rows = table(200, 5, 0.5)
    rows["y"] = ["a", "b"] * 100
    assert measure("learning-curve", rows, target="y") == []
