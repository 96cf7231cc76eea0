from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.usefixtures("few_trees")

HEAD = "a,b,y\n"
OLD = HEAD + "".join(f"{i % 7}.5,{i * 37 % 101},{i % 2}\n" for i in range(200))
NEW = HEAD + "".join(f"{'' if i < 90 else f'{i % 7}.5'},{i * 37 % 101},{i % 2}\n" for i in range(200))
ONLY = ("--check", "missing-values")
CONFIG = """
[datasets.train]
path = "train.csv"
target = "y"
checks = ["missing-values"]
as_of = 2026-01-31

[datasets.more]
path = "more.csv"
target = "y"
checks = ["missing-values"]
"""
ACCEPT = """
[[datasets.train.accept]]
check = "{}"
columns = ["a"]
reason = "The sensor was off."
owner = "ada"
expires = {}
"""


@pytest.fixture
def here(tmp_path, monkeypatch, plain_terminal):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.csv").write_text(OLD)
    (tmp_path / "more.csv").write_text(OLD)
    return tmp_path


@pytest.fixture
def dataqa(here, command):
    return command


@pytest.fixture
def based(dataqa, here):
    assert dataqa("gate", "train.csv", "--target", "y", "--update", "-q", *ONLY) == (0, "", "")
    assert (here / "dataqa.baseline" / "train.json").is_file()
    return here


def test_the_same_data_passes(dataqa, based):
    code, out, err = dataqa("gate", "train.csv", *ONLY)
    assert (code, err) == (0, "")
    assert "Passed: nothing is new or worse" in out
    assert "The same rows" in out


def test_worse_data_fails_and_says_what(dataqa, based):
    (based / "train.csv").write_text(NEW)
    code, out, err = dataqa("gate", "train.csv", *ONLY)
    assert code == 1
    assert err.startswith("dataqa: train: 2 findings fail, the first: ")
    assert "medium     new" in out
    assert max(map(len, out.splitlines())) <= 80


def test_an_update_shows_what_changes_and_passes(dataqa, based):
    (based / "train.csv").write_text(NEW)
    code, out, err = dataqa("gate", "train.csv", "--update", *ONLY)
    assert code == 0
    assert "Failed: 2 findings" in out
    assert "wrote dataqa.baseline/train.json" in err
    assert "the new baseline includes it" in err
    assert dataqa("gate", "train.csv", "-q", *ONLY) == (0, "", "")


def test_the_target_is_taken_from_the_baseline(dataqa, based):
    told = json.loads(dataqa("gate", "train.csv", "--format", "json", *ONLY)[1])
    assert (told["passed"], told["notes"]) == (True, [])


def test_another_baseline_and_files(dataqa, here):
    assert dataqa("gate", "train.csv", "--target", "y", "--baseline", "b.json", "--update", "-q", *ONLY)[0] == 0
    code, out, err = dataqa(
        "gate", "train.csv", "--baseline", "b.json", "--json", "d.json", "--markdown", "d.md", "--format", "markdown", *ONLY
    )
    assert (code, err) == (0, "dataqa: wrote d.json\ndataqa: wrote d.md\n")
    assert json.loads((here / "d.json").read_text())["passed"] is True
    assert out == (here / "d.md").read_text()
    assert out.startswith("## dataqa gate: passed")


def test_all_datasets_of_the_configuration(dataqa, here):
    (here / "dataqa.toml").write_text(CONFIG)
    assert dataqa("gate", "--update", "-q")[0] == 0
    assert sorted(p.name for p in (here / "dataqa.baseline").iterdir()) == ["more.json", "train.json"]
    (here / "more.csv").write_text(NEW)
    code, out, _ = dataqa("gate", "--format", "json")
    told = json.loads(out)
    assert (code, told["passed"], {name: one["passed"] for name, one in told["datasets"].items()}) == (
        1, False, {"train": True, "more": False},
    )  # fmt: skip
    assert dataqa("gate", "--dataset", "train", "-q") == (0, "", "")
    assert dataqa("gate")[0] == 1


