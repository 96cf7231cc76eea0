"""What holds for every fix of every frame: it is undone bit by bit, its log says all of it, and its snippet does the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import issue, repair
from polars.testing import assert_frame_equal

import dataqa
from dataqa.checks.registry import all_checks
from dataqa.fixing.apply import fix
from dataqa.model import Repair
from dataqa.record import Record

ROWS = 12
CELLS: dict[str, Any] = {
    "int": (st.integers(-(2**53), 2**53), "int64"),
    "small": (st.integers(-100, 100), "int8"),
    "float": (st.floats(allow_nan=False), "float64"),
    "bool": (st.booleans(), "bool"),
    "text": (st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6), "object"),
    "moment": (st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1)), "datetime64[us]"),
    "nullable": (st.integers(-1000, 1000), "Int64"),
    "class": (st.sampled_from(["red", "green", "blue"]), "category"),
}


@st.composite
def frames(draw: Any) -> pd.DataFrame:
    names = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=2, max_size=5, unique=True))
    return pd.DataFrame({name: _column(draw, name) for name in names})


def _column(draw: Any, name: str) -> pd.Series:
    values, dtype = CELLS[name]
    cells = draw(st.lists(values, min_size=ROWS, max_size=ROWS))
    empty = (
        draw(st.sets(st.integers(0, ROWS - 1), max_size=3)) if name in ("float", "text", "moment", "nullable", "class") else set()
    )
    return pd.Series([None if k in empty else cell for k, cell in enumerate(cells)], dtype=dtype)


@st.composite
def edits(draw: Any, frame: pd.DataFrame) -> list[Repair]:
    made = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["blank-cells", "replace-cells", "drop-columns", "drop-rows"]))
        rows = draw(st.lists(st.integers(0, ROWS - 1), min_size=1, max_size=4, unique=True))
        name = draw(st.sampled_from(list(frame.columns)))
        if kind == "replace-cells":
            cells = [None if cell is pd.NaT or cell is pd.NA or cell != cell else cell for cell in frame[name].iloc[rows[::-1]]]
            made.append(repair(kind, name, rows, cells, everywhere=draw(st.booleans())))
        elif kind == "drop-rows":
            made.append(repair(kind, rows=rows))
        else:
            made.append(repair(kind, name, rows if kind == "blank-cells" else None))
    return made


def audited(data: Any, repairs: list[Repair], target: str | None = None) -> Record:
    """The record of an audit whose issues ask for literal edits."""
    record = dataqa.audit(data, target, checks=[]).record
    return replace(record, issues=tuple(issue(one, f"made-up-{number}") for number, one in enumerate(repairs)))


def run(code: str) -> dict[str, Any]:
    exec(compile(code, "edits.py", "exec"), names := {})
    return names


def objects(frame: pd.DataFrame) -> dict[Any, list[Any]]:
    plain = frame.astype(object)
    return {name: plain[name].where(plain[name].notna(), None).tolist() for name in plain}


def replayed(frame: pd.DataFrame, log: pd.DataFrame) -> dict[Any, list[Any]]:
    """Make the edits of a log in a copy of the input, line by line."""
    cells, gone = objects(frame), set()
    for line in log.to_dict("records"):
        if line["action"] == "cell changed":
            assert cells[line["column"]][line["position"]] == line["before"]
            cells[line["column"]][line["position"]] = line["after"]
        elif line["action"] == "row removed":
            gone.add(line["position"])
        else:
            cells.pop(line["column"])
    return {name: [cell for k, cell in enumerate(some) if k not in gone] for name, some in cells.items()}


def undone(fixed: Any, frame: pd.DataFrame) -> dict[Any, list[Any]]:
    """Take the edits of a log back: from the fixed rows, those removed, and the columns that went."""
    gone = {place: k for k, place in enumerate(fixed.removed["dataqa_position"])}
    left, removed, kept = objects(fixed.data), objects(fixed.removed), iter(range(len(frame)))
    places = [None if k in gone else next(kept) for k in range(len(frame))]
    back = {
        name: [removed[name][gone[k]] if at is None else left[name][at] for k, at in enumerate(places)]
        if name in left
        else objects(frame)[name]
        for name in frame
    }
    for line in reversed(fixed.log.to_dict("records")):
        if line["action"] == "cell changed" and line["position"] not in gone:
            assert back[line["column"]][line["position"]] == line["after"]
            back[line["column"]][line["position"]] = line["before"]
    return back


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_log_undo_snippet_and_order(data):
    frame = data.draw(frames())
    repairs = data.draw(edits(frame))
    before = frame.copy(deep=True)
    record = audited(frame, repairs)
    fixed = fix(record, frame, "all", 1.0)
    # the input is as it was, and comes back whole
    pd.testing.assert_frame_equal(frame, before, check_exact=True)
    pd.testing.assert_frame_equal(fixed.undo(), before, check_exact=True)
    assert replayed(frame, fixed.log) == objects(fixed.data)
    assert undone(fixed, frame) == objects(frame)
    # the ids say what is made, and their order says nothing
    names = [step.issue for step in fixed.steps]
    for order in (names, names[::-1]):
        pd.testing.assert_frame_equal(fix(record, frame, order, 1.0).data, fixed.data)
    pd.testing.assert_frame_equal(run(fixed.snippet)["fix"](frame), fixed.data)


def test_what_is_missing_already_stays_as_it_is_written():
    frame = pd.DataFrame({"text": pd.Series([None, "x", float("nan")], dtype=object), "n": range(3)})
    fixed = fix(audited(frame, [repair("blank-cells", "text", [0, 1, 2])]), frame, "all", 1.0)
    assert fixed.data["text"].tolist()[0] is None
    assert fixed.log["position"].tolist() == [1]
    pd.testing.assert_frame_equal(run(fixed.snippet)["fix"](frame), fixed.data)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_snippet_fixes_a_polars_frame(data):
    frame = data.draw(frames())
    repairs, rows = data.draw(edits(frame)), pl.from_pandas(frame)
    fixed = fix(audited(rows, repairs), rows, "all", 1.0)
    assert fixed.undo() is rows
    found = run(fixed.snippet)["fix"](rows)
    assert_frame_equal(found, fixed.data, check_dtypes=False, categorical_as_str=True)
    untouched = set(found.columns) - set(fixed.log["column"])
    assert {name: found.schema[name] for name in untouched} == {name: rows.schema[name] for name in untouched}


def test_the_snippet_is_a_step_of_scikit_learn():
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    frame = pd.DataFrame({"x": [1.0, -9.0, 3.0, 2.0] * 5, "leak": range(20), "y": ["a", "b ", "b", "a"] * 5})
    repairs = [
        repair("replace-cells", "x", range(1, 20, 4), [0.0] * 5, everywhere=True),
        repair("replace-cells", "y", range(1, 20, 4), ["b"] * 5, everywhere=True),
        repair("replace-cells", "x", [0], [7.0]),
        repair("drop-columns", "leak"),
    ]
    fixed = fix(audited(frame, repairs, "y"), frame, "all", 1.0)
    names = run(fixed.snippet)
    pd.testing.assert_frame_equal(names["fix"](frame), fixed.data)
    step = names["transformer"]()
    production = pd.DataFrame({"x": [-9.0, 5.0]})
    assert step.fit_transform(production)["x"].tolist() == [0.0, 5.0]
    assert step.transform(pl.DataFrame({"x": [-9.0, 5.0]}))["x"].to_list() == [0.0, 5.0]
    model = make_pipeline(step, LogisticRegression()).fit(fixed.data[["x"]], fixed.data["y"])
    assert model.predict(production).shape == (2,)


@pytest.fixture(scope="module")
def safe_checks():
    pack = dataqa.Rules.load("default")
    return sorted(check.id for check in all_checks() if (found := pack.rule(check.id).repair) is not None and found.safe)


@pytest.mark.parametrize("seed", range(3))
def test_a_second_fix_changes_nothing(seed, safe_checks):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"x": rng.normal(size=200).round(3), "town": rng.choice(["Oslo", "oslo", "Oslo ", "Bergen"], 200)})
    frame["paid"] = rng.choice(["yes", "no", "N/A", "-"], 200, p=[0.5, 0.4, 0.05, 0.05])
    frame["same"], frame["again"] = 1, frame["x"]
    frame["note"] = rng.choice(["caf\u00c3\u00a9", " a  b ", "a b", "\u200bx y", None], 200)
    frame["y"] = rng.choice(["a", "A ", "b"], 200)
    frame.loc[5:14, "x"] = -999.0
    frame = pd.concat([frame, frame.iloc[100:104]], ignore_index=True)
    once = dataqa.audit(frame, target="y", checks=safe_checks).fix(frame)
    assert len(once.log) > 50
    twice = dataqa.audit(once.data, target="y", checks=safe_checks).fix(once.data)
    assert twice.log[["check", "column", "before", "after"]].values.tolist() == []
