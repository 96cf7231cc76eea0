from __future__ import annotations

import json
from pathlib import Path

import pytest

from dataqa import __version__
from dataqa.checks.registry import all_checks
from dataqa.cli import run

pytestmark = pytest.mark.usefixtures("few_trees")

ROWS = "a,b,y\n" + "".join(f"{i % 7},{'' if i % 4 == 0 else i * 3 % 11},{i % 2}\n" for i in range(60))
"""A quarter of b is empty."""
RULES = """
title: Rules that do not change with the project's
rules:
  missing-values:
    messages:
      default:
        title: "{columns} is empty in {value:.1%} of the rows"
        why: Nothing is learned from {columns}.
        fix: Fill it.
    bands: {info: null, low: null, medium: 0.2, high: 0.5}
    cost: {curve: [[0.0, 0.0], [0.2, 0.5]], times: one, error: 0.95}
"""
MISSING = ("audit", "rows.csv", "--target", "y", "--check", "missing-values", "--rules", "../ours.yaml")


@pytest.fixture
def here(tmp_path, monkeypatch, plain_terminal):
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "rows.csv").write_text(ROWS)
    (tmp_path / "ours.yaml").write_text(RULES)
    return folder


@pytest.fixture
def dataqa(here, command):
    return command


def test_an_audit_prints_the_report_and_passes(dataqa):
    code, out, err = dataqa(*MISSING)
    assert (code, err) == (0, "")
    assert "rows.csv  60 rows × 3 columns" in out
    assert "`b` is empty in 25.0% of the rows" in out


def test_a_pipe_gets_no_colour_and_80_columns(dataqa):
    for arguments in (MISSING, ("rules",), ("explain", "missing-values"), ("audit", "--help"), ("--help",)):
        code, out, err = dataqa(*arguments)
        assert (code, err, "\x1b" in out) == (0, "", False)
        assert max(map(len, out.splitlines())) <= 80


def test_columns_is_heeded_in_a_pipe(dataqa, monkeypatch):
    for asked, width in (("40", 40), ("120", 120), ("0", 80), ("x", 80)):
        monkeypatch.setenv("COLUMNS", asked)
        assert max(map(len, dataqa("rules")[1].splitlines())) == width


def test_the_version_is_told(dataqa):
    assert dataqa("--version") == (0, f"dataqa {__version__}\n", "")


def test_help_tells_all_commands_and_exit_codes(dataqa):
    code, out, _ = dataqa("--help")
    assert code == 0
    assert [word for word in ("audit", "explain", "rules", "demo", "Exit codes") if word not in out] == []


