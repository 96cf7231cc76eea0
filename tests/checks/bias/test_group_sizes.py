from __future__ import annotations


def people(few: int, unknown: int = 0) -> dict[str, list]:
    race = ["few"] * few + ["unknown"] * unknown + ["a", "b"] * 1000
    return {"race": race, "x": list(range(len(race)))}


def test_a_group_of_few_rows_is_named_with_its_rows(measure):
    (m,) = measure("group-sizes", people(3))
    assert (m.columns, m.value, m.rows.positions.tolist(), m.details["listed"]) == (("race",), 3.0, [0, 1, 2], ("few (3)",))


def test_large_groups_are_quiet(measure):
    assert measure("group-sizes", people(0)) == []
    assert measure("group-sizes", people(150)) == []


def test_in_few_rows_no_group_is_small_for_that(measure):
    assert measure("group-sizes", {"race": ["a"] * 30 + ["b"] * 20, "x": range(50)}) == []


def test_unknown_is_no_group(measure):
    assert measure("group-sizes", people(0, unknown=5)) == []


def test_severity_follows_the_smallest(judge):
    assert [i.severity for i in judge("group-sizes", people(18))] == ["low"]
    assert [i.severity for i in judge("group-sizes", people(80))] == ["info"]
