from __future__ import annotations


def people(a: int, b: int, each: int = 200) -> dict[str, list]:
    income = [None] * a + [1.5] * (each - a) + [None] * b + [2.5] * (each - b)
    return {"race": ["a"] * each + ["b"] * each, "income": income, "copy": income, "x": list(range(2 * each))}


def test_a_column_asked_of_one_group_only_is_told_once(measure):
    (m,) = measure("group-missing", people(100, 10))
    assert (m.columns, m.value, m.details["more"], m.rows.positions.tolist()) == (("copy", "race"), 0.45, "a", list(range(100)))
    assert 0.3 < m.interval[0] < 0.45


def test_equally_empty_and_full_columns_are_quiet(measure):
    assert measure("group-missing", people(50, 50)) == []
    assert measure("group-missing", people(0, 0)) == []


def test_groups_of_few_rows_prove_nothing(measure):
    assert measure("group-missing", {"race": ["a"] * 10 + ["b"] * 200, "v": [None] * 10 + [1] * 200}) == []


def test_severity_follows_the_surer_end(judge):
    assert [i.severity for i in judge("group-missing", people(100, 10))] == ["low"]
    assert [i.severity for i in judge("group-missing", people(25, 4))] == ["info"]


def test_columns_are_alike_by_the_groups_that_are_compared(measure):
    """Of the first column one group is compared; in it as many cells of both columns are empty, but not of the same people."""
    data = people(100, 10)
    data["copy"] = [None] * 10 + [2.5] * 190 + [None] * 100 + [1.5] * 100
    data = {"country": ["here"] * 395 + ["there"] * 5, **data}
    found = measure("group-missing", data, protected=["country", "race"])
    assert [(m.columns, m.details["more"]) for m in found] == [(("copy", "race"), "b"), (("income", "race"), "a")]


def test_each_column_with_an_empty_cell_is_a_comparison(measure):
    data = people(100, 10)
    (two,), (three,) = (measure("group-missing", {**data, "one": [missing, *range(399)]}) for missing in (7, None))
    assert (two.value, three.value) == (0.45, 0.45)
    assert three.interval[0] < two.interval[0]
