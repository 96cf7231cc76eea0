from __future__ import annotations

import numpy as np


def test_a_column_written_from_the_outcome_is_named(judge, people):
    random = np.random.default_rng(1)
    closed = [left * 10 + random.normal(0, 1) for left in people["left"]]
    issues = judge("target-leak", {**people, "closed": closed}, target="left")
    assert [(i.columns, i.severity) for i in issues] == [(("closed",), "critical")]
    assert issues[0].details["gap"] > 0.5
    assert issues[0].title == "`closed` alone predicts the target almost without error (AUC 1.00)"


def test_weak_features_are_quiet(measure, people):
    assert measure("target-leak", people, target="left") == []


def test_an_easy_target_is_no_leak(judge):
    random = np.random.default_rng(2)
    sick = np.repeat([0, 1], 150)
    frame = {f"size {i}": (sick * 4 + random.normal(0, 1, 300)).tolist() for i in range(5)}
    assert judge("target-leak", {**frame, "sick": sick.tolist()}, target="sick") == []


def test_a_strong_column_that_the_others_can_replace_is_no_leak(judge):
    random = np.random.default_rng(3)
    parts = random.normal(0, 1, (400, 4))
    total = parts.sum(axis=1)
    frame = {f"part {i}": parts[:, i].tolist() for i in range(4)}
    frame |= {"smell": (total + random.normal(0, 0.1, 400)).tolist(), "bad": (total > 0).astype(int).tolist()}
    assert judge("target-leak", frame, target="bad") == []


def test_a_numeric_target(judge):
    random = np.random.default_rng(4)
    size = random.normal(100, 20, 300)
    price = size * 3 + random.normal(0, 80, 300)
    frame = {"size": size.tolist(), "tax paid": (price * 0.1 + random.normal(0, 1.0, 300)).tolist(), "price": price.tolist()}
    assert [i.columns for i in judge("target-leak", frame, target="price")] == [("tax paid",)]
