from __future__ import annotations

import pytest

POWERS = [1.5**n for n in range(60)]


def test_the_furthest_row_comes_first(measure):
    found = measure("heavy-tails", {"cases": POWERS})
    assert [m.columns for m in found] == [("cases",)]
    assert found[0].rows.positions[0] == 59


def test_even_columns_are_quiet(measure):
    assert measure("heavy-tails", {"a": list(range(100)), "b": [0] * 90 + list(range(10))}) == []


def test_it_is_no_more_than_low(judge):
    (issue,) = judge("heavy-tails", {"cases": POWERS})
    assert issue.severity == "low"
    assert issue.title == "`cases` has a long tail: its furthest value is 2.451e+10"


def test_codes_for_missing_are_no_tail(measure):
    assert measure("heavy-tails", {"a": [n % 30 for n in range(300)] + [9999] * 3 + [99999] * 4}) == []


def test_one_slipped_number_is_no_tail(measure):
    assert measure("heavy-tails", {"a": [150 + n % 40 for n in range(300)] + [170_000]}) == []


def test_one_value_again_and_again_is_a_code(measure):
    even = [n % 50 for n in range(200)]
    assert measure("heavy-tails", {"a": [*even, *[5000] * 4]}) == []


def test_a_share_ends_at_one(measure):
    shares = [0.001 * n for n in range(1, 60)] * 4 + [0.99, 0.995, 0.999, 1.0] * 5
    assert measure("heavy-tails", {"chance": shares}) == []
    assert [m.columns for m in measure("heavy-tails", {"dose": [3 * one for one in shares]})] == [("dose",)]


def test_codes_have_no_tail(measure):
    assert measure("heavy-tails", {"zip": POWERS}) == []


@pytest.mark.parametrize(("values", "found"), [(20, ["a"]), (19, [])])
def test_a_tail_has_twenty_values(measure, values, found):
    assert [m.columns[0] for m in measure("heavy-tails", {"a": [3**n for n in range(values)] * 3})] == found


def test_what_is_nearly_always_nothing_has_no_quartiles(measure):
    assert measure("heavy-tails", {"a": [0] * 300 + list(range(40))}) == []


def test_a_tail_below(measure):
    (found,) = measure("heavy-tails", {"a": [-(3**n) for n in range(20)] * 3})
    # 3^5 and 3^15 are the quartiles: 20 ranges below lie 3^18 and 3^19, in the bins from 0 and from 16 of 24
    assert (found.details["furthest"], found.evidence[0].marked) == ("-1,162,261,467", (0, 16))
    assert found.rows.positions.tolist() == [19, 39, 59, 18, 38, 58]
