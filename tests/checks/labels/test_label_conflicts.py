from __future__ import annotations

import numpy as np
import pytest

TEXTS = [f"the text of message number {i}" for i in range(96)]


def test_the_odd_label_comes_first(measure, judge):
    data = {"text": [*TEXTS, "win money now"] + ["win money now"] * 3, "y": ["n", "p"] * 48 + ["p", "n", "p", "p"]}
    found = measure("label-conflicts", data, target="y")
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("y",), 0.01, [97, 96, 98, 99])]
    assert found[0].rows.scores.tolist() == [0.75, 0.25, 0.25, 0.25]
    assert [i.severity for i in judge("label-conflicts", data, target="y")] == ["low"]


def test_copies_that_agree_are_quiet(measure):
    assert measure("label-conflicts", {"text": TEXTS * 2, "y": ["n", "p"] * 96}, target="y") == []


def test_an_id_does_not_tell_rows_apart(measure):
    found = measure(
        "label-conflicts", {"id": range(98), "text": [*TEXTS, *TEXTS[:2]], "y": ["n", "p"] * 48 + ["p", "p"]}, target="y"
    )
    assert found[0].rows.positions.tolist() == [0, 96]


def test_spellings_of_one_class_are_no_conflict(measure):
    assert measure("label-conflicts", {"text": [*TEXTS, TEXTS[0]], "y": ["n", "p"] * 48 + ["N."]}, target="y") == []


def test_rows_without_a_label_are_no_conflict(measure):
    assert measure("label-conflicts", {"text": [*TEXTS, TEXTS[0]], "y": ["n", "p"] * 48 + [None]}, target="y") == []


def test_far_numbers_conflict_and_near_ones_do_not(measure):
    numbers = np.linspace(0, 10, 96)
    data = {"text": [*TEXTS, TEXTS[2], TEXTS[90]], "y": [*numbers, 0.5, 0.5]}
    found = measure("label-conflicts", data, target="y")
    assert sorted(found[0].rows.positions.tolist()) == [90, 97]


def test_unlike_cases_that_look_alike_in_coarse_columns_weigh_little(judge):
    random = np.random.default_rng(0)
    data = {name: random.integers(0, 3, 400) for name in "abcy"}
    assert {i.severity for i in judge("label-conflicts", data, target="y")} <= {"info", "low"}


def test_many_are_worse(judge):
    data = {"text": [*TEXTS, *TEXTS[:40]], "y": ["n", "p"] * 48 + ["p", "n"] * 20}
    assert [i.severity for i in judge("label-conflicts", data, target="y")] == ["high"]


@pytest.mark.parametrize("seed", range(6))
def test_pairs_that_chance_explains_are_quiet(measure, seed):
    random = np.random.default_rng(seed)
    rows = {"a": random.integers(0, 2, 128), "b": random.integers(0, 2, 128), "c": random.integers(100, 1000, 128)}
    assert measure("label-conflicts", rows | {"y": random.normal(size=128)}, target="y") == []


def test_of_a_number_the_advice_speaks_of_values(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(100, 2))
    rows = {"a": [*x[:, 0], *x[:20, 0]], "b": [*x[:, 1], *x[:20, 1]], "y": random.normal(size=120).tolist()}
    (issue,) = judge("label-conflicts", rows, target="y")
    assert "label" not in issue.why + issue.fix
    assert "merge each group into one row with its mean value" in issue.fix


def test_rows_without_any_feature_are_alike_in_nothing(measure):
    texts = [*TEXTS, *["win money now"] * 4]
    empty = {"text": [None] * 4 + texts, "y": ["n", "p", "n", "p"] + ["n", "p"] * 48 + ["p"] * 4}
    assert measure("label-conflicts", empty, target="y") == []


def test_members_of_a_group_differ_by_nature(judge):
    """100 broods of four chicks: all columns say which brood it is, and none which chick, unless most chicks are weighed."""
    random = np.random.default_rng(3)
    brood = np.repeat(np.arange(100), 4)
    frame = {"brood": [f"b{one}" for one in brood], "height": 400.5 + brood, "ticks": random.poisson(4, 400) * 1.0}
    (issue,) = judge("label-conflicts", frame, target="ticks")
    assert (issue.severity, issue.cost, issue.details["single_cases"]) == ("info", 0, 0.0)
    frame |= {"weight": np.where(np.arange(400) % 8 < 2, 7.0 + brood, random.normal(size=400))}
    (issue,) = judge("label-conflicts", frame, target="ticks")
    assert (issue.severity, issue.details["single_cases"]) == ("medium", 1.0)
