"""An audit without models: it trains none, says what it did not look at, and claims no score."""

from __future__ import annotations

import math
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest

import dataqa
from dataqa.demo import AS_OF, TARGET, customers
from dataqa.looked import QUICK
from dataqa.probe import learners


def refuse(*_):
    raise AssertionError("a model is trained")


@pytest.fixture(scope="module")
def rows():
    every = customers()
    return pd.concat([every.head(400), every.head(20)], ignore_index=True)


@pytest.fixture(scope="module")
def beside(rows):
    return {"target": TARGET, "as_of": AS_OF, "test": rows.tail(150), "reference": rows.head(150)}


@pytest.fixture(scope="module")
def quick(rows, beside):
    with patch.object(learners, "_fit", refuse):
        return dataqa.audit(rows, **beside, quick=True)


@pytest.fixture(scope="module")
def whole(rows, beside):
    return dataqa.audit(rows, **beside)


def skipped(result):
    return {outcome.check for outcome in result.outcomes if (outcome.status, outcome.reason) == ("skipped", QUICK)}


def test_no_model_is_trained_and_no_check_fails(quick):
    assert [outcome.check for outcome in quick.outcomes if outcome.status == "error"] == []
    assert skipped(quick) >= {"no-signal", "suspect-labels", "learning-curve", "split-shift", "unlike-reference", "idle-features"}
    assert not skipped(quick) & {"missing-values", "exact-duplicates", "personal-data", "outliers", "label-spellings"}


def test_what_it_finds_the_whole_audit_finds_as_severely(quick, whole):
    severity = {issue.id: dataqa.model.SEVERITIES.index(issue.severity) for issue in whole.record.every_issue}
    found = {issue.id: dataqa.model.SEVERITIES.index(issue.severity) for issue in quick.record.every_issue}
    assert len(found) > 5
    assert [name for name in found if name not in severity or found[name] < severity[name]] == []


def test_there_is_no_score_and_the_report_says_why(quick):
    score = quick.record.score
    assert math.isnan(quick.score)
    assert {issue.cost for issue in quick.record.every_issue} == {0.0}
    assert [one.title for one in score.obstacles if one.name == "quick"] == ["No model was trained (quick), so there is no score"]
    (said,) = (one.fix for one in score.obstacles if one.name == "quick")
    assert all(name in said for name in skipped(quick))
    for report in (quick.to_html(), quick.to_markdown()):
        assert "No model was trained (quick), so there is no score" in report
    assert quick.to_dict()["score"] is None
    assert quick.record.performance is None


def test_a_leak_that_no_model_was_asked_about_is_not_passed():
    rng = np.random.default_rng(0)
    y = np.arange(400) % 2
    data = {
        "x": rng.normal(size=400),
        "leak": y + rng.normal(0, 0.2, 400),
        "gap": np.where(rng.random(400) < 0.1, None, 1.0),
        "y": y,
    }
    result = dataqa.audit(data, "y", quick=True)
    assert "target-leak" in skipped(result)
    assert "missing-values" in [issue.check for issue in result.record.every_issue]
    assert [issue.check for issue in dataqa.audit(data, "y").issues if "leak" in issue.columns][:1] == ["target-leak"]


def test_clean_data_is_not_called_ready():
    rng = np.random.default_rng(1)
    x, z = rng.normal(size=(2, 600))
    data = {"x": x, "z": z, "y": np.where(x + z + rng.normal(size=600) > 0, "a", "b")}
    result = dataqa.audit(data, "y", quick=True)
    assert (result.issues, result.verdict) == ((), "fix first")
    assert result.record.score.verdict_reason == "No model was trained (quick), so there is no score"


def test_the_command_says_it_and_a_bound_on_the_score_is_not_met(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text("a,b,y\n" + "".join(f"{i % 7},{i * 37 % 101},{i % 2}\n" for i in range(60)))
    code, out, _ = command("audit", "rows.csv", "--target", "y", "--quick")
    assert code == 0
    assert "No model was trained (quick), so there is no score" in out
    code, _, err = command("audit", "rows.csv", "--target", "y", "--quick", "--fail-under", "80", "-q")
    assert code == 1
    assert err == "dataqa: no model was trained (quick), so there is no score, so the data is below --fail-under 80\n"
