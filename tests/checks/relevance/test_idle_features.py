from __future__ import annotations

import numpy as np


def noise(columns: int, rows: int) -> dict[str, object]:
    random = np.random.default_rng(1)
    signal = random.normal(size=rows)
    frame = {f"n{i:02}": random.normal(size=rows) for i in range(columns)}
    return {**frame, "x": signal, "y": np.where(signal + 0.3 * random.normal(size=rows) > 0, "yes", "no")}


def test_many_idle_columns_on_few_rows_are_counted(measure):
    (found,) = measure("idle-features", noise(60, 300), target="y")
    assert "x" not in found.columns
    assert 55 <= found.details["idle"] == len(found.columns) <= 60
    assert 40 <= found.details["likely"] <= found.details["idle"]
    assert found.value == 100 * found.details["likely"] / 300


def test_severity_follows_idle_columns_per_row(judge):
    (issue,) = judge("idle-features", noise(60, 300), target="y")
    idle, likely = issue.details["idle"], issue.details["likely"]
    assert issue.severity == "medium"
    assert issue.title == f"{idle} of 61 features show no relation to the target; about {likely} have none"
    assert [i.severity for i in judge("idle-features", noise(30, 600), target="y")] == ["low"]
    assert [i.severity for i in judge("idle-features", noise(30, 3000), target="y")] == ["info"]
    assert judge("idle-features", noise(3, 300), target="y") == []


def test_a_feature_that_tells_only_beside_another_is_not_idle(measure):
    random = np.random.default_rng(2)
    a, b = random.normal(size=(2, 1000))
    assert measure("idle-features", {"a": a, "b": b, "y": np.where(a * b > 0, "yes", "no")}, target="y") == []


def test_a_faint_trend_of_a_number_is_a_sign(measure):
    x = np.random.default_rng(3).normal(size=400)
    y = 0.3 * x + np.random.default_rng(4).normal(size=400)
    assert measure("idle-features", {"x": x, "y": y}, target="y") == []
