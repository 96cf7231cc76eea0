from __future__ import annotations

import io
import json

import numpy as np
import pytest

import dataqa
from dataqa.demo import audit_demo, customers
from dataqa.errors import CallError


@pytest.fixture(scope="module")
def demo():
    return audit_demo()


@pytest.fixture(scope="module")
def path(demo, tmp_path_factory):
    path = tmp_path_factory.mktemp("baseline") / "demo.json"
    demo.save(path)
    return path


@pytest.fixture(scope="module")
def loaded(path):
    return dataqa.Audit.load(path)


def test_what_was_found_is_kept(demo, loaded):
    assert (loaded.verdict, loaded.dimensions.keys()) == (demo.verdict, demo.dimensions.keys())
    assert loaded.score == pytest.approx(demo.score, rel=1e-5)
    assert sorted(one.id for one in loaded.issues) == sorted(one.id for one in demo.issues)
    for one in demo.issues:
        kept = next(other for other in loaded.issues if other.id == one.id)
        assert (kept.severity, kept.columns, kept.unit, kept.blocking) == (one.severity, one.columns, one.unit, one.blocking)
        assert (kept.rows and kept.rows.count) == (one.rows and one.rows.count)
        assert kept.value == pytest.approx(one.value, rel=1e-5)
        assert [(i.id, i.check, i.severity) for i in kept.also] == [(i.id, i.check, i.severity) for i in one.also]
        assert kept.several == one.several
    assert loaded.record.score.first == demo.record.score.first
    assert loaded.record.performance == demo.record.performance
    assert {(o.check, o.status) for o in loaded.outcomes} == {(o.check, o.status) for o in demo.outcomes}
    a, b = loaded.record, demo.record
    assert (a.task.target, a.task.kind, a.seed, a.as_of, a.rules) == (b.task.target, b.task.kind, b.seed, b.as_of, b.rules)
    assert {n: (c.role, c.protected) for n, c in a.task.columns.items()} == {
        n: (c.role, c.protected) for n, c in b.task.columns.items()
    }
    assert list(a.profile.columns) == list(b.profile.columns)
    assert [c.nulls for c in a.profile.columns.values()] == [c.nulls for c in b.profile.columns.values()]
    assert [c.maximum for c in a.profile.columns.values() if c.kind == "datetime"] == [
        c.maximum for c in b.profile.columns.values() if c.kind == "datetime"
    ]


def test_a_loaded_audit_is_its_own_baseline(loaded, demo, path, tmp_path):
    loaded.save(tmp_path / "again.json")
    again = json.loads((tmp_path / "again.json").read_text())
    first = json.loads(path.read_text())
    assert again["row_sketch"] == first["row_sketch"]
    assert {n: c["sketch"] for n, c in again["columns"].items()} == {n: c["sketch"] for n, c in first["columns"].items()}
    for a in (demo, loaded):
        decision = dataqa.gate(a, path)
        assert (decision.passed, decision.new, decision.resolved, decision.drift, decision.schema) == (True, (), (), (), ())


def test_the_same_audit_is_the_same_bytes(demo, path, tmp_path):
    audit_demo().save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_no_cell_of_personal_data_is_in_it(path):
    text = path.read_text()
    cells = customers()["email"].dropna().unique()
    assert [cell for cell in cells if cell in text] == []
    assert json.loads(text)["columns"]["email"]["sketch"]["kind"] in ("none", "lengths")


def test_categories_of_a_personal_column_are_hashes(tmp_path):
    rng = np.random.default_rng(0)
    mails = rng.choice([f"{name}@example.org" for name in ("ada", "ben", "cleo")], 300)
    result = dataqa.audit({"contact": mails, "y": rng.integers(0, 2, 300)}, "y", as_of="2026-01-31")
    result.save(tmp_path / "b.json")
    text = (tmp_path / "b.json").read_text()
    assert "example.org" not in text
    assert all(name.startswith("#") for name in json.loads(text)["columns"]["contact"]["sketch"]["names"])
    assert dataqa.gate(result, tmp_path / "b.json").passed


def test_it_is_small_and_reads_line_by_line(path):
    assert path.stat().st_size < 80_000
    assert max(map(len, path.read_text().splitlines())) < 700  # a title, a reason


def test_a_loaded_audit_is_shown_in_every_format(loaded):
    from rich.console import Console

    from dataqa.render.terminal import render

    out = io.StringIO()
    render(loaded.record, Console(width=80, file=out))
    assert "customers.csv  2,040 rows" in out.getvalue()
    told = loaded.to_dict()
    assert told["issues"][0]["rows"] is None or told["issues"][0]["rows"]["positions"] == []
    assert [one["rows"]["count"] for one in told["issues"] if one["check"] == "exact-duplicates"] == [40]
    assert "customers.csv" in loaded.to_html()
    assert "customers.csv" in loaded.to_markdown()
    for name in ("to_sarif", "to_junit", "to_github", "to_gitlab"):
        assert getattr(loaded, name)()
    assert len(loaded.to_frame()) == len(loaded.issues)
    assert repr(loaded).startswith("Audit of customers.csv, 2,040 rows")


def test_a_loaded_audit_cannot_be_fixed(loaded):
    with pytest.raises(CallError, match="loaded from a file, which stores no rows"):
        loaded.fix(customers())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is damaged"),
        ("{", "is damaged"),
        ("[]", "is no baseline"),
        ('{"format": "something"}', "is no baseline"),
        ('{"format": "dataqa baseline", "format_version": 99}', "a newer dataqa: its format is 99, expected 1"),
        ('{"format": "dataqa baseline", "format_version": 0}', "an old dataqa"),
        ('{"format": "dataqa baseline", "format_version": 1}', "is damaged: '.*' is not there"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path, text, says):
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(CallError, match=says):
        dataqa.Audit.load(tmp_path / "b.json")


def test_a_damaged_part_is_named(path, tmp_path):
    told = json.loads(path.read_text())
    for part in ("issues", "columns", "outcomes", "score", "task"):
        (tmp_path / "b.json").write_text(json.dumps({**told, part: 3}))
        with pytest.raises(CallError, match="is damaged"):
            dataqa.Audit.load(tmp_path / "b.json")


def test_no_file_says_how_to_make_one(tmp_path):
    with pytest.raises(CallError, match=r"There is no baseline '.*b.json'; .* --update .* writes one"):
        dataqa.Audit.load(tmp_path / "b.json")


def test_an_audit_without_rows_or_score_is_kept(tmp_path):
    result = dataqa.audit({"a": []}, as_of="2026-01-31")
    result.save(tmp_path / "b.json")
    assert np.isnan(dataqa.Audit.load(tmp_path / "b.json").score)


def test_odd_names_and_cells_are_kept(tmp_path):
    rows = {"a,b:c*": [1.5, float("inf"), None] * 20, "": ["x", '"', "\n"] * 20, "é": [True, False, None] * 20}
    result = dataqa.audit(rows, as_of="2026-01-31")
    result.save(tmp_path / "b.json")
    assert dataqa.gate(result, tmp_path / "b.json").failing == ()