def test_without_a_command_the_help_is_shown(dataqa):
    code, out, _ = dataqa()
    assert code in (0, 2)
    assert "Usage: dataqa" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("audit", "rows.csv", "--target", "yy"),
         "dataqa: There is no column 'yy' for target=; the columns are 'a', 'b', 'y'. Did you mean 'y'?"),
        (("audit", "rows.csv", "--skip", "missing-value"),
         "dataqa: There is no check or dimension 'missing-value'. Did you mean 'missing-values'?"),
        (("audit", "rows.csv", "--task", "clasification", "--target", "y"), "Did you mean 'classification'?"),
        (("audit", "rows.csv", "--rules", "strikt"), "Did you mean 'strict'?"),
        (("audit", "rows.csv", "--as-of", "soon"), "as_of='soon' is no date"),
        (("audit", "rows.csv", "--html", "no/such/a.html"),
         "dataqa: --html: cannot write 'no/such/a.html': there is no folder 'no/such'."),
        (("audit", "rows.csv", "--json", "rows.csv"),
         "dataqa: --json: 'rows.csv' is the data or a folder, and would be overwritten."),
        (("audit", "rows.csv", "--html", "a", "--json", "a"),
         "dataqa: --json and --html both name 'a'; each needs a file of its own."),
        (("audit", "rows.csv", "rows.csv"), "dataqa: 2 files were given where one is expected; put a pattern in quotes"),
        (("audit", "rows.csv", "--format", "xml"), "'xml' is not one of 'terminal', 'markdown', 'json'"),
        (("audit", "rows.csv", "--fail-under", "101"), "'--fail-under'"),
        (("audit", "rows.csv", "--seed", "-1"), "'--seed'"),
        (("audit", "rows.csv", "--fail-on", "terrible"), "'terrible' is not one of 'critical'"),
        (("audit", "rows.csv", "--traget", "y"), "--traget"),
        (("audit",), "DATA"),
        (("adit", "rows.csv"), "adit"),
        (("explain", "mising-values"), "dataqa: There is no check 'mising-values'. Did you mean 'missing-values'?"),
        (("rules", "--rules", "none.yaml"), "dataqa: There is no pack 'none.yaml'"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_line_and_exit_2(dataqa, here, arguments, message):
    code, out, err = dataqa(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("dataqa: ")
    assert message in err
    assert err.count("\n") == 1
    assert [path.name for path in here.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "dataqa: There is no file 'none.csv'."),
        ("row.csv", None, "dataqa: There is no file 'row.csv'. Did you mean 'rows.csv'?"),
        ("empty.csv", "", "dataqa: 'empty.csv' is empty."),
        ("a.docx", "x", "dataqa: 'a.docx' cannot be read: its suffix is '.docx'"),
        ("*.parquet", None, "dataqa: No file matches the pattern '*.parquet'."),
    ],
)
def test_unreadable_data_is_one_line_and_exit_3(dataqa, here, name, content, message):
    if content is not None:
        (here / name).write_text(content)
    code, out, err = dataqa("audit", name)
    assert (code, out) == (3, "")
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_a_score_below_the_bound_is_exit_1(dataqa):
    code, out, err = dataqa(*MISSING, "--fail-under", "80")
    assert (code, err) == (1, "dataqa: the score 50.0 is below --fail-under 80\n")
    assert "Score 50/100" in out
    assert dataqa(*MISSING, "--fail-under", "50")[0] == 0


def test_an_issue_so_severe_is_exit_1(dataqa):
    code, _, err = dataqa(*MISSING, "--fail-on", "medium")
    assert (code, err) == (1, "dataqa: 1 issue is medium or worse (--fail-on medium), the first: missing-values\n")
    assert dataqa(*MISSING, "--fail-on", "high")[0] == 0


def test_no_rows_are_below_every_score(dataqa, here):
    (here / "head.csv").write_text("a,b\n")
    assert dataqa("audit", "head.csv")[0] == 0
    code, _, err = dataqa("audit", "head.csv", "--fail-under", "0")
    assert (code, err) == (1, "dataqa: there are no rows, so the data is below --fail-under 0\n")


def test_what_was_not_looked_at_does_not_pass(dataqa, here, monkeypatch):
    skipped = ("audit", "rows.csv", "--check", "target-copy", "--fail-on", "critical")
    code, _, err = dataqa(*skipped)
    assert (code, err) == (1, f"dataqa: no check ran (incomplete: 1 of {len(all_checks())} checks ran), so nothing can pass\n")

    def broken(*_):
        raise RuntimeError("no")

    monkeypatch.setattr("dataqa.running.measured_by", broken)
    told = "1 check failed to run: missing-values"
    assert dataqa(*MISSING)[0] == 0
    for gate in (("--fail-on", "critical"), ("--fail-under", "0")):
        code, out, err = dataqa(*MISSING, *gate)
        assert code == 1
        assert f"{told}; checks that did not run cannot pass" in err
        assert f"Fix first\n{told} (incomplete: 1 of {len(all_checks())} checks ran)" in out


def test_files_are_written_and_told_on_stderr(dataqa, here):
    code, _, err = dataqa(*MISSING, "--html", "a.html", "--json", "a.json", "--markdown", "a.md")
    assert (code, err) == (0, "dataqa: wrote a.html\ndataqa: wrote a.json\ndataqa: wrote a.md\n")
    assert (here / "a.html").read_text().startswith("<!doctype html>")
    assert json.loads((here / "a.json").read_text())["dataset"]["rows"] == 60
    assert "<code>b</code> is empty in 25.0% of the rows" in (here / "a.md").read_text()
    assert sorted(path.name for path in here.iterdir()) == ["a.html", "a.json", "a.md", "rows.csv"]


