from __future__ import annotations

import pytest


def labels(**rows: int) -> dict[str, object]:
    cells = [name for name, count in rows.items() for _ in range(count)]
    return {"a": list(range(len(cells))), "y": cells}


def test_the_rows_of_small_classes_are_named_the_smallest_first(measure):
    found = measure("small-classes", labels(a=30, b=4, c=40, d=3), target="y")
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("y",), 3.0, [74, 75, 76, 30, 31, 32, 33])]
    assert found[0].details["names"] == ("d (3)", "b (4)")


def test_classes_with_enough_rows_are_quiet(measure):
    assert measure("small-classes", labels(a=30, b=20), target="y") == []


def test_spellings_are_one_class(measure):
    assert measure("small-classes", labels(a=30, yes=15, Yes=10), target="y") == []


def test_numbers_of_classes_read_as_numbers(measure):
    found = measure("small-classes", {"a": range(60), "y": [3.0] * 50 + [9.0] * 5 + [None] * 5}, target="y", task="classification")
    assert (found[0].kind, found[0].details["names"]) == ("one", ("9 (5)",))


@pytest.mark.parametrize(("rows", "severity"), [(3, "medium"), (12, "low")])
def test_severity_follows_the_smallest(judge, rows, severity):
    assert [i.severity for i in judge("small-classes", labels(a=50, b=rows), target="y")] == [severity]


def test_of_several_labels_each_is_a_class(judge):
    tags = ["sql|python", "python", "sql", "sql|python|r", "r", "r|python", "r|sql", "python|r"] * 30 + ["cobol|sql"] * 3
    (issue,) = judge("small-classes", {"x": range(243), "tags": tags}, target="tags")
    assert issue.rows.positions.tolist() == [240, 241, 242]
    assert issue.title == "1 of 4 classes of `tags` has fewer than 20 rows: cobol (3)"
