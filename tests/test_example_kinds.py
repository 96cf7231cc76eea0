"""What examples/ makes for each kind of work, and what is found there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import dataqa

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def example(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(result, checks):
    assert [outcome.check for outcome in result.outcomes if outcome.status == "error"] == []
    return {issue.check: issue.rows.count for issue in result.issues if issue.check in checks and issue.rows}


def test_prices():
    frame = example("prices/houses").houses()
    result = dataqa.audit(frame, target="price", checks=["nominal-values", "duplicates-but-ids", "outliers", "target-leak"])
    assert result.issues[0].check == "target-leak"
    assert result.issues[0].columns == ("agent_fee",)
    assert found(result, {"nominal-values", "outliers", "duplicates-but-ids"}) == {
        "nominal-values": 14, "outliers": 18, "duplicates-but-ids": 30,
    }  # fmt: skip


def test_recommendations():
    frame = example("recommendations/ratings").ratings()
    result = dataqa.audit(frame, target="stars", checks=["exact-duplicates", "single-value-raters", "outlying-users"])
    assert result.record.task.kind == "recommendation"
    assert found(result, {"exact-duplicates", "single-value-raters"}) == {"exact-duplicates": 90, "single-value-raters": 115}


def test_demand():
    frame = example("demand/sales").sales()
    checks = ["exact-duplicates", "series-gaps", "level-shifts", "zero-runs", "stuck-values"]
    result = dataqa.audit(frame, target="units", checks=checks)
    assert result.record.task.kind == "forecasting"
    assert found(result, {"exact-duplicates", "zero-runs", "stuck-values"}) == {
        "exact-duplicates": 15, "zero-runs": 21, "stuck-values": 42,
    }  # fmt: skip
    assert {issue.check for issue in result.issues} == set(checks)


def test_language(tmp_path):
    module = example("language/chats")
    path = module.written(tmp_path / "chats.jsonl")
    checks = ["cut-answers", "refused-answers", "empty-answers", "template-leftovers", "personal-data"]
    result = dataqa.audit(path, checks=checks)
    assert found(result, checks) == {
        "cut-answers": 8, "refused-answers": 8, "empty-answers": 4, "template-leftovers": 5, "personal-data": 5,
    }  # fmt: skip


def test_images(tmp_path):
    pytest.importorskip("PIL")
    folder = example("images/shapes").shapes(tmp_path / "shapes")
    checks = ["exact-duplicates", "label-conflicts", "near-duplicate-images", "odd-images", "unreadable-images", "row-order"]
    result = dataqa.audit(folder, checks=checks)
    assert found(result, {"exact-duplicates", "label-conflicts", "near-duplicate-images", "unreadable-images"}) == {
        "exact-duplicates": 3, "label-conflicts": 2, "near-duplicate-images": 1, "unreadable-images": 1,
    }  # fmt: skip
    odd = [issue for issue in result.issues if issue.check == "odd-images"]
    assert sum(issue.rows.count for issue in odd) == 5
