from __future__ import annotations

import io
import json

import numpy as np
import pytest
from rich.console import Console

import dataqa
from dataqa.render.terminal import render_decision


@pytest.fixture(scope="module")
def decision():
    rng = np.random.default_rng(0)
    n = 400
    old = {"a": rng.normal(size=n), "b": rng.choice(["x|y", "z"], n), "mail": [f"ada{i}@example.org" for i in range(n)],
           "y": rng.integers(0, 2, n)}  # fmt: skip
    new = {
        **old,
        "a": [None if i % 2 else x for i, x in enumerate(old["a"])],
        "b": ["<b>new</b>" if i % 3 else "z" for i in range(n)],
    }
    checks = ["missing-values", "personal-data", "id-columns"]
    before, after = (dataqa.audit(rows, "y", checks=checks, as_of="2026-01-31") for rows in (old, new))
    return dataqa.gate(after, before)


@pytest.fixture(scope="module")
def same(decision):
    result = dataqa.Audit(decision.before)
    return dataqa.gate(result, result)


def printed(decision, width=80):
    out = io.StringIO()
    render_decision(decision, Console(width=width, file=out))
    return out.getvalue()


def test_the_terminal_tells_what_fails_first(decision):
    text = printed(decision)
    assert "Failed: " in text
    assert text.index("`a` is empty") < text.index("Reported, does not fail the gate")
    assert max(map(len, text.splitlines())) <= 80
    assert max(map(len, printed(decision, 40).splitlines())) <= 40


def test_what_passes_is_short(same):
    assert printed(same).splitlines()[-1].startswith("Passed: nothing is new or worse; ")
    assert same.to_markdown().startswith("## dataqa gate: passed\n")


def test_markdown_is_escaped_and_small(decision):
    text = decision.to_markdown()
    assert "<b>" not in text
    assert "x|y" not in text.replace("x\\|y", "")
    assert len(text) < 65_000
    assert "| Severity | Change | What |" in text


def test_json_has_all_of_it(decision):
    told = json.loads(decision.to_json())
    assert told == decision.to_dict()
    assert (told["passed"], len(told["failing"])) == (False, len(decision.failing))
    issue = next(one for one in told["new"] if one["check"] == "missing-values")
    assert (issue["state"], issue["severity"], issue["rows"], issue["fails"]) == ("new", "medium", 200, True)
    assert told["rows"]["old"] == told["rows"]["new"] == 400
    assert {one["what"] for one in told["schema"]} >= {"nulls", "new category"}
    assert told["before"]["fingerprint"] != told["after"]["fingerprint"]


def test_a_file_is_written(decision, tmp_path):
    assert decision.to_json(tmp_path / "d.json") == (tmp_path / "d.json").read_text(encoding="utf-8")
    assert decision.to_markdown(tmp_path / "d.md") == (tmp_path / "d.md").read_text(encoding="utf-8")


def test_no_personal_data_is_shown(decision):
    for text in (printed(decision), decision.to_markdown(), decision.to_json()):
        assert "@example.org" not in text