def test_a_schema_is_written_and_data_held_to_it(dataqa, here):
    assert dataqa("audit", "rows.csv", "--schema-out", "a.yaml", "-q") == (0, "", "")
    assert dataqa("audit", "rows.csv", "--schema-out", "a.py")[2] == "dataqa: wrote a.py\n"
    assert "pa.DataFrameSchema(" in (here / "a.py").read_text()
    asked = ("--schema", "a.yaml", "--check", "schema-failures")
    assert dataqa("audit", "rows.csv", *asked, "--fail-on", "low", "-q") == (0, "", "")
    (here / "other.csv").write_text(ROWS.replace("y", "z", 1))
    code, out, _ = dataqa("audit", "other.csv", *asked, "--fail-on", "low")
    assert (code, "The schema requires the column `y`" in " ".join(out.split())) == (1, True)
    assert dataqa("audit", "rows.csv", "--schema-out", "a.txt")[0::2] == (
        2,
        "dataqa: A schema is written as .dbt.yml, .yaml, .yml, .py, .json; 'a.txt' ends in none of them.\n",
    )
    assert dataqa("audit", "rows.csv", "--schema", "a.py")[0] == 2


def test_other_formats_are_printed_whole(dataqa, here):
    code, out, _ = dataqa(*MISSING, "--format", "json", "--json", "a.json")
    assert code == 0
    told, written = json.loads(out), json.loads((here / "a.json").read_text())
    assert [issue["check"] for issue in told["issues"]] == ["missing-values"]
    assert told["score"] == written["score"]
    code, out, _ = dataqa(*MISSING, "--format", "markdown")
    assert (code, out.startswith("#"), out.endswith("\n")) == (0, True, True)


