from __future__ import annotations

ROWS = {
    "a": [1, None, 3, 4, None, 6, 7, 8, 2],
    "b": [2.5, None, 3, 4, None, 6, 7, 8, 1],
    "c": [3, 4, None, 1, None, 2, 5, 6, 7],
    "d": [9, 8, 7, 6, None, 4, 3, 2, 1],
}


def test_the_emptiest_row_comes_first(measure):
    found = measure("empty-rows", ROWS)
    assert [(m.about, m.rows.positions.tolist(), m.rows.scores.tolist()) for m in found] == [
        ("blank", [4], [1.0]),
        ("", [1], [0.5]),
    ]
    assert [m.value for m in found] == [1 / 9, 1 / 9]


def test_columns_that_are_empty_anyway_say_nothing(measure):
    sparse = {name: [*[None] * 8, 1] for name in "efghij"}
    full = {name: list(range(9)) for name in "klm"}
    assert measure("empty-rows", {**full, **sparse}) == []


def test_severity(judge):
    assert [i.severity for i in judge("empty-rows", ROWS)] == ["medium", "medium"]


def test_a_row_with_a_value_somewhere_is_not_blank(measure):
    found = measure("empty-rows", ROWS | {"y": list("pqpqpqpqp")}, target="y")
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [("", [4, 1])]


def test_one_row_is_singular(judge):
    (issue,) = judge("empty-rows", {name: [None, *range(1, 200)] for name in "abc"} | {"d": [i % 7 for i in range(200)]})
    assert issue.title == "1 row (0.5%) is empty in at least 50% of 4 usually filled columns"
    (issue,) = judge("empty-rows", {name: [None, *range(1, 200)] for name in "abc"})
    assert (issue.title, issue.fix[:31]) == ("1 row (0.5%) holds no value in any column", "Drop this row: nothing is lost.")


def test_rows_whose_numbers_are_withheld_are_not_empty(measure):
    """A statistical office writes (D) for small counts: these cells say something."""
    numbers = {name: [f"{k * step % 97 + 0.5}" for k in range(100)] for name, step in zip("abc", (7, 11, 13), strict=True)}
    for name in "abc":
        numbers[name][3:9] = ["(D)"] * 6
    assert measure("empty-rows", numbers) == []
