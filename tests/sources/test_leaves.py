"""What nested cells hold at each of their places."""

from __future__ import annotations

from dataqa.sources.leaves import leaves


def listed(cells):
    return [column.to_list() for column in leaves(cells)]


def test_records_have_a_column_a_key_and_one_for_their_length():
    assert listed([{"b": 1, "c": "x"}, None, {"b": 2.5}]) == [[2.0, None, 1.0], [1.0, None, 2.5], ["x", None, None]]


def test_lists_have_a_column_a_place():
    assert listed([[1, 2], [3]]) == [[2.0, 1.0], [1.0, 3.0], [2.0, None]]


def test_records_within_records_are_opened():
    assert listed([{"a": {"b": True}}]) == [[1.0], [1.0], [1.0]]


def test_a_long_list_is_one_place_and_equal_only_to_its_like():
    (column,) = leaves([list(range(768)), list(range(768)), [0.5] * 768])
    assert column[0] == column[1] != column[2]


def test_what_is_no_record_has_no_places():
    assert leaves([{1, 2}, {3}]) == ()
    assert leaves([{str(i): i} for i in range(99)]) == ()
