from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from dataqa.dataset import DataFile
from dataqa.render.gitlab import to_gitlab

KEYS = {"description", "check_name", "fingerprint", "severity", "location"}


@pytest.fixture
def filed(full):
    return replace(full, dataset=replace(full.dataset, files=(DataFile(path="data/t.csv", rows=1309, header=1, first_line=2),)))


def test_one_entry_whole(filed):
    entry = json.loads(to_gitlab(filed))[1]
    assert re.fullmatch("[0-9a-f]{64}", entry.pop("fingerprint"))
    assert entry == {
        "description": "About 4.1% of the labels in survived look wrong. "
        "Find out where it comes from; repair it at the source; run the audit again.",
        "check_name": "label-errors",
        "severity": "critical",
        "location": {"path": "data/t.csv", "lines": {"begin": 19}},
    }


def test_severities(full):
    found = {issue.severity: entry["severity"] for issue, entry in zip(full.issues, json.loads(to_gitlab(full)), strict=True)}
    assert found == {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "info": "info"}


def test_a_frame_and_an_unknown_line_have_a_path_and_a_line_all_the_same(full, filed):
    assert json.loads(to_gitlab(full))[0]["location"] == {"path": "titanic.csv", "lines": {"begin": 1}}
    packed = replace(filed, dataset=replace(filed.dataset, files=(DataFile(path="data/t.csv.gz", rows=1309),)))
    assert json.loads(to_gitlab(packed))[1]["location"] == {"path": "data/t.csv.gz", "lines": {"begin": 1}}


def test_a_fingerprint_is_of_the_dataset_and_the_issue(full, filed, large):
    first = [entry["fingerprint"] for entry in json.loads(to_gitlab(full))]
    assert first == [entry["fingerprint"] for entry in json.loads(to_gitlab(filed))]
    other = replace(full, dataset=replace(full.dataset, name="other.csv"))
    assert set(first).isdisjoint(entry["fingerprint"] for entry in json.loads(to_gitlab(other)))
    assert len({entry["fingerprint"] for entry in json.loads(to_gitlab(large(10_000, 40)))}) == 10_000


@pytest.mark.parametrize("name", ["full", "clean", "empty", "hostile"])
def test_strict_and_the_same_twice(name, request):
    record = request.getfixturevalue(name)
    text = to_gitlab(record)
    assert text == to_gitlab(record)
    for entry in json.loads(text.encode("utf-8"), parse_constant=pytest.fail):
        assert set(entry) == KEYS
        assert entry["description"]
        assert not re.search(r"[\x00-\x1f]", entry["description"])
    assert json.loads(to_gitlab(record, issues=())) == []


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"), *full.issues[1:]))
    assert "kelly.james" not in to_gitlab(leaky)
    assert "kelly.james" in to_gitlab(leaky, mask=False)
