from __future__ import annotations

import numpy as np
import pandas as pd

import dataqa


def test_a_column_filled_in_after_the_outcome(judge, people):
    random = np.random.default_rng(1)
    boat = [f"{random.integers(1, 16)}" if left and random.random() < 0.98 else None for left in people["left"]]
    issues = judge("missingness-leak", {**people, "boat": boat}, target="left")
    assert [(i.columns, i.severity) for i in issues] == [(("boat",), "critical")]
    assert issues[0].title == "Whether `boat` is empty predicts the target (AUC 0.98)"
    assert 0.4 < issues[0].details["empty"] < 0.8


def test_cells_missing_by_chance_are_quiet(judge, people):
    random = np.random.default_rng(2)
    some = [value if random.random() < 0.7 else None for value in people["income"]]
    assert judge("missingness-leak", {**people, "income": some}, target="left") == []


def test_full_and_empty_columns_are_not_measured(measure, people):
    assert measure("missingness-leak", {**people, "none": [None] * 300}, target="left") == []


def test_the_picture_shows_the_classes(measure, people):
    boat = ["1" if left else None for left in people["left"]]
    (found,) = measure("missingness-leak", {**people, "boat": boat}, target="left")
    shares = dict(zip(found.evidence[0].labels, found.evidence[0].values, strict=True))
    assert shares == {"0": 1.0, "1": 0.0}


def test_of_a_number_there_are_no_classes_to_show(measure):
    paid = np.random.default_rng(3).permutation(300) + 0.5
    rows = {"x": [k * 7 % 11 for k in range(300)], "boat": ["1" if one > 150 else None for one in paid], "paid": paid}
    (found,) = measure("missingness-leak", rows, target="paid")
    assert (found.columns, found.details["empty"], found.evidence) == (("boat",), 0.5, ())


def test_calls_that_only_follow_the_outcome(judge, people):
    random = np.random.default_rng(4)
    calls = [int(1 + random.poisson(3)) if left else int(random.random() < 0.04) for left in people["left"]]
    (issue,) = judge("missingness-leak", {**people, "calls": calls}, target="left")
    assert (issue.columns, issue.kind, issue.severity) == (("calls",), "zeros", "high")
    assert issue.title == "`calls` is above zero for '1' and hardly otherwise (AUC 0.98)"


def test_counts_that_are_often_zero_are_quiet(judge, people):
    random = np.random.default_rng(5)
    visits = [int(random.poisson(2.5 if left else 0.5)) for left in people["left"]]
    assert judge("missingness-leak", {**people, "visits": visits}, target="left") == []


def test_what_is_filled_with_a_leak_goes_with_it_and_what_is_not_stays(people):
    random = np.random.default_rng(6)
    left = np.array(people["left"], dtype=bool)
    some = random.random(len(left))
    data = pd.DataFrame(people).assign(
        boat=np.where(left, "1", None),
        cabin_left=np.where(left & (some < 0.6), "c", None),  # filled only where there is a boat
        body=np.where(~left & (some < 0.4), 1.0, np.nan),  # only where there is none
        asked=np.where(np.where(left, some < 0.8, some < 0.4), 1.0, np.nan),  # an honest answer, given more often by those who left
    )
    result = dataqa.audit(data, target="left", checks=["missingness-leak"])
    fixed = result.fix(data, apply="all")
    assert set(data) - set(fixed.data) == {"boat", "cabin_left", "body"}
