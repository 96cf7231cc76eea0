from __future__ import annotations

import numpy as np

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(600, 5))
Y = np.where(X.sum(axis=1) + RANDOM.normal(size=600) > 0, "yes", "no")
ROWS = {**{f"x{i}": X[:, i] for i in range(5)}, "y": Y}


def test_a_column_beside_which_the_others_hardly_count(measure, judge):
    known = np.where(RANDOM.random(600) < 0.9, Y == "yes", RANDOM.random(600) < 0.5)
    rows = {**ROWS, "status": known * 10 + RANDOM.normal(size=600)}
    (found,) = measure("dominant-feature", rows, target="y")
    assert found.columns == ("status",)
    assert found.value > 0.3
    assert found.details["dominance"] > 0.8
    (issue,) = judge("dominant-feature", rows, target="y")
    assert (issue.severity, issue.columns) == ("low", ("status",))
    assert issue.cost > 15
    assert issue.title.startswith("The model relies mostly on `status`: shuffling it lowers AUC from 0.9")


def test_features_that_share_the_work_are_quiet(measure, judge):
    (found,) = measure("dominant-feature", ROWS, target="y")
    assert found.details["dominance"] < 0.4
    assert judge("dominant-feature", ROWS, target="y") == []


def test_of_few_features_one_must_lead(judge):
    assert judge("dominant-feature", {"a": X[:, 0], "b": X[:, 1], "y": np.where(X[:, 0] > 0, "yes", "no")}, target="y") == []
