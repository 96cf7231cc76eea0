"""What two checks see is told once where both run, and never lost where one is left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from overlap_cases import OVERLAPS

import dataqa
from dataqa.api import measure_one
from dataqa.checks.registry import all_checks

pytestmark = pytest.mark.usefixtures("few_trees")


@pytest.mark.parametrize("make", OVERLAPS, ids=lambda make: make.__name__)
def test_what_two_checks_see_is_told_by_the_better_one_and_by_the_other_where_that_is_left_out(make):
    overlap = make()
    both = dataqa.audit(**overlap.arguments, checks=[overlap.best, overlap.other])
    assert {issue.check for issue in both.issues} == {overlap.best}
    (outcome,) = (one for one in both.outcomes if one.check == overlap.other)
    assert (outcome.status, outcome.reason) == ("passed", f"covered by {overlap.best}")

    alone = dataqa.audit(**overlap.arguments, checks=[overlap.best, overlap.other], skip=[overlap.best])
    assert {issue.check for issue in alone.issues} == {overlap.other}
    assert {name for issue in alone.issues for name in issue.columns} == overlap.columns
    for issue in alone.issues:
        assert (issue.rows is None) == (not overlap.rows)
        assert issue.rows is None or sorted(issue.rows.positions.tolist()) == overlap.rows


@pytest.mark.parametrize("make", OVERLAPS, ids=lambda make: make.__name__)
def test_only_checks_that_there_are_tell_better(make):
    overlap = make()
    known = {check.id for check in all_checks()}
    measured = measure_one(overlap.other, **overlap.arguments)[0]
    named = {check for m in measured for check in m.covered_by}
    assert overlap.best in named <= known - {overlap.other}


def test_heights_in_another_unit_are_told_once_and_always():
    random = np.random.default_rng(3)
    height, wrong = random.normal(170, 10, 2000).round(1), list(range(100, 1300, 100))
    height[wrong] *= 10
    data = {"height": height, "weight": random.normal(70, 9, 2000).round(1)}

    def naming(**arguments):
        issues = dataqa.audit(data, **arguments).issues
        return [i.check for i in issues if i.rows is not None and sorted(i.rows.positions.tolist()) == wrong]

    assert naming() == ["wrong-units"]
    assert naming(skip=["wrong-units"]) == ["outliers"]
    assert naming(rules="strict", skip=["wrong-units"]) == ["outliers"]


def test_honest_heights_are_told_by_nobody():
    random = np.random.default_rng(3)
    data = {"height": random.normal(170, 10, 2000).round(1)}
    for skip in ([], ["wrong-units"]):
        assert dataqa.audit(data, checks=["wrong-units", "outliers"], skip=skip).issues == ()


def test_a_code_among_like_numbers_is_far_from_nothing():
    code = np.random.default_rng(3).normal(0, 40, 400).round()
    code[[5, 50, 150]] = -99
    assert not [m for m in measure_one("outliers", {"code_of": code})[0] if m.covered_by]


def test_the_same_cells_cost_the_same_whichever_check_reports_them():
    random = np.random.default_rng(0)
    height = random.normal(170, 8, 2000).round(1)
    frame = pd.DataFrame({"height": height, "z": random.normal(size=2000)})
    frame["y"] = np.where(height + random.normal(0, 6, 2000) > 170, "tall", "short")
    frame.loc[100:111, "height"] *= 10
    checks = ["outliers", "wrong-units"]
    (whole,) = dataqa.audit(frame, "y", checks=checks).issues
    (alone,) = dataqa.audit(frame, "y", checks=checks[:1]).issues
    assert (whole.check, alone.check) == ("wrong-units", "outliers")
    assert alone.cost == whole.cost > 1
