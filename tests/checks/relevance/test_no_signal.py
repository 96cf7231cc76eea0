from __future__ import annotations

import numpy as np

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(4000, 3))


def frame(y) -> dict[str, object]:
    return {"a": X[: len(y), 0], "b": X[: len(y), 1], "c": X[: len(y), 2], "y": y}


def test_labels_without_a_reason_are_guessed(judge):
    (issue,) = judge("no-signal", frame(RANDOM.choice(["p", "q"], 4000)), target="y")
    assert issue.severity == "medium"
    assert issue.columns == ()
    assert issue.title.startswith("A quick model is no better than guessing (AUC 0.")


def test_a_number_without_a_reason_too(judge):
    (issue,) = judge("no-signal", frame(RANDOM.normal(size=2000)), target="y")
    assert (issue.value, issue.severity) == (0.0, "medium")
    assert 0 < issue.interval[1] < 0.05


def test_a_signal_is_measured_and_no_issue(measure, judge):
    y = np.where(X[:, 0] > 0, "p", "q")
    (found,) = measure("no-signal", frame(y), target="y")
    assert found.value > 0.9
    assert judge("no-signal", frame(y), target="y") == []


def test_few_rows_raise_no_issue(judge):
    assert judge("no-signal", frame(RANDOM.choice(["p", "q"], 60)), target="y") == []
    assert judge("no-signal", frame(RANDOM.normal(size=60)), target="y") == []


def test_where_images_are_what_is_learned_from_the_columns_need_not_tell(measure):
    images = [[i, i + 1] for i in range(200)]
    assert measure("no-signal", {**frame(RANDOM.choice(["p", "q"], 200)), "image": images}, target="y", image="image") == []


def test_where_little_can_be_learned_less_is_kept_and_the_finding_is_low(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(1500, 3))
    y = np.where(0.2 * x[:, 0] + random.logistic(size=1500) > 0, "yes", "no")
    (issue,) = judge("no-signal", {"a": x[:, 0], "b": x[:, 1], "c": x[:, 2], "y": y}, target="y")
    assert issue.severity == "low"
    assert 0.06 < issue.value < 0.16
    assert 23 < issue.cost < 43


def test_a_weak_model_costs_little_and_is_not_called_a_guess(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(1500, 3))
    y = np.where(0.45 * x[:, 0] + random.logistic(size=1500) > 0, "yes", "no")
    (issue,) = judge("no-signal", {"a": x[:, 0], "b": x[:, 1], "c": x[:, 2], "y": y}, target="y")
    assert (issue.kind, issue.severity) == ("weak", "low")
    assert 0.2 < issue.value < 0.3
    assert 0 < issue.cost < 12
    assert issue.title.startswith("A quick model predicts the target weakly (AUC 0.6")


def test_a_hard_problem_that_can_be_learned_is_quiet(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(1500, 3))
    y = np.where(1.2 * x[:, 0] + random.logistic(size=1500) > 0, "yes", "no")
    assert judge("no-signal", {"a": x[:, 0], "b": x[:, 1], "c": x[:, 2], "y": y}, target="y") == []