def test_several_datasets_in_the_formats_for_machines(dataqa, here, monkeypatch):
    (here / "dataqa.toml").write_text(CONFIG)
    assert dataqa("gate", "--update", "-q")[0] == 0
    (here / "more.csv").write_text(NEW)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "summary.md"))
    files = {name: here / f"gate.{name}" for name in ("sarif", "junit", "gitlab")}
    code, out, _ = dataqa(
        "gate", "--format", "github", *(part for name, path in files.items() for part in (f"--{name}", str(path)))
    )
    assert code == 1
    assert [line for line in out.splitlines() if not line.startswith("::")] == [
        line for line in out.splitlines() if line.startswith(("dataqa: train: Passed", "dataqa: more: Failed"))
    ]
    assert all("more.csv" in line for line in out.splitlines() if line.startswith("::error "))
    runs = json.loads(files["sarif"].read_text())["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["dataqa/train/", "dataqa/more/"]
    assert [run["properties"]["passed"] for run in runs] == [True, False]
    suites = [suite.get("name") for suite in ET.parse(files["junit"]).iter("testsuite") if suite.get("failures") != "0"]
    assert suites == ["more: issues", "more: drift"]
    assert {entry["location"]["path"] for entry in json.loads(files["gitlab"].read_text())} == {"more.csv"}
    summary = (here / "summary.md").read_text()
    assert summary.index("## dataqa gate: passed") < summary.index("## dataqa gate: failed")


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "gitlab"])
def test_what_is_printed_is_what_is_written(dataqa, based, format):
    (based / "train.csv").write_text(NEW)
    more = () if format == "github" else (f"--{format}", "written")
    code, out, _ = dataqa("gate", "train.csv", "--format", format, *more, *ONLY)
    assert code == 1
    if more:
        assert (based / "written").read_text() == out


def test_without_a_baseline_the_audit_is_shown(dataqa, here):
    code, out, _ = dataqa("gate", "train.csv", "--target", "y", "--update", "--format", "junit", *ONLY)
    assert code == 0
    assert '<testsuites name="dataqa: train.csv"' in out


def test_what_was_accepted_passes_until_it_expires(dataqa, here):
    (here / "dataqa.toml").write_text(CONFIG)
    assert dataqa("gate", "--update", "-q")[0] == 0
    (here / "train.csv").write_text(NEW)
    for day, code in (("2999-01-01", 0), ("2020-01-01", 1)):
        (here / "dataqa.toml").write_text(CONFIG + ACCEPT.format("missing-values", day) + ACCEPT.format("drift", day))
        assert dataqa("gate", "--dataset", "train", "-q")[0] == code
    assert "accepted it, but only until 2020-01-01: The sensor was off." in " ".join(
        dataqa("gate", "--dataset", "train")[1].split()
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("train.csv",), 2, "There is no baseline 'dataqa.baseline/train.json'"),
        (("train.csv", "--baseline", "other.json"), 2, "There is no baseline 'other.json'"),
        (("nowhere.csv", "--update"), 3, "nowhere.csv"),
        (("--config", "other.toml"), 2, "There is no configuration file 'other.toml'"),
        (("train.csv", "--update", "--target", "z"), 2, "'z'"),
        (("train.csv", "--update", "--as-of", "soon"), 2, "as_of"),
        (("train.csv", "--update", "--baseline", "train.csv"), 2, "would be overwritten"),
    ],
)
def test_a_wrong_call_is_one_line(dataqa, here, arguments, code, says):
    got, out, err = dataqa("gate", *arguments)
    assert (got, out, err.count("\n")) == (code, "", 1)
    assert says in err


def test_a_damaged_baseline_is_a_wrong_call(dataqa, based):
    (based / "dataqa.baseline" / "train.json").write_text("{")
    code, _, err = dataqa("gate", "train.csv", *ONLY)
    assert (code, "is damaged" in err) == (2, True)


def test_severity_and_score_may_be_asked_for(dataqa, based):
    (based / "train.csv").write_text(NEW)
    assert dataqa("gate", "train.csv", "--fail-on", "critical", "-q", *ONLY)[0] == 0
    (based / "train.csv").write_text(OLD)
    # labels that follow no feature: there is no skill to keep
    assert dataqa("gate", "train.csv", "--fail-under", "100", "-q", "--check", "few-examples", "--check", "no-signal")[0] == 1


SCHEMA = """
schema_type: dataframe
version: 0.24.0
columns:
  a:
    dtype: float64
    checks:
      - value: 5
        options: {check_name: less_than_or_equal_to, raise_warning: false, ignore_na: true}
"""


def test_a_schema_of_the_configuration_is_held_to(dataqa, here):
    (here / "dataqa.toml").write_text(
        '[datasets.train]\npath = "train.csv"\ntarget = "y"\nchecks = ["schema-failures"]\nschema = "train.yaml"\n'
    )
    (here / "train.yaml").write_text(SCHEMA.replace("value: 5", "value: 7"))
    assert dataqa("gate", "--update")[0] == 0
    assert dataqa("gate")[0] == 0
    (here / "train.yaml").write_text(SCHEMA)
    code, out, _ = dataqa("gate")
    assert code == 1
    assert "a" in out
    assert "less_than_or_equal_to" in out
