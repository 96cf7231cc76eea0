"""What was not looked at stands in every report, with what to pass; and what each check read."""

import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from rich.console import Console

import dataqa
from dataqa.checks.registry import all_checks
from dataqa.judgement import Outcome, Unread
from dataqa.render.terminal import render
from dataqa.render.unlooked import MOST, lines_of, read_by
from dataqa.result import Audit
from tests.render.test_render_html import Page

DAY = "2026-01-31"
LINES = [
    "freshness: no dates (pass time=)",
    "bias: no column says which group of people a row belongs to (pass protected=)",
    "parts of relevance, coverage: no reference data was given (pass reference=)",
    "parts of coverage, leakage: no test rows and no split column were given (pass test= or split=)",
]


def data(**more):
    random = np.random.default_rng(3)
    return {
        "a": random.normal(size=120).round(3),
        "b": random.choice(["x", "z"], 120),
        "y": random.choice(["no", "yes"], 120),
        **more,
    }


@pytest.fixture(scope="module")
def undated() -> Audit:
    return dataqa.audit(data(v=[[i] for i in range(120)]), "y", as_of=DAY)


def printed(record, *, options=False):
    file = io.StringIO()
    render(record, Console(file=file, width=80), options=options)
    return file.getvalue()


def test_the_terminal_says_what_to_pass(undated):
    text = printed(undated.record)
    assert f"\nNot checked\n  {LINES[0]}\n" in text
    assert [line for line in LINES if line not in re.sub(r"\s+", " ", text)] == []
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_a_command_line_is_told_its_options(undated):
    text = re.sub(r"\s+", " ", printed(undated.record, options=True))
    assert "freshness: no dates (pass --time)" in text
    assert "(pass --test or --split)" in text
    assert "time=" not in text


def test_nothing_is_asked_for_that_is_there(undated):
    whole = data(
        sex=["f", "m"] * 60, date=np.datetime64("2025-10-01") + np.arange(120), split=["train"] * 80 + ["test"] * 40
    )  # fmt: skip
    found = dataqa.audit(whole, "y", protected="sex", reference=whole, as_of=DAY)
    assert lines_of(found.record) == ()
    assert "Not checked" not in printed(found.record)


def test_what_the_caller_left_out_is_not_asked_for():
    found = dataqa.audit(data(), "y", skip=["freshness", "bias", "leakage", "relevance", "coverage"], as_of=DAY)
    assert "freshness" not in " ".join(lines_of(found.record))
    assert found.dimensions["freshness"].unlooked.reason == "left out by skip="
    assert np.isnan(found.dimensions["freshness"].score)


def test_a_table_without_rows_is_not_asked_for_anything():
    assert lines_of(dataqa.audit({"a": [], "b": []}).record) == ()


def test_the_lines_are_few(undated):
    record = undated.record
    asked = [
        Outcome(check=f"c{i}", dimension="noise", status="not_applicable", reason=f"reason {i}", asks=("test",)) for i in range(20)
    ]
    assert len(lines_of(replace(record, outcomes=tuple(asked)))) <= MOST


def test_markdown(undated):
    text = undated.to_markdown()
    assert f"### Not checked\n\n- {LINES[0]}\n" in text
    assert "| freshness | – | not checked: no dates (time=) |" in text


def test_html(undated):
    page = undated.to_html()
    tile = page.split("<span>freshness</span>")[1].split("</li>")[0]
    assert "not checked: no dates (time=)" in tile
    assert "<b>–</b>" in tile
    checks = page.split('id="checks"')[1]
    row = checks.split("<code>outliers</code>")[1].split("</tr>")[0]
    assert "1 column; not read: 1 (cells hold lists or objects)" in row
    assert Page(page).open == []


def test_json(undated):
    found = json.loads(undated.to_json())
    assert found["dimensions"]["freshness"] == {"score": None, "issues": 0, "unlooked": {"reason": "no dates", "asks": ["time"]}}
    assert found["dimensions"]["missing"]["unlooked"] is None
    ended = {outcome["check"]: outcome for outcome in found["outcomes"]}
    assert ended["outliers"]["looked"] == {"count": 1, "columns": ["a"]}
    assert ended["outliers"]["unread"] == [{"count": 1, "columns": ["v"], "reason": "cells hold lists or objects"}]
    assert ended["stale-data"]["asks"] == ["time"]
    assert ended["unreadable-rows"]["looked"] == {"count": 0, "columns": []}


