from __future__ import annotations


def test_a_column_of_one_value_and_one_of_none_are_named(measure, judge):
    rows = {"a": [7] * 20, "b": [None] * 20, "c": list(range(20))}
    assert [(m.columns, m.value) for m in measure("constant-columns", rows)] == [(("a",), 1.0), (("b",), 1.0)]
    issues = judge("constant-columns", rows)
    assert [(i.title, i.severity) for i in issues] == [
        ("`a` has the value 7 in all 20 rows", "low"),
        ("`b` has no value in any of 20 rows", "low"),
    ]


def test_the_rows_that_differ_are_named(measure, judge):
    rows = {"a": ["x"] * 50 + ["y"] + ["x"] * 49}
    (found,) = measure("constant-columns", rows)
    assert judge("constant-columns", rows)[0].title == "`a` has the value 'x' in all but 1 of 100 filled cells"
    assert (found.value, found.rows.positions.tolist(), found.details["others"]) == (0.99, [50], 1)


def test_one_value_and_empty_cells_are_two_values(measure, judge):
    assert measure("constant-columns", {"a": ["x"] * 10 + [None] * 10}) == []
    (found,) = measure("constant-columns", {"a": [None, "x"] + [None] * 38})
    assert (found.value, found.rows.positions.tolist(), found.kind) == (0.975, [1], "nearly-empty")
    (issue,) = judge("constant-columns", {"a": [None, "x"] + ["x"] * 38})
    assert (issue.kind, issue.title) == ("one-value", "`a` has the value 'x' in all but 1 of 40 rows, which is empty")


def test_target_and_id_are_left_out(measure):
    assert measure("constant-columns", {"a": range(30), "k": ["u"] * 30, "y": [1] * 30}, target="y", id="k") == []


def test_severity_follows_the_share(judge):
    flags = {"a": [0] * 98 + [1] * 2, "b": [0] * 96 + [1] * 4, "c": [0] * 90 + [1] * 10}
    assert [(i.columns, i.severity) for i in judge("constant-columns", flags)] == [(("a",), "low"), (("b",), "info")]


def test_a_flag_with_many_rows_of_either_kind_is_no_issue(judge):
    assert judge("constant-columns", {"a": [0] * 148_000 + [1] * 2_000}) == []
