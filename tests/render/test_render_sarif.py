from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from dataqa.dataset import DataFile
from dataqa.model import SEVERITIES
from dataqa.record import CheckText
from dataqa.render.sarif import to_sarif

FIXTURES = ("full", "clean", "empty", "hostile")


@pytest.fixture
def filed(full):
    files = (
        DataFile(path="some data/p1.csv", rows=1000, header=1, first_line=2),
        DataFile(path="some data/p2.csv", rows=309, header=1),
    )
    return replace(full, dataset=replace(full.dataset, files=files))


def run_of(record, **more):
    (run,) = json.loads(to_sarif(record, **more))["runs"]
    return run


def test_one_issue_whole(filed):
    run = run_of(filed)
    labels = run["results"][1]
    at = {"artifactLocation": {"uri": "some%20data/p1.csv", "index": 0, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 19}}
    assert labels["locations"] == [
        {
            "physicalLocation": at,
            "logicalLocations": [{"name": "survived", "fullyQualifiedName": "titanic.csv/survived", "kind": "column"}],
        }
    ]
    assert labels["relatedLocations"][0] == {"id": 1, "message": {"text": "row 17 (from 0), id P0017"}, "physicalLocation": at}
    assert [row["id"] for row in labels["relatedLocations"]] == [1, 2, 3, 4, 5]
    other = labels["relatedLocations"][3]  # row 1201: the second file has cells with line breaks
    assert other["physicalLocation"] == {"artifactLocation": {"uri": "some%20data/p2.csv", "index": 1, "uriBaseId": "%SRCROOT%"}}
    assert (labels["ruleId"], labels["level"], labels["rank"]) == ("label-errors", "error", 61.68)
    assert labels["message"]["text"] == "About 4.1% of the labels in survived look wrong"
    assert labels["partialFingerprints"]["dataqa/issue/v1"] == "label-errors:survived"
    assert labels["properties"] | {"fix": ""} == {
        "dimension": "labels", "severity": "high", "columns": ["survived"], "value": 0.041, "unit": "share of rows",
        "interval": [0.029, 0.055], "threshold": 0.01, "cost": 8.4, "cost_interval": [8.4 * 0.7, 8.4 * 1.4], "blocking": False,
        "rows": {"count": 5, "positions": [17, 903, 44, 1201, 560], "labels": ["P0017", "P0903", "P0044", "P1201", "P0560"]},
        "fix": "",
    }  # fmt: skip


def test_the_run(filed):
    run = run_of(filed)
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["some%20data/p1.csv", "some%20data/p2.csv"]
    assert run["automationDetails"] == {"id": "dataqa/titanic.csv/"}
    assert (run["properties"]["score"], run["properties"]["verdict"]) == (filed.score.value, "do not train")
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"] == [
        {
            "associatedRule": {"id": "outliers"},
            "level": "error",
            "message": {"text": "outliers: failed to run: ValueError: no <numbers> left | at all"},
        }
    ]
    assert [note["associatedRule"]["id"] for note in invocation["toolConfigurationNotifications"]] == ["shift", "near-duplicates"]


def test_each_result_points_at_its_rule_and_ranks_fall(full):
    run = run_of(full)
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len({issue.check for issue in full.issues})
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [issue.check for issue in full.issues]
    ordered = sorted(
        zip(full.issues, run["results"], strict=True), key=lambda pair: (SEVERITIES.index(pair[0].severity), -pair[0].cost)
    )
    ranks = [result["rank"] for _, result in ordered]
    assert ranks == sorted(ranks, reverse=True)
    assert 0 <= min(ranks) <= max(ranks) <= 100
    levels = {result["properties"]["severity"]: result["level"] for result in run["results"]}
    assert levels == {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}


def test_a_rule_says_what_the_check_says(full):
    texts = {"target-leak": CheckText(measures="Skill of one column.", why="<columns> tells too much.", fix="Drop <columns>.")}
    rule = run_of(replace(full, texts=texts))["tool"]["driver"]["rules"][0]
    assert (rule["name"], rule["shortDescription"]["text"]) == ("TargetLeak", "Skill of one column.")
    assert rule["fullDescription"]["text"] == "<columns> tells too much."
    assert "Drop &lt;columns&gt;." in rule["help"]["markdown"]
    assert rule["properties"]["dimension"] == "leakage"


def test_a_frame_is_named(full):
    run = run_of(replace(full, dataset=replace(full.dataset, name="pandas DataFrame")))
    assert "artifacts" not in run
    assert [at["name"] for at in run["results"][0]["locations"][0]["logicalLocations"]] == ["pandas DataFrame", "lifeboat"]
    assert run["results"][1]["relatedLocations"][0]["logicalLocations"] == [{"name": "row 17 (from 0), id P0017", "kind": "row"}]


def test_states_to_a_baseline_and_other_issues(filed):
    kept, gone = filed.issues[1], replace(filed.issues[2], id="gone")
    run = run_of(filed, issues=(kept, gone), states={kept.id: "updated", "gone": "absent"})
    assert [result["baselineState"] for result in run["results"]] == ["updated", "absent"]
    assert len(run["tool"]["driver"]["rules"]) == 2
    # the rows of what is gone are those of other data
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]
    assert "relatedLocations" not in run["results"][1]


@pytest.mark.parametrize("name", FIXTURES)
def test_valid_by_the_schema_and_the_same_twice(name, request, sarif_schema):
    record = request.getfixturevalue(name)
    text = to_sarif(record)
    assert text == to_sarif(record)
    assert [error.message for error in sarif_schema.iter_errors(json.loads(text.encode("utf-8")))] == []


def test_files_states_and_many_issues_are_valid(filed, large, sarif_schema):
    states = {issue.id: state for issue, state in zip(filed.issues, ("new", "unchanged", "updated", "absent") * 3, strict=False)}
    assert list(sarif_schema.iter_errors(json.loads(to_sarif(filed, states=states)))) == []
    assert list(sarif_schema.iter_errors(json.loads(to_sarif(large(120, 40))))) == []


def test_thousands_of_issues(large):
    run = run_of(large(2_000, 40))
    assert len(run["results"]) == 2_000
    assert len(run["tool"]["driver"]["rules"]) == 5
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]}) == 2_000


def test_hostile_values_do_nothing(hostile):
    shown = replace(hostile, issues=tuple(replace(issue, title="see [here](1), {0} and {") for issue in hostile.issues))
    message = run_of(shown)["results"][0]["message"]
    assert message["text"] == "see [here] (1), {{0}} and {{"
    for result in run_of(hostile)["results"]:
        assert result["message"]["text"]
        assert not re.search(r"[\x00-\x1f\u202a-\u202e]|\]\(", result["message"]["text"])
        assert "<script>" not in result["message"]["markdown"]
    no_numbers = replace(
        hostile, issues=(replace(hostile.issues[0], value=float("nan"), cost=float("nan"), threshold=float("inf")),)
    )
    assert run_of(no_numbers)["results"][0]["rank"] == 40.0


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"), *full.issues[1:]))
    assert "kelly.james" not in to_sarif(leaky)
    assert "kelly.james" in to_sarif(leaky, mask=False)
