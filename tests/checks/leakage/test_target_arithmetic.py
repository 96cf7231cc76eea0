from __future__ import annotations

import numpy as np
import pytest


@pytest.fixture
def parts():
    random = np.random.default_rng(0)
    return {name: random.integers(1, 500, 200).tolist() for name in ("casual", "registered", "wind")}


def test_parts_that_add_up(judge, parts):
    total = [a + b for a, b in zip(parts["casual"], parts["registered"], strict=True)]
    issues = judge("target-arithmetic", {**parts, "total": total}, target="total")
    assert [(i.columns, i.severity, i.title) for i in issues] == [
        (("casual", "registered"), "critical", "The target is a weighted sum of `casual`, `registered` in 100% of rows")
    ]


def test_factors(judge, parts):
    total = [a * b for a, b in zip(parts["casual"], parts["registered"], strict=True)]
    issues = judge("target-arithmetic", {**parts, "total": total}, target="total")
    assert [(i.columns, i.kind) for i in issues] == [(("casual", "registered"), "product")]


def test_a_strong_relation_with_noise_is_quiet(judge, parts):
    random = np.random.default_rng(1)
    total = [a + b + random.normal(0, 20) for a, b in zip(parts["casual"], parts["registered"], strict=True)]
    assert judge("target-arithmetic", {**parts, "total": total}, target="total") == []


def test_classes_are_not_computed(measure, parts):
    assert measure("target-arithmetic", {**parts, "y": ["a", "b"] * 100}, target="y") == []


def test_huge_numbers_are_no_sum_of_each_other(judge, parts):
    random = np.random.default_rng(2)
    huge = {name: [value * 1e297 for value in values] for name, values in parts.items()}
    assert judge("target-arithmetic", {**huge, "y": (random.normal(0, 1e300, 200)).tolist()}, target="y") == []


def test_a_few_wrong_targets_hide_nothing(judge, parts):
    total = [a + b for a, b in zip(parts["casual"], parts["registered"], strict=True)]
    total[:10] = [value * 1000 for value in total[:10]]
    (issue,) = judge("target-arithmetic", {**parts, "total": total}, target="total")
    assert (issue.columns, issue.severity) == (("casual", "registered"), "critical")
    assert issue.details["agreeing"] == 0.95


def test_answers_that_are_codes_add_up_to_a_score(measure):
    draw = np.random.default_rng(2)
    answers = {f"q{k}": draw.choice([1, 2, 3, 4, 5], 300, p=[0.1, 0.2, 0.2, 0.3, 0.2]).tolist() for k in range(6)}
    total = [float(sum(row)) + 0.0 for row in zip(*answers.values(), strict=True)]
    (found,) = measure("target-arithmetic", {**answers, "total": total}, target="total", task="regression")
    assert set(found.columns) >= {"q0", "q5"}
