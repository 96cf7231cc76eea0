"""A name of a column is never taken for a pattern, nor for one of the columns that a check makes beside it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import polars as pl
import pytest

import dataqa
from dataqa.result import Audit
from dataqa.sources import load
from dataqa.sources.column_names import clean_names, helper

pytestmark = pytest.mark.usefixtures("few_trees")

ROWS = 90
HOSTILE = [
    "count", "len", "row", "*", "^a$", "^.*$", "literal", "value", "position", "index", "label", "", "proportion", "key", "class",
    "rows", "c0", "0", "__row__", "\0row", "a", "(*)", "part", "hash", "name", "cell", "group", "len_right", "x (2)", "{x}", "$1",
    "target",
]  # fmt: skip
ROLES = ("number", "gaps", "city", "note", "entity", "when", "code", "y")


@cache
def _cells() -> dict[str, object]:
    random = np.random.default_rng(3)
    x = random.normal(size=ROWS).round(3)
    number = np.arange(ROWS)
    code = number + 1000
    code[5] = code[6]
    return {
        "number": x,
        "gaps": pd.Series((3 * x + random.normal(size=ROWS)).round(2)).mask(number % 9 == 0),
        "city": pd.Series(random.choice(["Oslo", "Bergen", "Rome", "rome "], ROWS)).mask(number % 20 == 3),
        "note": pd.Series(
            [f"the pump {i % 7} failed at night {chr(97 + i % 26)}{i}" if i % 5 else "no fault was found" for i in number]
        ),
        "entity": random.integers(0, 20, ROWS),
        "when": pd.Series(pd.date_range("2024-01-01", periods=ROWS)),
        "code": code,
        "y": pd.Series(np.where(x + random.normal(size=ROWS) > 0, "yes", "no")),
    }


LEARNERS = (
    "class-imbalance", "few-examples", "foreign-rows", "group-errors", "idle-features", "learning-curve", "no-signal",
    "suspect-groups", "suspect-labels", "uncovered-combinations", "unlike-reference", "weak-slices",
)  # fmt: skip
"""Checks that train models again and again, which costs six times what all others do."""


def _audited(names: dict[str, str], kind: str, skip: tuple[str, ...] = ()) -> tuple[Audit, object]:
    cells = {names[role]: values for role, values in _cells().items()}
    frame = pd.DataFrame(cells) if kind == "pandas" else pl.DataFrame({name: pl.Series(v) for name, v in cells.items()})
    test, reference = (frame[:20], frame[30:]) if kind == "polars" else (frame.iloc[:20], frame.iloc[30:])
    told = {"target": "y", "time": "when", "group": "entity", "id": "code", "text": "note"}
    result = dataqa.audit(
        frame, **{role: names[of] for role, of in told.items()}, test=test, reference=reference, as_of="2026-01-31", skip=skip
    )  # fmt: skip
    return result, frame


def _found(result: Audit) -> list[tuple]:
    """What was found, with the roles of columns for their names."""
    roles = dict(zip(result.record.task.columns, ROLES, strict=True))
    return sorted(
        (i.check, tuple(sorted(roles[name] for name in i.columns)), round(i.value, 9), i.severity, i.rows.count if i.rows else -1)
        for i in result.issues
    )


@cache
def _plainly(skip: tuple[str, ...]) -> list[tuple]:
    return _found(_audited({role: role for role in ROLES}, "pandas", skip)[0])


@pytest.mark.parametrize("turn", range(len(HOSTILE)))
def test_the_same_is_found_whatever_columns_are_called(turn):
    # turn by turn each name is that of each role; those that learn see each name in one role
    skip = () if turn % 8 == 0 else LEARNERS
    names = {role: HOSTILE[(turn + place) % len(HOSTILE)] for place, role in enumerate(ROLES)}
    result, frame = _audited(names, "polars" if turn % 16 in (1, 3, 5, 7, 8, 10, 12, 14) else "pandas", skip)
    assert [(o.check, o.reason) for o in result.outcomes if o.status == "error"] == []
    assert len(_plainly(skip)) > 8
    assert _found(result) == _plainly(skip)
    if turn % 4 == 0:  # each name in two of its roles
        for text in (result.to_html(), result.to_json(), result.to_markdown(), result.to_sarif(), repr(result)):
            assert text
    assert result.fix(frame, apply="all").log is not None


def test_names_that_are_patterns_are_put_in_brackets():
    names, notes = clean_names(["*", "^a$", "^a", "a$", "(*)", "x*", "^a$"])
    assert names == ["(*) (2)", "(^a$)", "^a", "a$", "(*)", "x*", "(^a$) (2)"]
    assert "columns whose names are patterns are called '(*) (2)', '(^a$)', '(^a$) (2)'" in notes


def test_no_column_can_have_the_name_of_a_helper():
    assert load(pd.DataFrame({helper("row"): [1, 2]})).frame.columns == ["\ufffdrow"]


@pytest.mark.parametrize(
    "data",
    [
        pl.DataFrame({"^a$": ["1", None, "2"], "a": [1, 2, 3], "*": ["x", "y", "z"]}),
        pd.DataFrame({"^a$": ["1", None, "2"], "a": [1, 2, 3], "*": ["x", "y", "z"]}),
        pl.DataFrame({"^a$": ["1", None, "2"], "a": [1, 2, 3], "*": ["x", "y", "z"]}).to_arrow(),
        {"^a$": ["1", None, "2"], "a": [1, 2, 3], "*": ["x", "y", "z"]},
    ],
    ids=["polars", "pandas", "arrow", "dict"],
)
def test_cells_of_a_column_that_is_called_as_a_pattern(data):
    assert load(data).frame.rows() == [(1, 1, "x"), (None, 2, "y"), (2, 3, "z")]


def test_a_file_whose_names_are_patterns(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("^a$,a,*\n1,1,x\n,2,y\n2,3,z\n")
    table = load(path)
    assert table.frame.columns == ["(^a$)", "a", "(*)"]
    assert table.frame.rows() == [(1, 1, "x"), (None, 2, "y"), (2, 3, "z")]


DAYS = pd.date_range("2024-01-01", periods=60)
SMALL = {
    "a series": lambda r: {"data": {"date": DAYS, "value": r.normal(size=60)}, "target": "value"},
    "a series without a target": lambda r: {"data": {"date": DAYS, "value": r.normal(size=60)}},
    "a chat": lambda r: {"data": [{"messages": [{"role": "user", "content": f"hello {i}"}]} for i in range(40)]},
    "vectors": lambda r: {"data": {"vector": [list(r.normal(size=4)) for _ in range(40)], "y": [*"ab"] * 20}, "target": "y"},
    "only vectors": lambda r: {"data": pd.DataFrame({"vector": [list(r.normal(size=4)) for _ in range(40)]})},
    "ids with repeats": lambda r: {"data": {"id": [*range(55), *range(5)]}, "id": "id"},
    "ids": lambda r: {"data": {"id": list(range(60))}},
    "days": lambda r: {"data": {"when": DAYS}, "time": "when"},
    "days and labels": lambda r: {
        "data": {"when": DAYS, "y": ["a", "b"] * 30}, "time": "when", "target": "y",
    },
    "a target alone": lambda r: {"data": {"y": ["a", "b"] * 30}, "target": "y"},
    "a panel": lambda r: {
        "data": {"shop": [*"abc"] * 20, "day": list(pd.date_range("2024-01-01", periods=20).repeat(3)), "sales": r.poisson(9, 60)},
        "target": "sales", "time": "day", "group": "shop",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", SMALL)
def test_tables_of_few_columns_are_looked_at_by_every_check(kind):
    case = SMALL[kind](np.random.default_rng(0))
    frame = case.pop("data")
    result = dataqa.audit(frame, **case)
    assert [(o.check, o.reason) for o in result.outcomes if o.status == "error"] == []
    assert result.to_html()
    assert result.to_json()
