"""Audits logged to MLflow itself, with its runs in a file database."""

from __future__ import annotations

import json
import sys

import pytest

import dataqa
from dataqa.errors import CallError
from dataqa.tracking import log_to_mlflow

mlflow = pytest.importorskip("mlflow")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri((tmp_path / "runs").as_uri())
    yield tmp_path / "runs"
    mlflow.set_tracking_uri(before)


@pytest.fixture(scope="module")
def result():
    n = 60
    rows = {"x": [None if i % 3 == 0 else i / 2 for i in range(n)], "mail": [f"kelly{i}@example.com" for i in range(n)]}
    return dataqa.audit(rows | {"y": ["a", "b"] * (n // 2)}, target="y", checks=["missing-values", "personal-data", "stale-data"])


def test_score_verdict_page_and_issues_stand_in_the_run(store, result):
    with mlflow.start_run() as run:
        log_to_mlflow(result)
    client = mlflow.MlflowClient()
    logged = client.get_run(run.info.run_id).data
    assert logged.metrics["dataqa.issues"] == len(result.issues) == 2
    assert logged.metrics["dataqa.score"] == pytest.approx(result.score)
    assert logged.metrics["dataqa.dimensions.missing"] == pytest.approx(result.dimensions["missing"].score)
    assert "dataqa.dimensions.freshness" not in logged.metrics  # nothing looked: no number
    by_severity = {name: value for name, value in logged.metrics.items() if name.startswith("dataqa.issues.")}
    assert sum(by_severity.values()) == 2
    assert logged.tags["dataqa.verdict"] == result.verdict
    assert logged.tags["dataqa.fingerprint"] == result.record.dataset.fingerprint
    assert sorted(one.path for one in client.list_artifacts(run.info.run_id, "dataqa")) == [
        "dataqa/audit.html",
        "dataqa/audit.json",
    ]
    text = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/dataqa/audit.json")
    assert json.loads(text) == result.to_dict()


def test_private_values_stay_private(store, result):
    with mlflow.start_run():
        log_to_mlflow(result)
    held = [path.read_text(encoding="utf-8") for path in store.rglob("*") if path.is_file()]
    assert any("<!doctype html>" in text for text in held)
    assert [text[:80] for text in held if "kelly1@" in text] == []


def test_without_a_run_nothing_is_logged(store, result):
    with pytest.raises(CallError, match="No run of MLflow is active"):
        log_to_mlflow(result)
    assert list(store.rglob("audit.html")) == []


def test_without_mlflow_it_says_what_to_install(monkeypatch, result):
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(CallError, match="pip install mlflow-skinny"):
        log_to_mlflow(result)
