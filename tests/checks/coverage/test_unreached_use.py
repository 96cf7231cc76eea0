from __future__ import annotations

DATA = {"city": ["a", "b"] * 50, "size": list(range(100)), "y": [0, 1] * 50}


def test_categories_and_ranges_that_the_data_does_not_reach(measure):
    reference = {"city": ["a", "c", "c", None], "size": [5, 500, 7, -3]}
    found = measure("unreached-use", {**DATA, "size": [value * 1.5 for value in DATA["size"]]}, target="y", reference=reference)
    assert [(m.columns, m.value, m.kind, m.details["examples"]) for m in found] == [
        (("city",), 2 / 3, "categories", ("'c' (2)",)),
        (("size",), 0.5, "", ("-3 (1)", "500 (1)")),
    ]


def test_titles_say_whether_a_range_or_a_category_is_new(judge):
    data = {**DATA, "size": [value * 1.5 for value in DATA["size"]]}
    issues = judge("unreached-use", data, target="y", reference={"city": ["a", "c"] * 50, "size": [7, 500] * 50})
    assert [i.title for i in issues] == [
        "`city` has categories that the data lacks in 50 of 100 production rows (50.0%)",
        "`size` is outside the range of the data in 50 of 100 production rows (50.0%)",
    ]
    assert issues[1].why.startswith("The data ranges from 0 to 148.5; production has values such as 500 (50). ")


def test_use_within_the_data_is_quiet(measure):
    assert measure("unreached-use", DATA, target="y", reference={"city": ["a", "b"], "size": [3, 99]}) == []


def test_columns_of_another_kind_are_not_compared(measure):
    assert measure("unreached-use", DATA, target="y", reference={"city": [1, 2], "size": ["x", "y"]}) == []


def test_names_of_which_each_is_new_say_nothing(measure):
    data = {"name": [f"n{place} x" for place in range(100)], "y": [0, 1] * 50}
    assert measure("unreached-use", data, target="y", reference={"name": ["someone else"] * 9}) == []


def test_few_rows_alone_are_no_issue(judge):
    few, many = {"city": ["a", "c"]}, {"city": ["a"] * 60 + ["c"] * 40}
    found = [[i.severity for i in judge("unreached-use", DATA, target="y", reference=rows)] for rows in (few, many)]
    assert found == [["medium"], ["high"]]


def test_a_column_that_is_empty_or_not_in_production_is_not_compared(measure):
    data = {"a": [1.5, 2.5] * 50, "gone": [1.5, 2.5] * 50, "empty": [None] * 100, "y": [0, 1] * 50}
    found = measure("unreached-use", data, target="y", reference={"a": [9.0, 2.0], "empty": [1.0, 2.0]})
    assert [(m.columns, m.value) for m in found] == [(("a",), 0.5)]
