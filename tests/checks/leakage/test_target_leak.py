from __future__ import annotations

import numpy as np
import pytest


def test_a_column_written_from_the_outcome_is_named(judge, people):
    random = np.random.default_rng(1)
    closed = [left * 10 + random.normal(0, 1) for left in people["left"]]
    issues = judge("target-leak", {**people, "closed": closed}, target="left")
    assert [(i.columns, i.severity) for i in issues] == [(("closed",), "critical")]
    assert issues[0].details["gap"] > 0.5
    assert issues[0].title == "`closed` alone predicts the target closely (AUC 1.00)"


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


def test_a_number_that_was_cut(judge, people):
    random = np.random.default_rng(3)
    fat = random.normal(20, 5, 300).round(1)
    weight = (fat * 2 + random.normal(0, 4, 300)).round(1)
    (issue,) = judge("target-leak", {"fat": fat, "weight": weight, "high": np.where(fat > 21.3, "yes", "no")}, target="high")
    assert (issue.columns, issue.kind, issue.value, issue.severity) == (("fat",), "cut", 1.0, "critical")
    assert issue.title == "The target is a cut of `fat`: one class is all that lies on one side of a value"


@pytest.mark.parametrize("apart", [2.5, 4.5, 5.0, 6.0, 12.0])
@pytest.mark.parametrize("spread", [1.0, 4.0], ids=["alike", "one spreads more"])
def test_natural_kinds_are_quiet(judge, apart, spread):
    random = np.random.default_rng(4)
    kind = random.random(400) < 0.4
    width = np.where(kind, spread, 1.0)
    petals = {f"petal {k}": (random.normal(size=400) * width + apart * width * kind).round(2) for k in range(2)}
    assert judge("target-leak", {**petals, "kind": np.where(kind, "rose", "tulip")}, target="kind") == []


def test_three_kinds_that_are_apart_are_quiet(judge):
    random = np.random.default_rng(8)
    kind = random.integers(0, 3, 600)
    petals = {"length": random.normal(size=600) + 6 * kind, "width": random.normal(size=600) - 5 * kind}
    assert judge("target-leak", {**petals, "kind": np.array(list("abc"))[kind]}, target="kind") == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_cut_anywhere_in_a_lump(judge, share):
    random = np.random.default_rng(6)
    size = random.normal(size=400)
    data = {"size": size, "other": size + random.normal(size=400), "large": np.where(size > np.quantile(size, share), "yes", "no")}
    assert [(i.columns, i.kind) for i in judge("target-leak", data, target="large")] == [(("size",), "cut")]


def test_a_date_on_one_side_of_which_lies_a_class(judge, people):
    random = np.random.default_rng(5)
    days = np.where(people["left"], 190, 0) + random.integers(0, 180, 300)
    dates = np.datetime64("2024-01-01") + days.astype("timedelta64[D]")
    assert [i.columns for i in judge("target-leak", {**people, "updated": dates.astype(str)}, target="left")] == [("updated",)]


def test_a_rare_class_on_both_sides_of_any_cut_is_quiet(judge):
    random = np.random.default_rng(12)
    size = random.normal(size=6000)
    rare = np.zeros(6000, dtype=int)
    rare[np.argsort(-size)[:20:2]] = 1
    rare[random.integers(0, 6000, 12)] = 1
    assert judge("target-leak", {"size": size, "other": random.normal(size=6000), "rare": rare}, target="rare") == []


def grown(weeks):
    """60 animals that eat and grow, each seen in some weeks."""
    random = np.random.default_rng(5)
    week = np.tile(weeks, 60)
    eaten = week * 10 + random.normal(0, 3, len(week))
    frame = {"week": week, "eaten": eaten, "sort": random.integers(0, 3, len(week)), "born": random.normal(size=len(week))}
    return {**frame, "weight": 20 + week * 6 + 0.1 * eaten + random.normal(0, 2, len(week))}


def test_what_grows_with_the_weeks_of_a_study_is_no_leak(judge):
    assert judge("target-leak", grown(np.arange(1, 13)), target="weight") == []


def test_beside_weeks_that_say_little_it_is(judge):
    frame = grown(np.arange(1, 13))
    frame["week"] = frame["week"] % 3
    assert [i.columns for i in judge("target-leak", frame, target="weight")] == [("eaten",)]


def test_a_copy_of_balanced_classes_was_not_set_before_and_excuses_no_other_column(judge):
    random = np.random.default_rng(0)
    left = np.tile([0, 1], 300)
    frame = {f"other {i}": random.normal(size=600) for i in range(7)}
    frame |= {"closed": np.where(left, "yes", "no"), "refund": left * 5 + random.normal(size=600), "left": left}
    assert {i.columns for i in judge("target-leak", frame, target="left")} == {("closed",), ("refund",)}
