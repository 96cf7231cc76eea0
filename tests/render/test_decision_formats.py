"""Decisions as SARIF, JUnit, GitHub's commands and GitLab's report."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import dataqa

CHECKS = ["missing-values", "personal-data", "id-columns", "exact-duplicates"]
N = 400


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(0)
    a, b, y = rng.normal(size=N).round(4), rng.choice(["x", "z"], N), rng.integers(0, 2, N)
    old = {"a": a.tolist(), "b": b.tolist(), "gone": [None if i % 3 else i for i in range(N)],
           "mail": [f"ada{i}@example.org" for i in range(N)], "y": y.tolist()}  # fmt: skip
    new = {
        **old,
        "a": [None if i % 2 else x for i, x in enumerate(old["a"])],
        "b": ["<new> ##[error]" if i % 3 else "z" for i in range(N)],
    }
    return old, {name: column for name, column in new.items() if name != "gone"}


@pytest.fixture(scope="module")
def audits(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)
    import polars as pl

    found = []
    for name, columns in zip(("old.csv", "new.csv"), rows, strict=True):
        pl.DataFrame(columns).write_csv(folder / name)
        found.append(dataqa.audit(name, "y", checks=CHECKS, as_of="2026-01-31"))
    yield found
    patch.undo()


@pytest.fixture(scope="module")
def decision(audits):
    old, new = audits
    allowed = {"check": "schema", "columns": ["gone"], "reason": "Nobody [reads](it).", "owner": "ada", "expires": date(2999, 1, 1)}
    return dataqa.gate(new, old, accept=[allowed])


@pytest.fixture(scope="module")
def passed(audits):
    old, _ = audits
    return dataqa.gate(old, old)


def run_of(decision):
    (run,) = json.loads(decision.to_sarif())["runs"]
    return run


def cases(decision):
    return {
        (suite.get("name"), case.get("name")): case
        for suite in ET.fromstring(decision.to_junit()).iter("testsuite")
        for case in suite.iter("testcase")
    }


def failures(decision):
    return {key for key, case in cases(decision).items() if case.find("failure") is not None}


def test_sarif_says_how_each_issue_stands_to_the_baseline(decision):
    found = {r["partialFingerprints"].get("dataqa/issue/v1"): (r["baselineState"], r["level"]) for r in run_of(decision)["results"]}
    found.pop(None)
    assert found == {
        "missing-values:a": ("new", "error"),
        "missing-values:gone": ("absent", "note"),
        "personal-data:mail:e-mail addresses": ("unchanged", "note"),
        "id-columns:mail": ("unchanged", "note"),
    }


def test_sarif_has_a_rule_for_each_kind_of_change(decision):
    run = run_of(decision)
    rules = run["tool"]["driver"]["rules"]
    changes = [r for r in run["results"] if "dataqa/change/v1" in r["partialFingerprints"]]
    assert {r["ruleId"] for r in changes} == {"schema", "drift"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert rules[result["ruleIndex"]]["help"]["markdown"].startswith("**Why it matters:** ")
    assert {r["partialFingerprints"]["dataqa/change/v1"] for r in changes if r["level"] == "error"} == {
        one.id for one in decision.failing if one.check in ("schema", "drift")
    }
    drift = next(r for r in changes if r["ruleId"] == "drift" and r["level"] == "error")
    assert drift["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_what_was_accepted_is_suppressed(decision):
    gone = next(r for r in run_of(decision)["results"] if r["properties"].get("id") == "schema:removed:gone")
    assert (gone["level"], gone["suppressions"]) == (
        "note",
        [
            {
                "kind": "external", "status": "accepted", "justification": "Nobody [reads](it).",
                "properties": {"owner": "ada", "expires": "2999-01-01"},
            }
        ],
    )  # fmt: skip


def test_sarif_holds_to_its_schema(decision, passed, sarif_schema):
    for one in (decision, passed):
        text = one.to_sarif()
        assert text == one.to_sarif()
        assert [error.message for error in sarif_schema.iter_errors(json.loads(text))] == []


def test_a_passing_gate_shows_what_was_looked_for(passed):
    found = cases(passed)
    assert failures(passed) == set()
    kinds = {kind for kind, _ in found}
    assert kinds == {"issues", "schema", "drift", "rows", "score", "outcomes"}
    assert {name for kind, name in found if kind == "drift"} == {"a", "b", "gone", "mail", "y"}
    assert {("schema", "removed"), ("rows", "no fewer rows"), ("issues", "missing-values"), ("score", "the score")} <= set(found)
    root = ET.fromstring(passed.to_junit())
    assert (int(root.get("tests")), root.get("failures"), root.get("errors")) == (len(found), "0", "0")
    skipped = found["issues", "target-leak"].find("skipped")
    assert skipped.get("message") == "skipped: not among checks="


def test_a_case_fails_where_the_gate_does(decision):
    assert failures(decision) == {
        ("issues", "missing-values"), ("schema", "new category"), ("schema", "gone category"), ("drift", "a"), ("drift", "b"),
    }  # fmt: skip
    case = cases(decision)["issues", "missing-values"]
    assert case.find("failure").get("message").startswith("`a` is empty in 200 rows")
    assert "What to do: " in case.find("failure").text
    removed = cases(decision)["schema", "removed"].find("system-out").text
    assert "Accepted by ada until 2999-01-01: Nobody [reads](it)." in removed


def test_github_is_told_what_fails_and_what_is_new_and_may_stand(decision, passed):
    lines = decision.to_github().splitlines()
    assert sum(line.startswith("::error ") for line in lines) == len(decision.failing)
    assert any("file=new.csv,line=1" in line and "drift" in line for line in lines)
    assert any(line.startswith("::error ") and "missing-values (new%2C medium)" in line for line in lines)
    assert lines[-1].startswith("dataqa: new.csv: Failed: ")
    assert not any("##[" in line for line in lines if not line.startswith("::"))
    (last,) = passed.to_github().splitlines()
    assert last.startswith("dataqa: old.csv: Passed: nothing is new or worse; ")


def test_what_is_new_and_mild_is_a_notice(audits):
    old, new = audits
    lines = dataqa.gate(new, old, fail_on="critical").to_github().splitlines()
    assert [line.split(",title=")[1].split("::")[0] for line in lines[:-1]] == ["dataqa%3A missing-values (new%2C medium)"]
    assert lines[0].startswith("::notice file=new.csv,line=3,")


def test_gitlab_is_told_what_is_new(decision, passed):
    entries = json.loads(decision.to_gitlab())
    assert len(entries) == len(decision.failing)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert {entry["check_name"] for entry in entries} == {one.check for one in decision.failing}
    assert {entry["location"]["path"] for entry in entries} == {"new.csv"}
    assert json.loads(passed.to_gitlab()) == []


def test_no_personal_data_is_shown(decision):
    for text in (decision.to_sarif(), decision.to_junit(), decision.to_github(), decision.to_gitlab()):
        assert "@example.org" not in text


def test_a_file_is_written(decision, tmp_path):
    for name in ("sarif", "junit", "gitlab"):
        assert getattr(decision, f"to_{name}")(tmp_path / name) == (tmp_path / name).read_text(encoding="utf-8")


def test_a_frame_has_no_place(rows):
    old, new = rows
    before, after = (dataqa.audit(one, "y", checks=CHECKS, as_of="2026-01-31") for one in (old, new))
    decision = dataqa.gate(after, before)
    assert "::error title=" in decision.to_github()
    assert all("physicalLocation" not in r["locations"][0] for r in run_of(decision)["results"])