def test_formats_for_machines_are_printed_and_written(dataqa, here):
    code, out, err = dataqa(*MISSING, "--format", "sarif", "--sarif", "a.sarif", "--junit", "a.xml", "--gitlab", "a.json")
    assert (code, err) == (0, "dataqa: wrote a.sarif\ndataqa: wrote a.xml\ndataqa: wrote a.json\n")
    (result,) = json.loads(out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert (here / "a.sarif").read_text() == out
    assert 'name="missing-values">\n      <failure type="medium"' in (here / "a.xml").read_text()
    (entry,) = json.loads((here / "a.json").read_text())
    assert entry["location"] == {"path": "rows.csv", "lines": {"begin": 2}}
    assert json.loads(dataqa(*MISSING, "--format", "gitlab")[1]) == [entry]


def test_what_fails_in_junit_fails_the_command(dataqa, here):
    assert "<failure" not in dataqa(*MISSING, "--format", "junit", "--fail-on", "high")[1]
    assert dataqa(*MISSING, "--quiet", "--junit", "a.xml", "--fail-on", "low")[0] == 1
    assert "<failure" in (here / "a.xml").read_text()


def test_github_gets_commands_and_a_summary(dataqa, here, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    code, out, err = dataqa(*MISSING, "--format", "github")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "::warning file=rows.csv,line=2,title=dataqa%3A missing-values (medium)::`b` is empty in 25.0%25 of the rows%0AFill it.",
        "dataqa: rows.csv: 50/100, fix first; 1 medium",
    ]
    summary = here / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert dataqa(*MISSING)[0] == 0
    assert not summary.exists()
    for times in (1, 2):
        assert dataqa(*MISSING, "--format", "github")[0] == 0
        assert summary.read_text().count("## dataqa: 50/100") == times
    summary.write_text("x" * (1 << 20))
    code, _, err = dataqa(*MISSING, "--format", "github")
    assert (code, err) == (0, "dataqa: the job summary is full (1 MiB), so the report was not added\n")


def test_quiet_prints_errors_only(dataqa, here):
    assert dataqa(*MISSING, "--quiet", "--html", "a.html") == (0, "", "")
    assert (here / "a.html").is_file()
    code, out, err = dataqa(*MISSING, "-q", "--fail-on", "low")
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_pattern_is_one_argument(dataqa, here):
    (here / "more.csv").write_text(ROWS)
    code, out, _ = dataqa("audit", "*.csv", "--target", "y")
    assert code == 0
    assert "120 rows × 3 columns" in out


def test_every_option_reaches_the_audit(dataqa, here, monkeypatch):
    import dataqa.api

    seen = {}

    def note(data, target, **arguments):
        seen.update(data=data, target=target, **arguments)
        raise dataqa.api.CallError("enough")

    monkeypatch.setattr("dataqa.api.audit", note)
    options = {
        "--task": "regression", "--time": "t", "--group": "g", "--id": "i", "--text": "x", "--split": "s", "--test": "f",
        "--reference": "r", "--as-of": "2026-01-31", "--rules": "strict", "--schema": "s.yaml", "--seed": "7",
        "--encoding": "cp1251", "--query": "SELECT 1", "--memory": "2GB",
        "--dictionary": "schema.yml",
    }  # fmt: skip
    many = ("--protected", "p", "--protected", "q", "--check", "c", "--check", "d", "--skip", "e")
    many += ("--role", "a=b=numeric", "--role", "c=id")
    run(["audit", "rows.csv", "--target", "y", *(part for pair in options.items() for part in pair), *many])
    assert {key: value for key, value in seen.items() if key != "progress"} == {
        "data": "rows.csv", "target": "y", "task": "regression", "time": "t", "group": "g", "id": "i", "text": "x", "split": "s",
        "protected": ["p", "q"], "roles": {"a=b": "numeric", "c": "id"}, "test": "f", "reference": "r", "as_of": "2026-01-31",
        "rules": "strict", "schema": "s.yaml",
        "checks": ["c", "d"], "skip": ["e"], "seed": 7, "encoding": "cp1251", "query": "SELECT 1", "quick": False,
        "memory": "2GB", "dictionary": Path("schema.yml"),
    }  # fmt: skip


def test_personal_data_is_masked_unless_asked(dataqa, here):
    (here / "people.csv").write_text("mail,y\n" + "".join(f"ada{i % 3}@example.com,{i % 2}\n" for i in range(60)))
    assert "ada2@example.com" not in dataqa("audit", "people.csv", "--format", "json")[1]
    assert "ada2@example.com" in dataqa("audit", "people.csv", "--format", "json", "--no-mask")[1]


def test_a_check_is_explained_from_its_rule_and_docstring(dataqa):
    code, out, _ = dataqa("explain", "missing-values", "--rules", "../ours.yaml")
    text = " ".join(out.split())
    assert code == 0
    assert text.startswith("missing-values missing, since 0.1 What it measures Share of rows without a value")
    for told in (
        "Example 40 of 200 ages are empty. → `age` is empty in 20.0% of the rows", "Why: Nothing is learned from `age`.",
        "Fix: Fill it.", "(../ours.yaml) Severity medium from 20%, high from 50% of rows.", "Cost 50 points at 20% of rows.",
    ):  # fmt: skip
        assert told in text


def test_every_check_is_listed_and_can_be_explained(dataqa):
    _, listed, _ = dataqa("rules")
    assert [check.id for check in all_checks() if f"{check.id} " not in listed] == []
    for check in all_checks()[::10]:  # what is explained of each stands in `test_explaining.py`
        code, out, err = dataqa("explain", check.id)
        assert (code, err) == (0, "")
        assert check.id in out


def test_the_demo_writes_its_page(dataqa, here):
    code, out, err = dataqa("demo")
    assert (code, err) == (0, "dataqa: wrote dataqa-demo.html\n")
    assert "customers.csv  2,040 rows" in out
    assert (here / "dataqa-demo.html").is_file()


def test_an_interrupt_is_one_line_and_leaves_no_file(dataqa, here, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    # while it looks, and while it writes
    for place in ("dataqa.api.load", "dataqa.render.atomic_files.os.fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(place, interrupted)
            code, _, err = dataqa(*MISSING, "--html", "a.html")
        assert (code, err) == (130, "dataqa: interrupted; nothing more was written\n")
        assert [path.name for path in here.iterdir()] == ["rows.csv"]


def test_data_that_must_not_be_trained_on_fails_whatever_its_issues(tmp_path, capsys, monkeypatch):
    from dataqa.cli import audit as command
    from dataqa.cli.app import Severity
    from dataqa.demo import audit_demo

    found = audit_demo()
    told = command._shortfalls(found, None, Severity.critical)
    assert [one for one in told if "critical or worse" in one]
    object.__setattr__(found.record, "issues", ())
    assert command._shortfalls(found, None, Severity.critical) == [
        f"the verdict is: do not train ({found.record.score.verdict_reason})"
    ]
    assert command._shortfalls(found, None, None) == []
