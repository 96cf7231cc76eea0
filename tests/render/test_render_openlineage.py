"""Facets of OpenLineage, built again from the classes of openlineage-python and sent by its client."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

import dataqa

pytest.importorskip("openlineage.client")
from openlineage.client import facet_v2
from openlineage.client.event_v2 import InputDataset, Job, Run, RunEvent, RunState
from openlineage.client.serde import Serde

NAMES = ("x", "all nine", "<script>alert(1)</script>", "email", "y")


@pytest.fixture(scope="module")
def result():
    n = 60
    rows = {
        "x": [None if i % 3 == 0 else i / 2 for i in range(n)],
        "all nine": [9] * n,
        "<script>alert(1)</script>": list(range(n)),
        "email": [f"kelly{i}@example.com" for i in range(n)],
        "y": ["a", "b"] * (n // 2),
    }
    return dataqa.audit(
        rows, target="y", checks=["missing-values", "constant-columns", "stale-data", "personal-data", "exact-duplicates"]
    )


@pytest.fixture(scope="module")
def told(result):
    return json.loads(result.to_openlineage())


def built(told):
    """Make the dataset from the package's own classes: a key that they do not know is a TypeError."""

    def facet(cls, content, **parts):
        content = {key: value for key, value in content.items() if not key.startswith("_")}
        return cls(**(content | parts))

    quality = facet_v2.data_quality_assertions_dataset
    metrics = facet_v2.data_quality_metrics_input_dataset
    schema = facet_v2.schema_dataset
    facets, inputs = told["facets"], told["inputFacets"]
    fields = [schema.SchemaDatasetFacetFields(**one) for one in facets["schema"]["fields"]]
    assertions = [quality.Assertion(**one) for one in inputs["dataQualityAssertions"]["assertions"]]
    columns = {name: metrics.ColumnMetrics(**one) for name, one in inputs["dataQualityMetrics"]["columnMetrics"].items()}
    return InputDataset(
        namespace=told["namespace"],
        name=told["name"],
        facets={"schema": facet(schema.SchemaDatasetFacet, facets["schema"], fields=fields)},
        inputFacets={
            "dataQualityAssertions": facet(
                quality.DataQualityAssertionsDatasetFacet, inputs["dataQualityAssertions"], assertions=assertions
            ),
            "dataQualityMetrics": facet(
                metrics.DataQualityMetricsInputDatasetFacet, inputs["dataQualityMetrics"], columnMetrics=columns
            ),
        },
    )


def test_it_is_what_openlineages_own_classes_write(told):
    def without(value):
        """Leave out what the classes fill in themselves: the producer, versions of schemas, and empty parts."""
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if not k.startswith("_") and v not in ({}, [], None)}
        return [without(one) for one in value] if isinstance(value, list) else value

    theirs = Serde.to_dict(built(told))
    assert without(theirs) == without(told)
    for kind in ("facets", "inputFacets"):
        for name, facet in told[kind].items():
            url = theirs[kind][name]["_schemaURL"]
            assert facet["_schemaURL"].rpartition("/")[2] == url.rpartition("/")[2]
            assert facet["_producer"] == f"urn:dataqa-audit:{dataqa.__version__}"


def test_a_run_event_with_it_is_sent_as_it_is(told, tmp_path):
    from openlineage.client import OpenLineageClient
    from openlineage.client.transport.file import FileConfig, FileTransport

    log = tmp_path / "events.jsonl"
    client = OpenLineageClient(transport=FileTransport(FileConfig(log_file_path=str(log), append=True)))
    run = Run(runId=str(UUID(int=1)))
    job = Job(namespace="here", name="audit")
    when = datetime(2026, 1, 31, tzinfo=UTC).isoformat()
    event = RunEvent(eventType=RunState.COMPLETE, eventTime=when, run=run, job=job, inputs=[built(told)], producer="urn:test")
    client.emit(event)
    sent = json.loads(log.read_text())
    assert len(sent["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"]) >= 4


def test_checks_that_looked_assert_and_others_do_not(told):
    found = {}
    for one in told["inputFacets"]["dataQualityAssertions"]["assertions"]:
        found.setdefault(one["assertion"], []).append((one["success"], one.get("column")))
    assert found["missing-values"] == [(False, "x")]
    assert found["constant-columns"] == [(False, "all nine")]
    assert found["exact-duplicates"] == [(True, None)]
    assert "stale-data" not in found  # no dates: not looked at, which is no success


def test_metrics_are_those_of_all_rows(told):
    metrics = told["inputFacets"]["dataQualityMetrics"]
    assert (metrics["rowCount"], list(metrics["columnMetrics"])) == (60, list(NAMES))
    x = metrics["columnMetrics"]["x"]
    assert (x["nullCount"], x["count"], x["distinctCount"], x["min"], x["max"]) == (20, 40.0, 40, 0.5, 29.5)
    assert x["quantiles"]["0.5"] == pytest.approx(15.0, abs=0.51)


def test_personal_values_are_left_out(result):
    assert "kelly" not in result.to_openlineage()
    n = 60
    rows = {"phone number": [2079460000 + 7 * i for i in range(n)], "y": ["a", "b"] * (n // 2)}
    people = dataqa.audit(rows, target="y", checks=["personal-data"])
    assert [issue.columns for issue in people.issues] == [("phone number",)]
    metrics = json.loads(people.to_openlineage())["inputFacets"]["dataQualityMetrics"]["columnMetrics"]["phone number"]
    assert set(metrics) == {"nullCount", "count", "distinctCount"}
    shown = json.loads(people.to_openlineage(mask=False))["inputFacets"]["dataQualityMetrics"]["columnMetrics"]["phone number"]
    assert shown["min"] == 2079460000


def test_a_file_is_named_without_the_machine(tmp_path, monkeypatch):
    from dataqa.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "d.csv").write_text("a,y\n" + "".join(f"{i},{i % 2}\n" for i in range(30)))
    assert run(["audit", "data/d.csv", "--check", "missing-values", "--openlineage", "o.json", "-q"]) == 0
    told = json.loads((tmp_path / "o.json").read_text())
    assert (told["namespace"], told["name"], told["inputFacets"]["dataQualityMetrics"]["fileCount"]) == ("file", "data/d.csv", 1)
    assert str(tmp_path) not in (tmp_path / "o.json").read_text()
