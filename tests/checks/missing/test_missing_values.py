from __future__ import annotations

from dataqa.policy.causes import merged
from dataqa.policy.pack import Rules


def test_half_empty_column_is_named(measure):
    found = measure("missing-values", {"a": [1, None, 3, None], "b": [1, 2, 3, 4]})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("a",), 0.5, [1, 3])]


def test_full_table_is_quiet(measure):
    assert measure("missing-values", {"a": [1, 2], "b": ["x", "y"]}) == []


def test_an_empty_target_is_named_as_the_target(judge):
    issues = judge("missing-values", {"a": [1, 5, 3] * 20, "y": [0, None, 1] * 20}, target="y")
    assert [(i.columns, i.rows.count, i.severity) for i in issues] == [(("y",), 20, "medium")]
    assert issues[0].title == "The target `y` is empty in 20 rows (33.3%)"
    assert "Never impute a target" in issues[0].fix


def test_cells_that_hold_a_placeholder_are_not_counted_as_empty(measure):
    found = measure("missing-values", {"a": ["1", "N/A", "3", None, "5", "6"] * 2})
    assert [(m.value, m.rows.positions.tolist()) for m in found] == [(2 / 12, [3, 9])]


def test_severity_follows_the_share(judge):
    issues = judge("missing-values", {"a": [None] * 3 + list(range(7)), "b": [None, *range(9)]})
    assert [(i.columns, i.severity) for i in issues] == [(("a",), "medium"), (("b",), "low")]


def test_many_empty_columns_do_not_drown_the_rest(judge):
    issues = judge("missing-values", {f"c{n}": [None, *range(3000)] for n in range(30)})
    assert [i.title for i in issues[:1]] == ["`c0` is empty in 1 row (0.03%)"]
    (one,) = merged(issues, Rules.load().by_check)
    assert (len(one.columns), len(one.also)) == (30, 30)
    assert one.title == "30 columns have empty cells: `c0`, `c1`, `c10`, `c11` and 26 more"


def test_a_mark_that_is_set_or_not_is_missing_nowhere(measure):
    boxes = ["x", None, None, "x", None] * 20
    assert measure("missing-values", {"urgent": boxes, "n": range(100)}) == []
    (found,) = measure("missing-values", {"size": ["L", None, None, "L", None] * 20, "n": range(100)})
    assert (found.columns, found.value) == (("size",), 0.6)


def test_options_of_one_question_are_chosen_or_not(measure):
    chosen = {f"Q7_Part_{k}": [f"tool {k}" if row % (k + 2) == 0 else None for row in range(60)] for k in range(1, 5)}
    assert measure("missing-values", {**chosen, "n": range(60)}) == []
    few = {name: chosen[name] for name in list(chosen)[:2]}
    assert [m.columns for m in measure("missing-values", {**few, "n": range(60)})] == [("Q7_Part_1",), ("Q7_Part_2",)]
    several = {f"size_{k}": [["S", "M", None][row % 3] for row in range(60)] for k in range(4)}
    assert len(measure("missing-values", {**several, "n": range(60)})) == 4
