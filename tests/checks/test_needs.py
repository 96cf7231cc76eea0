"""What a check needs of an audit, and why an audit does not have it."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from contexts import context_of

from dataqa.checks.learning import cannot_learn
from dataqa.checks.needs import NEEDS
from dataqa.checks.people import one_row_each, person_column

ROWS = {"a": [1.5, 2.5, 3.5, 4.5] * 5, "y": ["u", "v"] * 10}
PARTS = {**ROWS, "part": ["train", "test"] * 10}
DAYS = {**ROWS, "day": pd.date_range("2024-01-01", periods=20)}
TEXTS = {"text": [f"this is the text of comment number {k}" for k in range(20)], "y": ["u", "v"] * 10}


def why(need, data, **arguments):
    """Return why an audit lacks something; None where it has it."""
    audit = context_of(data, **arguments)
    return None if NEEDS[need].met(audit) else NEEDS[need].why(audit)


@pytest.mark.parametrize(
    ("need", "data", "arguments", "reason"),
    [
        ("target", ROWS, {"target": "y"}, None),
        ("target", ROWS, {}, "no target was named"),
        ("two values", ROWS, {"target": "y"}, None),
        ("two values", ROWS, {}, None),
        ("two values", {**ROWS, "y": ["u"] * 20}, {"target": "y"}, "the target has fewer than two different values"),
        ("classes", ROWS, {"target": "y"}, None),
        ("classes", {**ROWS, "y": [k * 1.37 for k in range(20)]}, {"target": "y"}, "the target is not a set of classes"),
        ("numeric target", {**ROWS, "y": [k * 1.37 for k in range(20)]}, {"target": "y"}, None),
        ("numeric target", ROWS, {"target": "y"}, "the target is not a number"),
        ("features", ROWS, {"target": "y"}, None),
        ("features", {"y": ROWS["y"]}, {"target": "y"}, "no column is left that a model could learn from"),
        ("time", DAYS, {"time": "day"}, None),
        ("time", ROWS, {}, "no dates"),
        ("text", TEXTS, {"text": "text"}, None),
        ("text", ROWS, {}, "no column holds free text"),
        ("group", ROWS, {"group": "y"}, None),
        ("group", ROWS, {}, "no column says which entity a row belongs to"),
        ("protected", ROWS, {"protected": ["y"]}, None),
        ("protected", ROWS, {}, "no column says which group of people a row belongs to"),
        ("test", ROWS, {"test": ROWS}, None),
        ("test", ROWS, {}, "no test rows were given"),
        ("split", PARTS, {"split": "part"}, None),
        ("split", ROWS, {}, "no column says which split a row is in"),
        ("held out", PARTS, {"split": "part"}, None),
        ("held out", ROWS, {"test": ROWS}, None),
        ("held out", ROWS, {}, "no test rows and no split column were given"),
        ("held out", {**ROWS, "part": ["train"] * 20}, {"split": "part"}, "the split column has a single part"),
        ("held out", ROWS, {"test": {"a": [], "y": []}}, "the test data has no rows"),
        ("reference", ROWS, {"reference": ROWS}, None),
        ("reference", ROWS, {}, "no reference data was given"),
        ("schema", ROWS, {}, "no schema was given"),
    ],
)  # fmt: skip
def test_why_an_audit_lacks_something(need, data, arguments, reason):
    assert why(need, data, **arguments) == reason


@pytest.mark.parametrize(
    ("usable", "kind", "reason"),
    [
        (False, "classification", "too few rows, or too few different targets, to train quick models"),
        (True, "forecasting", "quick models are not suited to forecasting"),
        (True, "recommendation", "quick models are not suited to recommendation"),
        (True, "classification", "no feature is left that does not leak the target"),
    ],
)
def test_why_models_cannot_be_trained(usable, kind, reason):
    assert cannot_learn(SimpleNamespace(probe=SimpleNamespace(usable=usable), task=SimpleNamespace(kind=kind))) == reason


def test_who_the_rows_are_about():
    who = [f"p{k // 3}" for k in range(60)]
    audit = context_of({"who": who, "sex": ["f", "m", "f", "m"] * 15, "born": [k // 3 for k in range(60)]}, group="who")
    assert person_column(audit, ["born"]) == "who"
    assert person_column(audit, ["sex"]) is None  # it changes from row to row
    assert person_column(audit, []) is None
    assert person_column(audit, ["who"]) is None
    frame = audit.table.frame
    assert one_row_each(frame, None).equals(frame)
    assert one_row_each(frame, "who").get_column("born").to_list() == list(range(20))
