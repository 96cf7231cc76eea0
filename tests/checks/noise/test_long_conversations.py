"""Rows longer than a context."""

from __future__ import annotations

from conversing import changed, turn


def longer(times, rows=(3, 11)):
    return changed(lambda chat: [*chat[:-1], turn("assistant", "It is so. " * times)], rows)


def test_rows_beyond_the_context_are_named(measure):
    (found,) = measure("long-conversations", longer(8_000))
    assert found.rows.positions.tolist() == [3, 11]
    assert 20_000 < found.details["longest"] < 20_200


def test_a_row_far_longer_than_the_others_is_named(measure):
    assert [m.rows.positions.tolist() for m in measure("long-conversations", longer(2_000))] == [[3, 11]]


def test_rows_of_some_length_are_quiet(measure):
    assert measure("long-conversations", longer(1_000)) == []


def test_where_all_are_long_a_long_context_is_meant(measure):
    assert measure("long-conversations", longer(8_000, tuple(range(20)))) == []
