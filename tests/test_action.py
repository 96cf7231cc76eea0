"""The action and the hook of this repository: they parse, name options that there are, and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
import typer
import yaml
from schemastore import faults

import dataqa.cli
from dataqa.cli import run
from dataqa.cli.app import app

pytestmark = pytest.mark.usefixtures("few_trees")

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
HEAD = "a,b,y\n"
ROWS = HEAD + "".join(f"{i % 7}.5,{i * 37 % 101},{i % 2}\n" for i in range(200))
WORSE = HEAD + "".join(f"{'' if i < 90 else f'{i % 7}.5'},{i * 37 % 101},{i % 2}\n" for i in range(200))


def options(command):
    (found,) = (one for name, one in typer.main.get_command(app).commands.items() if name == command)
    return {option for parameter in found.params for option in parameter.opts}


def test_the_hook_calls_a_command_that_there_is():
    (hook,) = hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert faults(".pre-commit-hooks.yml", hooks) == []
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("dataqa-gate", "python", False)
    program, command, *more = hook["entry"].split()
    assert (program, more) == ("dataqa", [])
    assert options(command)
    assert f'dataqa = "{dataqa.cli.__name__}:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_action_names_what_there_is():
    assert faults("GitHub Action", ACTION) == []
    script = STEPS[2]["run"]
    assert set(re.findall(r"--[a-z-]+", script)) <= options("gate")
    told = yaml.safe_dump(STEPS)
    assert set(re.findall(r"inputs\.([a-z-]+)", told)) == set(ACTION["inputs"])
    assert (ROOT / STEPS[2]["env"]["SCRIPT"].removeprefix("${{ github.action_path }}/")).is_file()
    assert STEPS[3]["if"].startswith("${{ !cancelled() && inputs.upload == 'true'")
    assert ACTION["inputs"]["upload"]["default"] == "false"
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.gate.outputs.{name} }}}}"
    # inputs reach the shell as variables and never as a part of the script
    assert not any("${{" in step.get("run", "") for step in STEPS)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my data.csv").write_text(ROWS)
    return tmp_path


@pytest.fixture
def gate(here):
    """``gate(DATA=…, …)`` → exit code, what was printed, and the outputs of the action's step.

    The step runs in bash; the command that it calls, in this process: the command as a process is in `test_cli_process.py`.
    """
    if not shutil.which("bash"):
        pytest.skip("there is no bash")
    temporary = here / "temporary"
    programs = {
        "python": f'exec "{sys.executable}" "$@"',
        "dataqa": 'printf "%s\\n" "$@" > "$RUNNER_TEMP/asked"; cat "$RUNNER_TEMP/printed"; exit "$(cat "$RUNNER_TEMP/code")"',
    }
    (temporary / "dataqa" / "bin").mkdir(parents=True)
    for name, line in programs.items():
        script = temporary / "dataqa" / "bin" / name
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    for name in ("asked", "printed", "code"):
        os.mkfifo(temporary / name)

    def answer():
        arguments = (temporary / "asked").read_text().splitlines()
        with redirect_stdout(StringIO()) as printed:
            code = run(arguments)
        (temporary / "printed").write_text(printed.getvalue())
        (temporary / "code").write_text(str(code))

    def go(**told):
        output = here / "output"
        output.write_text("")
        step = STEPS[2]
        more = {"SARIF": "dataqa.sarif", "SCRIPT": str(ROOT / ".github" / "action" / "outputs.py")}
        inputs = dict.fromkeys(step["env"], "") | more | told
        env = os.environ | inputs | {"RUNNER_TEMP": str(temporary), "GITHUB_OUTPUT": str(output)}
        env.pop("GITHUB_STEP_SUMMARY", None)
        Thread(target=answer, daemon=True).start()
        found = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=here, env=env, capture_output=True, encoding="utf-8", timeout=300
        )
        return found.returncode, found.stdout, dict(line.split("=") for line in output.read_text().splitlines())

    return go


def test_the_action_writes_the_page_and_uploads_it(gate, here):
    assert run(["gate", "my data.csv", "--target", "y", "--update", "--check", "missing-values", "-q"]) == 0
    assert gate(DATA="my data.csv", PAGE="a page.html", ARGS="--check missing-values")[0] == 0
    assert (here / "a page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    upload = STEPS[4]
    assert (upload["uses"].partition("@")[0], upload["with"]["path"]) == ("actions/upload-artifact", "${{ inputs.page }}")
    assert "inputs.page != ''" in upload["if"]


def test_the_action_runs(gate, here):
    assert run(["gate", "my data.csv", "--target", "y", "--update", "--check", "missing-values", "-q"]) == 0
    code, out, outputs = gate(DATA="my data.csv", ARGS="--check missing-values")
    assert (code, outputs) == (0, {"passed": "true", "score": "100.0"})
    assert out.startswith("dataqa: my data.csv: Passed")
    (here / "my data.csv").write_text(WORSE)
    code, out, outputs = gate(
        DATA="my data.csv", ARGS="--check missing-values", TARGET="y", BASELINE="dataqa.baseline/my data.json"
    )
    assert (code, outputs["passed"]) == (1, "false")
    assert "::error file=my data.csv" in out
    assert (here / "dataqa.sarif").is_file()


def test_what_is_gone_is_not_uploaded(gate, here):
    (here / "my data.csv").write_text(WORSE)
    assert run(["gate", "my data.csv", "--target", "y", "--update", "--check", "missing-values", "-q"]) == 0
    (here / "my data.csv").write_text(ROWS)
    gate(DATA="my data.csv", ARGS="--check missing-values")
    kept, uploaded = (
        {one["baselineState"] for one in json.loads(path.read_text())["runs"][0]["results"]}
        for path in (here / "dataqa.sarif", here / "temporary" / "dataqa-upload.sarif")
    )
    assert (kept - uploaded, "absent" in uploaded) == ({"absent"}, False)


def test_several_datasets_and_a_first_baseline(gate, here):
    (here / "more.csv").write_text(ROWS)
    (here / "dataqa.toml").write_text(
        "".join(
            f'[datasets.{name}]\npath = "{path}"\ntarget = "y"\nchecks = ["missing-values"]\n'
            for name, path in (("a", "my data.csv"), ("b", "more.csv"))
        )
    )
    assert gate(ARGS="--update")[2] == {"passed": "true", "score": "100.0"}
    assert gate()[2] == {"passed": "true", "score": "100.0"}


def test_a_wrong_call_gives_nothing_back(gate):
    assert gate(DATA="nowhere.csv")[::2] == (2, {})
