from __future__ import annotations

import pytest


def test_yes_and_no_in_several_ways(judge):
    (issue,) = judge("category-synonyms", {"a": ["yes", "no"] * 25 + ["Y", "1", "TRUE", "N", "0", "false"] * 2})
    assert (issue.severity, issue.rows.positions.tolist()) == ("low", list(range(50, 62)))
    assert issue.title == "`a` writes yes and no in several ways in 12 rows (19.4%)"
    assert issue.why.endswith("For example, `0` and `no`.")


@pytest.mark.parametrize(
    ("often", "seldom"),
    [
        ("United States", "U.S."),
        ("United States", "USA"),
        ("Saint Paul", "St. Paul"),
        ("12 Oak Street", "12 Oak St."),
        ("John Smith", "Smith, John"),
        ("National Basketball Association", "NBA"),
        ("California", "Calif."),
    ],
)
def test_these_may_be_one(judge, often, seldom):
    (issue,) = judge("category-synonyms", {"a": [often] * 20 + [seldom] * 3 + ["Germany"] * 20})
    assert (issue.severity, issue.rows.positions.tolist()) == ("info", [20, 21, 22])
    assert issue.title == "`a` may use several names for one category in 3 rows (7.0%)"


def test_months_that_are_shortened_by_habit(measure):
    (found,) = measure("category-synonyms", {"a": ["January", "February", "December"] * 5 + ["Jan", "Feb", "Dec"]})
    assert found.rows.count == 3


def test_these_are_several(measure):
    rows = {
        "route": ["Paris - Rome", "Rome - Paris", "Rome, Paris", "Paris, Rome"] * 9,
        "letter": ["y", "f", "s", "g"] * 9,
        "word": ["Art", "Artist", "Min", "Minnesota"] * 9,
        "number": ["12 A", "12.A", "1 2 A", "121"] * 9,
        "answer": ["yes", "no", "maybe", "perhaps"] * 9,
    }
    assert measure("category-synonyms", rows) == []


def test_a_letter_without_its_counterpart_is_left_alone(measure):
    assert measure("category-synonyms", {"a": ["yes", "no"] * 20 + ["0"]}) == []
