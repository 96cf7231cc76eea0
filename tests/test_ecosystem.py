"""The guide to other tools: its Python runs, its options exist."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "ecosystem.md").read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples" / "spam", tmp_path / "examples" / "spam")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_python_runs_from_top_to_bottom(here):
    names = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "ecosystem.md", "exec"), names)
    assert names["dataset"]["inputFacets"]["dataQualityMetrics"]["rowCount"] == 600
    assert (here / "datasheet.md").read_text().startswith("# Datasheet: messages.csv")
    assert 'id="evidence"' in (here / "audit.html").read_text()
    assert json.loads((here / "suite.json").read_text())["expectations"]
    assert (here / "messages.dbt.yml").read_text().startswith("version: 2")
    metadata = json.loads((here / "examples" / "spam" / "croissant.json").read_text())
    assert metadata["distribution"][0]["contentUrl"] == "messages.csv"


def test_its_example_for_mlflow_runs(here, monkeypatch):
    mlflow = pytest.importorskip("mlflow")
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    mlflow.set_tracking_uri((here / "runs").as_uri())
    [code] = re.findall(r"```py\n(.*?)```", PAGE, re.DOTALL)
    import dataqa

    names = {"result": dataqa.audit("examples/spam/messages.csv", target="label", checks=["missing-values"])}
    exec(compile(code, "ecosystem.md", "exec"), names)
    assert len(list((here / "runs").rglob("audit.html"))) == 1


def test_its_options_are_those_of_the_command():
    from typer.main import get_command

    from dataqa.cli.app import app

    known = {name for param in get_command(app).commands["audit"].params for name in param.opts}
    assert [name for name in re.findall(r"(?<!-)--[a-z][a-z-]*", PAGE) if name not in known] == []
