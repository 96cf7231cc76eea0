"""Personal values that are planted wherever a frame can hold them stand in no output that is masked."""

from __future__ import annotations

import io
import json
from functools import cache

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

import dataqa
from dataqa.decision import Decision
from dataqa.model import Cell
from dataqa.policy.judge import issue_id, subject
from dataqa.render import terminal
from dataqa.result import Audit

GIVEN = ["Anna", "Peter", "Maria", "Lukas", "Emily", "David", "Laura", "Simon", "Julia", "Thomas"]
LAST = ["Halbrook", "Quintrell", "Ostervold", "Brandvik", "Fenwicke", "Lindqvist", "Marchetti", "Oyelaran", "Petrovic", "Szymanski"]
PEOPLE = [f"{GIVEN[i % 10]} {LAST[(i * 3 + i // 10) % 10]}" for i in range(60)]
MAILS = ["anna.halbrook@mail.example", "peter.quintrell@mail.example", "maria.ostervold@mail.example"]
PHONES = [f"+44 20 7946 {1000 + 7 * i}" for i in range(120)]
CARDS = ["4111 1111 1111 1111", "5555 5555 5555 4444", "4012 8888 8888 1881"]
SOCIAL = [f"536-90-{1000 + 7 * i}" for i in range(120)]
CODES = ["RCCMNL83S18D969H", "BOXW310820HNERXN09", "GB82 WEST 1234 5698 7654 32", "54362315K", "AB 12 34 56 C", "131052-308T"]
KEYS = ["AKIAIOSFODNN7EXAMPLE", "00:1B:44:11:3A:B7", "203.0.113.177"]
ROWS = 120


def frame(seed: int = 0, rows: int = ROWS) -> pd.DataFrame:
    """People's data with slips of spelling, gaps, copies and a few cells of another kind."""
    random = np.random.default_rng(seed)
    number = np.arange(rows)
    owner = pd.Series([MAILS[i % 3] for i in number])
    owner[number % 40 == 1] = owner[number % 40 == 1].str.upper()
    person = pd.Series([PEOPLE[i % 60] for i in number])
    person[number % 50 == 3] = person[number % 50 == 3].str.lower() + " "
    agent = pd.Series([PEOPLE[i % 4] for i in number])
    agent[number % 60 == 5] = agent[number % 60 == 5].str.replace("l", "ll")
    last = pd.Series([PEOPLE[i % 60].split(" ")[1] for i in number])
    last[number == 17] = "Nobody"
    data = pd.DataFrame(
        {
            "owner": owner.to_list(),
            "person name": person.to_list(),
            "agent": agent.to_list(),
            "clerk": agent.str.strip().to_list(),
            "last name": last.to_list(),
            "phone": [PHONES[i % 120] for i in number],
            "phone number": [2079460000 + 7 * (i % 120) for i in number],
            "ssn": [SOCIAL[i % 120] for i in number],
            "card": [CARDS[i % 3] for i in number],
            "code": [CODES[i % 6] for i in number],
            "key": [KEYS[i % 3] for i in number],
            "amount": random.normal(size=rows).round(2),
            "when": pd.date_range("2025-01-01", periods=rows),
            "note": [f"Please call {PEOPLE[i % 60]} on {PHONES[i % 120]} or write to {MAILS[i % 3]}, case {i}." for i in number],
        },
        index=pd.Index([f"{PEOPLE[i % 60]} {i // 60}" for i in number], name="customer"),
    )
    data.loc[data.index[number % 9 == 0], "amount"] = np.nan
    return pd.concat([data, data.iloc[:6]])


TARGETS = ("owner", "last name")
LEARNERS = (
    "class-imbalance", "few-examples", "foreign-rows", "group-errors", "idle-features", "learning-curve", "no-signal",
    "suspect-groups", "suspect-labels", "uncovered-combinations", "unlike-reference", "weak-slices",
)  # fmt: skip
"""Checks that train models again and again, which costs six times what all others do."""
VALUES = sorted({*PEOPLE, *LAST, *MAILS, *(m.upper() for m in MAILS), *PHONES, *SOCIAL, *CARDS, *CODES, *KEYS})
NUMBERS = [str(2079460000 + 7 * i) for i in range(120)]


@cache
def audited(target: str) -> Audit:
    data = frame()
    return dataqa.audit(data, target=target, test=data.iloc[:40], as_of="2026-01-31")