def test_json_stays_small_on_a_wide_table():
    found = dataqa.audit({f"c{i:03d}": [0.5, 1.5, 2.5, i] * 10 for i in range(300)}, checks=["missing-values"], as_of=DAY)
    looked = next(o["looked"] for o in json.loads(found.to_json())["outcomes"] if o["check"] == "missing-values")
    assert (looked["count"], looked["columns"]) == (300, [f"c{i:03d}" for i in range(10)])
    assert len(next(o.looked for o in found.outcomes if o.check == "missing-values")) == 300


def test_junit(undated):
    suite = ET.fromstring(undated.to_junit()).find("testsuite[@name='freshness']")
    told = {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}
    assert told == {"score": "–", "unlooked": "not checked: no dates (time=)"}


def test_sarif(undated):
    (run,) = json.loads(undated.to_sarif())["runs"]
    assert run["properties"]["unlooked"] == LINES
    told = [one["message"]["text"] for one in run["invocations"][0]["toolConfigurationNotifications"]]
    assert "stale-data: not applicable: no dates" in told


def test_repr_and_dimensions(undated):
    assert repr(undated).endswith("\n  not checked: freshness (pass time=), bias (pass protected=)")
    assert "no dates" in repr(undated.dimensions["freshness"])


def test_a_baseline_keeps_it(undated, tmp_path):
    undated.save(tmp_path / "base.json")
    kept = Audit.load(tmp_path / "base.json")
    assert kept.dimensions["freshness"].unlooked == undated.dimensions["freshness"].unlooked
    assert kept.dimensions["missing"].unlooked is None
    assert lines_of(kept.record) == lines_of(undated.record)
    assert "not checked: no dates (time=)" in kept.to_html()


def test_a_comparison_shows_no_rise_from_what_was_not_looked_at(undated):
    dated = dataqa.audit(data(date=np.datetime64("2025-10-01") + np.arange(120)), "y", as_of=DAY)
    row = dataqa.gate(dated, baseline=undated).to_html().split('<th scope="row">freshness</th>')
    assert re.search(r"<tr>$", row[0].rstrip())
    assert row[1].startswith('<td class="n">–</td>')
    back = dataqa.gate(undated, baseline=dated).to_html().split('<th scope="row">freshness</th>')
    assert re.search(r"<tr>$", back[0].rstrip())
    assert "not checked: no dates (time=)" in back[1].split("</tr>")[0]


@pytest.mark.parametrize("restricted", [["missing-values", "outliers"], ["missing-values", "stale-data"]])
def test_an_audit_of_some_checks_is_incomplete(restricted):
    found = dataqa.audit(data(), "y", checks=restricted, as_of=DAY)
    said = f"Incomplete: 2 of {len(all_checks())} checks ran"
    assert (found.verdict, found.record.score.verdict_reason) == ("fix first", said)
    assert repr(found).splitlines()[0].endswith(f"fix first (incomplete: 2 of {len(all_checks())} checks ran)")
    assert f"Fix first\n{said}\n" in printed(found.record)
    assert f'<p class="reason">{said}</p>' in found.to_html()
    assert f"**Fix first.** {said}" in found.to_markdown()
    assert json.loads(found.to_json())["verdict_reason"] == said
    assert json.loads(found.to_sarif())["runs"][0]["properties"]["verdict_reason"] == said


def test_what_an_incomplete_audit_found_is_said_as_well():
    found = dataqa.audit(data(y=["no"] * 120), "y", checks=["constant-target"], as_of=DAY)
    assert found.verdict == "do not train"
    reason = f"The target `y` is 'no' in all 120 rows with a label (incomplete: 1 of {len(all_checks())} checks ran)"
    assert found.record.score.verdict_reason == reason
    assert "not checked" not in repr(found)  # nobody asked for it


def test_an_audit_that_skips_a_few_is_not_called_incomplete():
    found = dataqa.audit(data(), "y", skip=["outliers"], as_of=DAY)
    assert "incomplete" not in found.record.score.verdict_reason


@pytest.mark.parametrize(
    ("looked", "unread", "said"),
    [
        ((), (), ""),
        (("a",), (), "1 column"),
        (("a", "b"), (Unread(columns=("c", "d"), reason="cells hold images"),), "2 columns; not read: 2 (cells hold images)"),
        ((), (Unread(columns=("c",), reason="cells hold images"),), "not read: 1 (cells hold images)"),
    ],
)
def test_what_a_check_read_in_short(looked, unread, said):
    assert read_by(Outcome(check="c", dimension="noise", status="passed", looked=looked, unread=unread)) == said
