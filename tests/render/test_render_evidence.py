"""Evidence on a law or a standard, and the draft of a datasheet, in every format that shows them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from rich.console import Console

import dataqa
from dataqa.answer import Evidenced
from dataqa.policy.frameworks import evidence, known
from dataqa.render import terminal

HOSTILE = "<img src=x onerror=alert(1)> | [a](http://x.example) `b` **c**"


@pytest.fixture(scope="module")
def result():
    n = 120
    sex = ["female" if i % 3 else "male" for i in range(n)]
    rows = {
        HOSTILE: [None if i % 4 == 0 else i / 7 for i in range(n)],
        "sex": sex,
        "email": [f"kelly{i}@example.com" for i in range(n)],
        "y": ["a" if (i % 3) else "b" for i in range(n)],
    }
    chosen = ["missing-values", "group-sizes", "group-outcomes", "personal-data", "stale-data", "test-overlap"]
    return dataqa.audit(rows, target="y", protected="sex", checks=chosen, as_of="2026-01-31")


def printed(result, name):
    console = Console(file=io.StringIO(), width=120)
    terminal.render(result.record, console, evidence=evidence(name, result.record))
    return console.file.getvalue()


def shown(result, name):
    return {
        "html": result.to_html(evidence=name),
        "markdown": result.to_markdown(evidence=name),
        "json": result.to_json(evidence=name),
        "terminal": printed(result, name),
    }


@pytest.mark.parametrize("name", known())
def test_every_part_stands_in_every_report(result, name):
    report = evidence(name, result.record)
    for form, text in shown(result, name).items():
        assert [part.name for part in report.parts if part.name not in text.replace("\n    ", " ")] == [], form
        assert "no legal assessment" in text, form


@pytest.mark.parametrize("name", known())
def test_no_report_says_that_data_complies(result, name):
    for form, text in {**shown(result, name), "datasheet": result.to_datasheet()}.items():
        assert re.findall(r"complian\w*|conformity|complies", text, re.IGNORECASE) == [], form


def test_findings_what_was_not_looked_at_and_what_data_cannot_show(result):
    parts = {part["name"]: part for part in result.to_dict(evidence="art10")["evidence"]["parts"]}
    complete = parts["10(3) complete"]
    assert complete["issues"] == [issue.id for issue in result.issues if issue.check == "missing-values"]
    assert "missing-values" in complete["looked"]
    assert any("stale-data" in line for line in parts["10(3) sufficiently representative"]["unlooked"])
    assert all(part["beyond"] for part in parts.values())
    assert result.to_dict()["issues"] == result.to_dict(evidence="art10")["issues"]
    assert "evidence" not in result.to_dict()


def test_the_page_leads_from_evidence_to_issues(result):
    page = result.to_html(evidence="art10")
    part = page[page.index('id="evidence"') : page.index('id="columns"')]
    links = set(re.findall(r'href="#([^"]+)"', part))
    assert links
    assert [link for link in links if f'id="{link}"' not in page] == []
    assert 'id="evidence"' not in result.to_html()


def test_a_part_that_nothing_looked_at_says_so(result):
    text = printed(result, "iso-5259-2")
    assert "currentness: Not looked at." in text
    assert "similarity: Not looked at." in text


def test_a_sentence_says_how_much_looked_and_how_much_could_not(result):
    from dataqa.render.evidence import says

    parts = {part.name: says(part) for part in evidence("iso-5259-2", result.record).parts}
    assert parts["currentness"] == "Not looked at."
    assert re.fullmatch(r"1 issue; 1 check looked, \d+ did not\.", parts["completeness"])
    quiet = Evidenced(
        name="a", asks="b", issues=(), findings=(), looked=("x", "y"), unlooked=("no dates (z)",), missed=1, beyond=""
    )
    assert says(quiet) == "2 checks looked and reported nothing; 1 did not look."
    assert says(replace(quiet, missed=0)) == "2 checks looked and reported nothing."


def test_a_datasheet_is_filled_where_rows_show_it_and_asks_people_for_the_rest(result):
    text = result.to_datasheet()
    assert "- 120 rows and 4 columns." in text
    assert "- <code>y</code>: classification, 2 classes; the largest has 67% of the labelled rows. It is empty in 0 rows." in text
    assert "Columns taken for groups of people: <code>sex</code>." in text
    purpose = text[text.index("### For what purpose") : text.index("### Who created")]
    assert "_For people to answer._" in purpose
    assert len(re.findall("^### ", text, re.MULTILINE)) == 41


def test_hostile_names_are_inert_in_a_datasheet(result):
    text = result.to_datasheet()
    assert "<img" not in text
    assert "\\[a\\]" in text  # no link
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_private_values_stay_private(result):
    for form, text in {**shown(result, "art10"), "datasheet": result.to_datasheet()}.items():
        assert "kelly" not in text, form


def test_the_command_line(tmp_path, monkeypatch, capsys):
    from dataqa.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text("a,y\n" + "".join(f"{i if i % 5 else ''},{i % 2}\n" for i in range(40)))
    call = ["audit", "d.csv", "--target", "y", "--check", "missing-values"]
    files = ["--html", "d.html", "--json", "d.json", "--markdown", "d.md", "--datasheet", "sheet.md"]
    assert run([*call, *files, "--evidence", "art10"]) == 0
    assert "Evidence: EU AI Act, Article 10" in capsys.readouterr().out
    assert [(tmp_path / name).read_text().count("Article 10 asks") for name in ("d.html", "d.md")] == [1, 1]
    assert json.loads((tmp_path / "d.json").read_text())["evidence"]["name"] == "art10"
    assert (tmp_path / "sheet.md").read_text().startswith("# Datasheet: d.csv\n")
    assert run([*call, "--evidence", "art11", "--html", "e.html"]) == 2
    assert "is no text that dataqa knows; expected art10 or iso-5259-2" in capsys.readouterr().err
    assert run([*call, "--datasheet", "d.csv"]) == 2
    assert not (tmp_path / "e.html").exists()


def test_a_long_report_stays_below_the_limit_of_a_comment():
    rows = {f"column {i} {'x' * 80}": [None, 1.0, 2.0, 3.0] * 30 for i in range(150)}
    text = dataqa.audit(rows, checks=["missing-values"]).to_markdown(evidence="iso-5259-2")
    assert len(text) < 65_000
