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


def test_classes_that_nothing_adds_up_to(judge, parts):
    assert judge("target-arithmetic", {**parts, "y": ["a", "b"] * 100}, target="y") == []


def test_the_other_columns_of_a_target_spread_over_flags(judge):
    kind = np.random.default_rng(3).integers(0, 4, 300)
    flags = {f"is {name}": (kind == place).astype(int) for place, name in enumerate(("cat", "dog", "bird", "fish"))}
    (issue,) = judge("target-arithmetic", flags, target="is cat")
    assert (issue.columns, issue.kind, issue.severity) == (("is bird", "is dog", "is fish"), "classes", "critical")


def test_flags_of_which_some_rows_have_none_are_quiet(judge):
    random = np.random.default_rng(3)
    kind = random.integers(0, 4, 300)
    flags = {f"is {name}": (kind == place).astype(int) for place, name in enumerate(("dog", "bird", "fish"))}
    assert judge("target-arithmetic", {**flags, "cat": (kind == 3) & (random.random(300) < 0.8)}, target="cat") == []


@pytest.mark.parametrize("columns", [3, 4, 6])
def test_a_rounded_total_among_columns_that_resemble_its_parts(judge, columns):
    random = np.random.default_rng(5)
    some = {f"part {k}": random.normal(10, 4, 500).round(3) for k in range(columns)}
    like = {f"like {k}": (some["part 0"] + random.normal(0, 2, 500)).round(3) for k in range(4)}
    (issue,) = judge("target-arithmetic", {**like, **some, "total": sum(some.values()).round()}, target="total")
    assert (issue.columns, issue.value) == (tuple(sorted(some)), 1.0)


def test_a_sum_with_more_noise_than_rounding_is_quiet(judge):
    random = np.random.default_rng(6)
    some = {f"part {k}": random.normal(10, 4, 500).round(3) for k in range(4)}
    noisy = sum(some.values()) + random.normal(0, 1.2, 500)
    assert judge("target-arithmetic", {**some, "total": noisy.round()}, target="total") == []


def test_days_between_two_dates(judge):
    random = np.random.default_rng(7)
    opened, took = random.integers(0, 365, 300), random.integers(1, 200, 300)
    days = {"opened": opened, "closed": opened + took}
    dates = {name: (np.datetime64("2024-01-01") + value.astype("timedelta64[D]")).astype(str) for name, value in days.items()}
    (issue,) = judge("target-arithmetic", {**dates, "took": took}, target="took")
    assert (issue.columns, issue.severity) == (("closed", "opened"), "critical")


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
