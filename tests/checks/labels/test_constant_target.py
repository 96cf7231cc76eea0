from __future__ import annotations

import dataqa


def test_one_value(judge):
    (issue,) = judge("constant-target", {"x": [1, 2, 3], "y": ["k", None, "k"]}, target="y")
    assert (issue.severity, issue.title) == ("critical", "The target `y` is 'k' in all 2 rows with a label")


def test_no_value(judge):
    (issue,) = judge("constant-target", {"x": [1, 2], "y": [None, None]}, target="y")
    assert issue.title == "The target `y` has no value in any row"


def test_two_values_are_quiet(measure):
    assert measure("constant-target", {"x": [1, 2], "y": [0, 1]}, target="y") == []


def test_what_needs_two_values_does_not_pass():
    result = dataqa.audit({"x": list(range(50)), "y": ["k"] * 50}, target="y")
    assert result.verdict == "do not train"
    status = {outcome.check: outcome.status for outcome in result.outcomes}
    assert {status[name] for name in ("suspect-labels", "target-leak", "class-imbalance", "no-signal")} == {"not_applicable"}
