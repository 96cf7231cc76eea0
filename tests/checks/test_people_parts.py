"""Which column says whom a row is about."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl

from dataqa.checks.people import one_row_each, person_column


def person(frame: pl.DataFrame, facts: list[str], groups: tuple[str, ...] = ("who",)) -> str | None:
    return person_column(
        SimpleNamespace(table=SimpleNamespace(frame=frame), task=SimpleNamespace(having=lambda _: groups), rows=frame.height), facts
    )


def test_nearly_each_person_has_one_combination_of_facts():
    who = [k // 2 for k in range(40)]
    fact = [k // 4 for k in range(40)]
    frame = pl.DataFrame({"who": who, "fact": fact, "town": fact})
    assert person(frame, ["fact"]) == "who"
    # one of twenty may have two, but not two of them
    one = frame.with_columns(fact=pl.Series([99, *fact[1:]]))
    assert person(one, ["fact"]) == "who"
    assert person(one.with_columns(fact=pl.Series([99, fact[1], 98, *fact[3:]])), ["fact"]) is None


def test_nobody_is_known():
    frame = pl.DataFrame({"who": [1, 2, 3, 4], "all": [1] * 4, "fact": [1, 1, 2, 2]})
    assert person(frame, ["fact"]) is None  # each row another one
    assert person(frame, ["fact"], ("all",)) is None  # all rows one
    assert person(frame, []) is None
    assert person(frame.with_columns(who=pl.Series([1, 1, 3, 4])), ["fact"]) == "who"
    assert person(frame.with_columns(who=pl.Series([1, 1, 3, 4])), ["who"]) is None
    assert person(frame.with_columns(who=pl.Series([1, 1, 3, None])), ["fact"]) == "who"


def test_one_row_of_each_person():
    frame = pl.DataFrame({"who": ["b", "a", "b", None, "a"], "v": [1, 2, 3, 4, 5]})
    assert one_row_each(frame, "who").rows() == [("b", 1), ("a", 2)]
    assert one_row_each(frame, None) is frame
