"""Texts inside nested cells, with their paths."""

from __future__ import annotations

import polars as pl

from dataqa.sources import load

CHAT = [{"id": n, "messages": [{"role": "user", "content": f"hello {n}.{k}"} for k in range(60)]} for n in range(3)]


def test_paths_of_records_in_lists_in_records():
    for frame in ({"chat": CHAT}, pl.DataFrame({"chat": CHAT})):
        found = load(frame).columns[0].inside
        assert [(one.path, len(one.texts)) for one in found] == [("messages[].content", 180), ("messages[].role", 180)]
        assert (found[0].texts[61], found[0].rows[61]) == ("hello 1.1", 1)


def test_plain_texts_and_lists_of_numbers_have_nothing_inside():
    table = load({"a": ["x", "y"], "b": [[1.0, 2.0], [3.0]], "c": [["p", "q"], None]})
    assert [[one.path for one in column.inside] for column in table.columns] == [[], [], ["[]"]]


def test_what_lies_deeper_than_eight_levels_is_left_out():
    cell: object = "deep"
    for _ in range(9):
        cell = {"k": cell}
    assert load({"a": [cell]}).columns[0].inside == ()
