"""What stands in examples/gate/ works as it stands there."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from schemastore import faults

from dataqa.cli import run

pytestmark = pytest.mark.usefixtures("few_trees")

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "gate"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
HEAD = "a,b,label\n"
ROWS = HEAD + "".join(f"{i % 7}.5,{i * 37 % 101},{i % 2}\n" for i in range(200))
WORSE = HEAD + "".join(f"{'' if i < 90 else f'{i % 7}.5'},{i * 37 % 101},{i % 2}\n" for i in range(200))


@pytest.fixture
def here(tmp_path, monkeypatch):
    for path in FOLDER.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    (tmp_path / "train.csv").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def step(here, capsys, monkeypatch):
    """``step("gate", …)`` → exit code, stdout and stderr of ``python step.py gate …``."""

    def run_it(*arguments):
        monkeypatch.setattr(sys, "argv", ["step.py", *arguments])
        try:
            runpy.run_path("step.py", run_name="__main__")
        except SystemExit as stopped:  # with a text: Python prints it and exits with 1
            return 1, capsys.readouterr().out, str(stopped.code)
        return 0, *capsys.readouterr()

    return run_it


def test_the_step_stops_where_data_got_worse(here, step):
    code, out, _ = step("accept", "train.csv", "label", "baseline.json")
    assert (code, out[:6]) == (0, "score ")
    assert step("gate", "train.csv", "label", "baseline.json")[0] == 0
    (here / "train.csv").write_text(WORSE)
    code, _, err = step("gate", "train.csv", "label", "baseline.json", "gate.html")
    assert (code, err.splitlines()[0]) == (1, "## dataqa gate: failed")
    assert (here / "gate.html").is_file()


def test_the_stage_of_dvc_stops_where_data_got_worse(here):
    told = yaml.safe_load((here / "dvc.yaml").read_text())
    assert faults("dvc.yaml", told) == []
    stage = told["stages"]["gate"]
    program, *arguments = shlex.split(stage["cmd"])
    assert program == "dataqa"
    accept = next(line for line in README.splitlines() if line.strip().endswith("--update"))
    assert run([*shlex.split(accept)[1:], "-q"]) == 0
    assert all((here / path).is_file() for path in stage["deps"])
    assert run([*arguments, "-q"]) == 0
    assert all((here / path).is_file() for out in stage["outs"] for path in out)
    (here / "train.csv").write_text(WORSE)
    assert run([*arguments, "-q"]) == 1


def test_what_the_page_shows_of_yaml_is_valid():
    hooks, steps = (yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL))
    assert faults(".pre-commit-config.yml", hooks) == []
    action = yaml.safe_load((FOLDER.parent.parent / "action.yml").read_text(encoding="utf-8"))
    assert set(steps["steps"][1]["with"]) <= set(action["inputs"])
    workflow = {"on": "push", "jobs": {"gate": {"runs-on": "ubuntu-latest", **steps}}}
    assert faults("GitHub Workflow", workflow) == []