def shown(result: Audit) -> dict[str, str]:
    console = Console(file=io.StringIO(), width=160)
    terminal.render(result.record, console)
    return {
        "html": result.to_html(),
        "json": json.dumps(result.to_dict(), ensure_ascii=False),
        "markdown": result.to_markdown(),
        "sarif": result.to_sarif(),
        "junit": result.to_junit(fail_on="info"),
        "github": result.to_github(),
        "gitlab": result.to_gitlab(),
        "evidence": result.to_html(evidence="art10") + result.to_json(evidence="iso-5259-2") + result.to_markdown(evidence="art10"),
        "datasheet": result.to_datasheet(),
        "openlineage": result.to_openlineage(),
        "notebook": result._repr_html_(),
        "repr": repr(result),
        "terminal": console.file.getvalue(),
        "frame": result.to_frame().to_csv(),
        "ids": " ".join(issue.id for issue in result.issues) + " ".join(m.id for ms in result.record.measured.values() for m in ms),
        "schema": result.to_schema("yaml"),
    }


def found_in(text: str) -> list[str]:
    plain = text.replace("&#x27;", "'").replace("&#39;", "'")
    return [value for value in [*VALUES, *NUMBERS] if value in plain]


@pytest.mark.parametrize("target", TARGETS)
def test_no_masked_report_holds_a_personal_value(target):
    assert {name: found_in(text)[:5] for name, text in shown(audited(target)).items() if found_in(text)} == {}


def test_croissant_metadata_holds_no_personal_value(tmp_path):
    frame().to_csv(tmp_path / "people.csv", index=False)
    result = dataqa.audit(tmp_path / "people.csv", target="owner", skip=LEARNERS, as_of="2026-01-31")
    text = result.to_croissant(tmp_path / "people.json")
    assert "rai:personalSensitiveInformation" in text
    assert found_in(text) == []


@pytest.mark.parametrize("target", TARGETS)
def test_no_decision_and_no_baseline_holds_a_personal_value(target, tmp_path):
    audited(target).save(tmp_path / "before.json")
    before = dataqa.audit(frame(2), target=target, skip=LEARNERS, as_of="2026-01-31")  # what those find is new
    before.save(tmp_path / "other.json")
    after = audited(target)
    texts = {"baseline": (tmp_path / "before.json").read_text(), "other baseline": (tmp_path / "other.json").read_text()}
    for source in (before, tmp_path / "other.json"):
        decision = dataqa.gate(after, source)
        assert isinstance(decision, Decision)
        texts[f"repr {type(source).__name__}"] = repr(decision)
        for name in ("json", "markdown", "html", "sarif", "junit", "github", "gitlab"):
            texts[f"{name} {type(source).__name__}"] = getattr(decision, f"to_{name}")()
        console = Console(file=io.StringIO(), width=160)
        terminal.render_decision(decision, console)
        texts[f"terminal {type(source).__name__}"] = console.file.getvalue()
    assert {name: found_in(text)[:5] for name, text in texts.items() if found_in(text)} == {}


def test_the_values_are_there_where_masking_is_off():
    result = audited("owner")
    assert len(found_in(result.to_html(mask=False))) > 20
    assert found_in(result.to_frame(mask=False).to_csv())


def test_ids_are_the_same_masked_or_not():
    result = audited("owner")
    ids = [issue.id for issue in result.issues]
    assert [one["id"] for one in result.to_dict()["issues"]] == ids
    assert [one["id"] for one in result.to_dict(mask=False)["issues"]] == ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["female", "New York", "2024-01-31", "grade 3", "18 to 25", "a1", "no", "Größe M"])
def test_ids_of_plain_classes_are_readable(name):
    assert issue_id("label-spellings", ("size",), Cell(name)) == f"label-spellings:size:{name}"


@pytest.mark.parametrize("value", [MAILS[0], PHONES[0], CARDS[0], SOCIAL[0], *CODES[:4], *KEYS, "Dr. Halbrook", "x" * 61])
def test_ids_hold_no_value_that_looks_personal(value):
    assert issue_id("label-spellings", ("size",), Cell(value)).startswith("label-spellings:size:#")
    assert subject(Cell(value)) == subject(Cell(value)) != subject(Cell(value + "."))
    assert subject(Cell("Anna Halbrook"), personal=True).startswith("#")
    assert subject(value) == value  # a check's own words


def test_a_sentence_keeps_its_own_words_where_somebody_is_called_so():
    rng = np.random.default_rng(0)
    first = [["chance", "may", "will", "anna", "robert", "susan", "james", "peter"][i % 8] for i in range(400)]
    last = [f"{a}{b}son" for a in ("smi", "jo", "ander", "wil", "har") for b in ("th", "hn", "li", "ri") for _ in range(20)]
    x = [None if i % 3 == 0 else float(value) for i, value in enumerate(rng.normal(size=400))]
    result = dataqa.audit({"first_name": first, "last_name": last, "x": x, "y": ["a", "b"] * 200}, target="y")
    assert any(issue.dimension == "privacy" and "first_name" in issue.columns for issue in result.issues)
    texts = [issue[part] for issue in result.to_dict()["issues"] for part in ("why", "fix")]
    assert any(" chance" in text for text in texts)
    assert not [text for text in texts if "c•••" in text or "m•••" in text or "w•••" in text]
