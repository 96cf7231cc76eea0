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
    assert (issue.severity, issue.columns) == ("medium", ("status",))
    assert issue.cost > 15
    assert issue.title.startswith("Is `status` known before the outcome? Shuffling it lowers AUC from 0.9")


def test_features_that_share_the_work_are_quiet(measure, judge):
    (found,) = measure("dominant-feature", ROWS, target="y")
    assert found.details["dominance"] < 0.4
    assert judge("dominant-feature", ROWS, target="y") == []


def test_of_few_features_one_must_lead(judge):
    assert judge("dominant-feature", {"a": X[:, 0], "b": X[:, 1], "y": np.where(X[:, 0] > 0, "yes", "no")}, target="y") == []


def test_an_honest_strong_feature_is_a_question_that_costs_nothing(judge):
    random = np.random.default_rng(0)
    marker = random.normal(60, 12, 1000)
    rows = {
        "marker": marker,
        "height": random.normal(170, 9, 1000),
        "hour": random.integers(7, 19, 1000),
        "ward": random.choice(list("ABCD"), 1000),
    }
    result = np.where((marker - 60) / 12 + random.normal(0, 0.9, 1000) > 0, "positive", "negative")
    (issue,) = judge("dominant-feature", {**rows, "result": result}, target="result")
    assert (issue.severity, issue.cost) == ("info", 0)


def test_a_cause_that_others_act_through_is_no_leak(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(1200, 4))
    middle = x.sum(axis=1) + random.normal(size=1200)
    y = np.where(random.random(1200) < 1 / (1 + np.exp(-4 * middle)), "yes", "no")
    (issue,) = judge("dominant-feature", {**{f"x{i}": x[:, i] for i in range(4)}, "middle": middle, "y": y}, target="y")
    assert (issue.columns, issue.severity, issue.cost) == (("middle",), "info", 0)


def test_a_strong_cause_that_goes_with_other_columns_is_no_leak(judge):
    """Loyalty differs between stores, which is no part of what it says of the purchase."""
    random = np.random.default_rng(0)
    store = random.integers(0, 5, 1200)
    price = random.normal(size=(1200, 4))
    loyal = random.normal(size=1200) + np.array([-1.2, -0.4, 0.0, 0.5, 1.1])[store]
    chance = 1 / (1 + np.exp(-(2.6 * loyal - 0.9 * price[:, 0] + 0.5 * price[:, 1])))
    rows = {**{f"price{k}": price[:, k] for k in range(4)}, "store": [f"store {k}" for k in store], "loyal": loyal}
    bought = np.where(random.random(1200) < chance, "yes", "no")
    assert [(i.severity, i.cost) for i in judge("dominant-feature", {**rows, "bought": bought}, target="bought")] in (
        [],
        [("info", 0)],
    )


def test_copies_and_times_do_not_make_a_lone_feature_a_leak(judge):
    """Columns that repeat each other are related whatever they hold: beside them an honest feature is no stranger."""
    random = np.random.default_rng(3)
    known = random.normal(size=400)
    outcome = np.where(known + random.normal(size=400) > 0, "yes", "no")
    seconds = np.sort(random.integers(0, 60_000_000, 400))
    times = {f"t{k}": np.datetime64("2023-01-01") + (seconds + 7 * k).astype("timedelta64[s]") for k in range(5)}
    length = random.normal(10, 3, 400)
    sizes = {f"s{k}": (length * (1 + k) + random.normal(0, 0.05, 400)).round(2) for k in range(5)}
    for others in (times, sizes):
        found = judge("dominant-feature", {**others, "x": known, "y": outcome}, target="y")
        assert [(issue.severity, issue.cost) for issue in found] in ([], [("info", 0.0)])
