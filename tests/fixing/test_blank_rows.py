"""Blank rows are removed all or none, and what is fixed is called as `result.issues` calls it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import dataqa


@pytest.fixture
def frame():
    random = np.random.default_rng(0)
    frame = pd.DataFrame({name: random.normal(size=400) for name in "abcdef"})
    frame["y"] = np.where(frame["a"] + random.normal(0, 0.5, 400) > 0, "yes", "no")
    frame.iloc[100:140] = None
    return frame


CHECKS = ["empty-rows", "exact-duplicates", "missing-values", "missing-labels", "missing-together"]


def test_all_blank_rows_go_with_the_safe_fix(frame):
    result = dataqa.audit(frame, "y", checks=CHECKS)
    (lead,) = [issue for issue in result.issues if issue.severity != "info"]
    assert (lead.check, lead.title) == ("empty-rows", "40 rows (10.0%) hold no value in any column")
    fixed = result.fix(frame, allow_removal=0.1)
    pd.testing.assert_frame_equal(fixed.data, frame.drop(index=range(100, 140)))
    assert repr(fixed) == (
        "Fixed: 1 of 1 issues, 40 changes\nrows 400 → 360, columns 7\n"
        "rows by class: no 198, yes 162\ndone  empty-rows:blank: 40 rows removed"
    )
    assert {step.cause for step in fixed.steps} == {lead.id}


def test_without_that_check_none_goes(frame):
    assert len(dataqa.audit(frame, "y", checks=["exact-duplicates"]).fix(frame, apply="all").data) == 400


def test_rows_with_a_label_alone_stay_in_the_safe_fix(frame):
    frame.loc[range(100, 140), "y"] = "yes"
    assert len(dataqa.audit(frame, "y", checks=["empty-rows"]).fix(frame).data) == 400


def test_a_target_or_a_leak_is_never_filled_and_a_feature_is():
    random = np.random.default_rng(1)
    y = random.choice(["yes", "no"], 300)
    rows = {"x": random.normal(size=300), "boat": np.where(y == "yes", "b1", None), "y": y}
    frame = pd.DataFrame(rows)
    frame.loc[::9, "x"], frame.loc[::7, "y"] = None, None
    result = dataqa.audit(frame, "y", checks=["missing-values"])
    code = {one.columns[0]: [r.code for r in one.repairs] for one in result.record.every_issue}
    assert (code["y"], code["boat"], len(code["x"])) == ([], [], 1)
    assert '["boat"' not in result.fix(frame, apply="all").snippet


def test_dropping_the_only_feature_is_not_offered():
    random = np.random.default_rng(2)
    y = random.choice(["yes", "no"], 300)
    result = dataqa.audit(pd.DataFrame({"copy": [f"{one}!" for one in y], "y": y}), "y", checks=["target-leak", "target-copy"])
    assert [issue.repairs for issue in result.record.every_issue] == [()] * len(result.record.every_issue) != []
    more = pd.DataFrame({"copy": [f"{one}!" for one in y], "x": random.normal(size=300), "y": y})
    both = dataqa.audit(more, "y", checks=["target-leak", "target-copy"])
    assert all(issue.repairs for issue in both.record.every_issue)
