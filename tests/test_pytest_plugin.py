"""The fixture ``dataqa``: what fails reads well, what passes says nothing, and a baseline is written when asked."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

import dataqa
import dataqa.asserting

pytestmark = pytest.mark.usefixtures("few_trees")

pytest_plugins = ["pytester"]
# an installation from before the plugin does not know it
LOADED = () if entry_points(group="pytest11", name="dataqa") else ("-p", "dataqa.pytest_plugin")
ROWS = "a,b,y\n" + "".join(f"{i % 7}.5,{i * 37 % 101},{i % 2}\n" for i in range(200))
WORSE = "a,b,y\n" + "".join(f"{'' if i < 90 else f'{i % 7}.5'},{i * 37 % 101},{i % 2}\n" for i in range(200))
NO_WORSE = """
def test_train(dataqa):
    dataqa.assert_no_worse("train.csv", target="y", checks=["missing-values"])
"""


@pytest.fixture(scope="module", autouse=True)
def loaded():
    """Load all of it once: pytester forgets what a run loads, and NumPy cannot be loaded twice."""
    result = dataqa.audit({"x": [None, 1.5, 2.5] * 20, "y": ["a", "b"] * 30}, "y")
    dataqa.asserting.Decided.of(dataqa.gate(result, result)).to_html()
    result.to_html()


@pytest.fixture
def go(pytester, monkeypatch):
    for name in ("FORCE_COLOR", "COLUMNS", "CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    (pytester.path / "train.csv").write_text(ROWS)

    def run(code, *arguments):
        pytester.makepyfile(test_data=code)
        return pytester.runpytest(*LOADED, *arguments)

    return run


def test_ready_data_passes_and_says_nothing(go, pytester):
    result = go("""
        import pandas as pd

        def test_it(dataqa):
            frame = pd.DataFrame({"x": [i * 7919 % 1009 / 10 for i in range(400)], "y": ["a", "b", "b", "a"] * 100})
            found = dataqa.assert_ready(frame, fail_on="medium", fail_under=50)
            assert found.verdict == "ready"
    """)
    result.assert_outcomes(passed=1)
    assert "dataqa: " not in result.stdout.str()


def test_what_is_not_ready_is_told_without_a_traceback(go):
    result = go("""
        import dataqa as module

        def test_it(dataqa):
            rows = {"mail": [f"ada{i}@example.org" for i in range(60)], "x": [None, 1.5, 2.5] * 20, "y": ["a", "b"] * 30}
            dataqa.assert_ready(rows, target="y", checks=["personal-data", "missing-values"])

        def test_the_module_is_at_hand(dataqa):
            assert dataqa.audit is module.audit
            assert dataqa.__version__
    """)
    result.assert_outcomes(failed=1, passed=1)
    text = result.stdout.str()
    result.stdout.fnmatch_lines([
        ">*dataqa.assert_ready(rows*",
        "E*AssertionError: dict of lists is not ready: score*",
        "E*high, blocking: personal-data: `mail` contains e-mail addresses in 60 rows",
        "E*  → Remove e-mail addresses from `mail` *",
        "E*medium: missing-values: *",
    ])  # fmt: skip
    assert "asserting.py" not in text.split("short test summary")[0]
    assert "ada1@" not in text


def test_severity_and_score_fail_too(go):
    result = go("""
        import pytest

        ROWS = {"x": [None, 1.5, 2.5] * 20, "z": list(range(60))}

        def test_severity(dataqa):
            with pytest.raises(AssertionError, match="dict of lists has 1 issue of severity low or worse"):
                dataqa.assert_ready(ROWS, fail_on="low", checks=["missing-values"])

        def test_score(dataqa):
            with pytest.raises(AssertionError, match="dict of lists has a score of .*, below 100"):
                dataqa.assert_ready({**ROWS, "y": [1.5, 2.5, 99.0] * 20}, "y", fail_under=100)

        def test_no_such_severity(dataqa):
            with pytest.raises(dataqa.CallError, match="Did you mean 'high'"):
                dataqa.assert_ready(ROWS, fail_on="hihg")
    """)
    result.assert_outcomes(passed=3)


def test_a_baseline_is_written_when_asked_and_held_against(go, pytester):
    missing = go(NO_WORSE)
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines(["*There is no baseline *dataqa.baseline/train.json*"])
    assert "review.py" not in missing.stdout.str().split("short test summary")[0]
    written = go(NO_WORSE, "--dataqa-update")
    written.assert_outcomes(passed=1)
    written.stdout.fnmatch_lines(["dataqa: wrote the baseline dataqa.baseline/train.json"])
    go(NO_WORSE).assert_outcomes(passed=1)
    (pytester.path / "train.csv").write_text(WORSE)
    worse = go(NO_WORSE)
    worse.assert_outcomes(failed=1)
    worse.stdout.fnmatch_lines([
        "E*AssertionError: train is worse than its baseline dataqa.baseline/train.json: 2 findings",
        "E*drift: a moved by *",
        "E*missing-values (new): `a` is empty in 90 rows*",
        "E*  → *",
        "E*If the change is intended, pytest --dataqa-update writes the new baseline.",
    ])  # fmt: skip
    go(NO_WORSE, "--dataqa-update").assert_outcomes(passed=1)
    go(NO_WORSE).assert_outcomes(passed=1)


def test_a_frame_has_the_baseline_of_its_test(go, pytester):
    code = """
        import pandas as pd
        import pytest

        @pytest.mark.parametrize("size", [60])
        def test_it(dataqa, size):
            rows = pd.DataFrame({0: range(size), "y": ["a", "b"] * (size // 2)})
            accept = [{"check": "class-imbalance", "reason": "r", "owner": "o", "expires": "2999-01-01"}]
            decision = dataqa.assert_no_worse(rows, "y", accept=accept, protected="y", checks="missing-values", test=rows, id=0)
            assert decision is None or decision.passed
    """
    go(code, "--dataqa-update").assert_outcomes(passed=1)
    assert [path.name for path in (pytester.path / "dataqa.baseline").iterdir()] == ["test_data.py-test_it-60.json"]
    go(code).assert_outcomes(passed=1)


def test_the_configuration_says_how_a_file_is_audited(go, pytester):
    (pytester.path / "dataqa.toml").write_text(
        '[datasets.ours]\npath = "train.csv"\ntarget = "y"\nchecks = ["missing-values"]\nbaseline = "kept.json"\n'
        + "".join(
            f'[[datasets.ours.accept]]\ncheck = "{check}"\nreason = "r"\nowner = "o"\nexpires = 2999-01-01\n'
            for check in ("drift", "missing-values")
        )
    )
    code = """
        def test_it(dataqa):
            dataqa.assert_no_worse("train.csv")
    """
    go(code, "--dataqa-update").assert_outcomes(passed=1)
    assert json.loads((pytester.path / "kept.json").read_text())["task"]["target"] == "y"
    (pytester.path / "train.csv").write_text(WORSE)
    go(code).assert_outcomes(passed=1)


def test_reports_are_written_for_what_passes_and_what_fails(go, pytester):
    code = """
        def test_ready(dataqa):
            dataqa.assert_ready("train.csv", target="y", checks=["personal-data"], fail_under=101)

        def test_no_worse(dataqa):
            dataqa.assert_no_worse("train.csv", target="y", checks=["missing-values"])
    """
    result = go(code, "--dataqa-report", "out", "--dataqa-update")
    result.assert_outcomes(passed=1, failed=1)
    names = ["test_data.py-test_no_worse-train.html", "test_data.py-test_ready-train.csv.html"]
    assert sorted(path.name for path in (pytester.path / "out").iterdir()) == names
    result.stdout.fnmatch_lines([f"E*The report: out/{names[1]}", f"dataqa: wrote the report out/{names[0]}"])


def test_files_are_found_from_the_root(go, pytester, monkeypatch):
    go(NO_WORSE, "--dataqa-update")
    (pytester.path / "deep").mkdir()
    (pytester.path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.chdir(pytester.path / "deep")
    pytester.runpytest(*LOADED, "--rootdir", str(pytester.path), str(pytester.path / "test_data.py")).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "call", ['assert_ready("train.csv", "z")', 'assert_ready("trian.csv")', 'assert_no_worse("train.csv", "z")']
)
def test_a_wrong_call_is_an_error_of_one_line(go, call):
    go(NO_WORSE, "--dataqa-update")
    result = go(f"""
        def test_it(dataqa):
            dataqa.{call}
    """)
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert "Error: There is no " in text
    assert "dataqa/" not in text.split("short test summary")[0].replace("dataqa/test_", "")


def test_the_help_tells_the_options(pytester):
    text = pytester.runpytest(*LOADED, "--help").stdout.str()
    assert "--dataqa-update" in text
    assert "--dataqa-report=DIR" in text


def test_pytest_loads_nothing_of_it_that_is_heavy(pytester):
    pytester.makepyfile("""
        import sys

        def test_it():
            assert not {"pandas", "polars", "numpy", "sklearn", "dataqa.api", "dataqa.asserting"} & set(sys.modules)
    """)
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *LOADED],
        cwd=pytester.path,
        capture_output=True,
        encoding="utf-8",
    )
    assert told.returncode == 0, told.stdout
