import json
from datetime import date

import numpy as np
import pytest

from dataqa.render.json import plain, to_dict, to_json

TOP = {"dataqa", "dataset", "task", "score", "interval", "verdict", "verdict_reason", "dimensions", "waterfall", "issues",
       "do_first", "outcomes", "performance", "profile", "questions", "rules", "seed", "as_of"}  # fmt: skip
ISSUE = {"id", "check", "dimension", "severity", "columns", "rows", "value", "unit", "interval", "threshold", "cost",
         "cost_interval", "blocking", "fix_with", "title", "why", "fix", "details", "also"}  # fmt: skip


def test_contract_and_round_trip(full):
    found = json.loads(to_json(full))
    assert found == to_dict(full)
    assert set(found) == TOP
    assert all(set(i) == ISSUE for i in found["issues"])
    assert found["interval"] == [44.1, 60.9]
    assert set(found["waterfall"][0]) == {"issue", "points", "left", "restores"}
    assert found["waterfall"][0]["issue"] == found["issues"][0]["id"]
    missing = found["issues"][2]["rows"]
    assert (missing["count"], missing["positions"], missing["labels"]) == (1014, list(range(100)), None)
    assert found["issues"][1]["rows"]["labels"][0] == "P0017"
    assert found["issues"][0]["rows"] is None
    assert found["dimensions"]["leakage"]["issues"] == 1
    assert found["task"]["columns"]["sex"] == {
        "role": "categorical",
        "meaning": "",
        "reason": "2 values",
        "protected": True,
    }
    assert found["profile"]["booked"]["minimum"] == "1911-11-02T00:00:00"
    assert [(q["question"], q["state"]) for q in found["questions"]] == [("examples", "mend"), ("world", "unknown")]
    assert set(found["outcomes"][0]) == {"check", "dimension", "status", "reason", "seconds", "looked", "unread", "asks"}


@pytest.mark.parametrize("name", ["full", "clean", "empty", "hostile"])
def test_strict_and_the_same_each_time(name, request):
    record = request.getfixturevalue(name)
    text = to_json(record)
    assert text == to_json(record)
    assert text.endswith("}\n")
    json.loads(text.encode("utf-8"), parse_constant=pytest.fail)


def test_personal_values_stay_inside(full):
    text = to_json(full)
    assert "kelly.james" not in text
    assert "Kelly, Mr" not in text
    assert "7946" not in text
    assert to_dict(full)["profile"]["email"]["top"][0] == ["k•••", 2]
    assert "Kelly, Mr" in to_json(full, mask=False)


def test_plain():
    given = {1.5: np.float64("nan"), "d": date(2024, 1, 2), "a": np.arange(2), "s": {2, 1}, "b": np.bool_(True), "o": 1j}
    assert plain(given) == {"1.5": None, "d": "2024-01-02", "a": [0, 1], "s": [1, 2], "b": True, "o": "1j"}
