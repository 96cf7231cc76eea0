from __future__ import annotations


def test_half_empty_column_is_named(measure):
    found = measure("missing-values", {"a": [1, None, 3, None], "b": [1, 2, 3, 4]})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("a",), 0.5, [1, 3])]


def test_full_table_is_quiet(measure):
    assert measure("missing-values", {"a": [1, 2], "b": ["x", "y"]}) == []


def test_the_target_is_left_to_the_labels(measure):
    assert measure("missing-values", {"a": [1, 2, 3], "y": [0, None, 1]}, target="y") == []


def test_cells_that_hold_a_placeholder_are_not_counted_as_empty(measure):
    found = measure("missing-values", {"a": ["1", "N/A", "3", None, "5", "6"] * 2})
    assert [(m.value, m.rows.positions.tolist()) for m in found] == [(2 / 12, [3, 9])]


def test_severity_follows_the_share(judge):
    issues = judge("missing-values", {"a": [None] * 7 + [1, 2, 3], "b": [None] * 3 + list(range(7))})
    assert [(i.columns, i.severity) for i in issues] == [(("a",), "high"), (("b",), "medium")]
