from __future__ import annotations

ROWS = {
    "a": [1, None, 3, 4, None, 6, 7, 8, 2],
    "b": [2.5, None, 3, 4, None, 6, 7, 8, 1],
    "c": [3, 4, None, 1, None, 2, 5, 6, 7],
    "d": [9, 8, 7, 6, None, 4, 3, 2, 1],
}


def test_the_emptiest_row_comes_first(measure):
    found = measure("empty-rows", ROWS)
    assert [(m.columns, m.rows.positions.tolist(), m.rows.scores.tolist()) for m in found] == [((), [4, 1], [1.0, 0.5])]
    assert found[0].value == 2 / 9


def test_columns_that_are_empty_anyway_say_nothing(measure):
    sparse = {name: [*[None] * 8, 1] for name in "efghij"}
    full = {name: list(range(9)) for name in "klm"}
    assert measure("empty-rows", {**full, **sparse}) == []


def test_severity(judge):
    (issue,) = judge("empty-rows", ROWS)
    assert (issue.severity, issue.title) == (
        "medium",
        "2 rows (22.2%) are empty in at least 50% of 4 usually filled columns",
    )


def test_one_row_is_singular(judge):
    (issue,) = judge("empty-rows", {name: [None, *range(1, 200)] for name in "abc"})
    assert issue.title == "1 row (0.5%) is empty in at least 50% of 3 usually filled columns"
