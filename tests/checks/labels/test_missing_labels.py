from __future__ import annotations

import pytest


def test_rows_without_a_target_are_named(measure):
    found = measure("missing-labels", {"a": range(4), "y": ["n", None, "p", None]}, target="y")
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("y",), 0.5, [1, 3])]


def test_a_full_target_is_quiet(measure):
    assert measure("missing-labels", {"a": [None] * 4, "y": [1, 2, 3, 4]}, target="y") == []


def test_what_was_read_as_missing_is_reported(judge):
    issues = judge("missing-labels", {"a": range(40), "y": ["p", "n", "?", "n"] * 10}, target="y")
    assert issues[0].title == "The target `y` is missing in 10 rows (25.0%); 10 hold '?'"


@pytest.mark.parametrize(("missing", "severity"), [(1, "low"), (10, "medium"), (60, "high")])
def test_severity_follows_the_share(judge, missing, severity):
    issues = judge("missing-labels", {"a": range(100), "y": [None] * missing + [1.5] * (100 - missing)}, target="y")
    assert [i.severity for i in issues] == [severity]
