from __future__ import annotations

import pytest


def people(a: int, b: int, c: int = 0) -> dict[str, list]:
    race = ["a"] * a + ["b"] * b + ["c"] * c
    return {"race": race, "x": list(range(len(race)))}


def test_a_group_that_is_rarer_than_in_use_is_named_with_its_rows(measure):
    (m,) = measure("unlike-groups", people(900, 100), reference=people(600, 400))
    assert (m.columns, m.about, m.value, m.rows.positions.tolist()) == (("race",), "b", pytest.approx(0.75), list(range(900, 1000)))
    assert 0.6 < m.interval[0] < 0.75 < m.interval[1] < 0.85
    assert (m.details["share"], m.details["use_share"]) == (0.1, 0.4)


def test_a_group_that_is_not_there_at_all(measure):
    (m,) = measure("unlike-groups", people(1000, 100), reference=people(700, 100, 200))
    assert (m.about, m.value, m.rows.count) == ("c", 1.0, 0)


def test_equal_shares_are_quiet(judge):
    assert judge("unlike-groups", people(520, 480), reference=people(480, 520)) == []


def test_ages_are_compared_in_the_same_bands(measure):
    race = ["a", "b"] * 200
    use = {"age": [float(age) for age in range(40, 80)] * 10, "race": race}
    (m,) = measure("unlike-groups", {"age": list(range(20, 60)) * 10, "race": race}, reference=use)
    assert (m.columns, m.about) == (("age",), "50 and over")


def test_few_rows_prove_nothing(measure):
    assert measure("unlike-groups", people(50, 5), reference=people(600, 400)) == []


def test_severity_follows_the_surer_end(judge):
    assert [i.severity for i in judge("unlike-groups", people(900, 100), reference=people(600, 400))] == ["low"]
    assert [i.severity for i in judge("unlike-groups", people(700, 300), reference=people(600, 400))] == ["info"]


def test_a_column_that_use_lacks_or_has_of_another_kind_is_not_compared(measure):
    race = ["a", "b"] * 200
    ages = {"age": list(range(20, 60)) * 10, "race": race}
    assert measure("unlike-groups", ages, reference={"race": race}) == []
    assert measure("unlike-groups", ages, reference={"age": ["young", "old"] * 200, "race": race}) == []
