from __future__ import annotations

import pytest

from dataqa.errors import RuleError
from dataqa.policy.gate_rules import severity_of
from dataqa.policy.pack import Rules


@pytest.fixture
def load(tmp_path):
    def run(text):
        (tmp_path / "ours.yaml").write_text(text)
        return Rules.load(tmp_path / "ours.yaml")

    return run


def test_a_severity_is_that_of_the_worst_bound_that_is_crossed():
    bands = {"low": 0.1, "medium": 0.2}
    assert [severity_of(value, bands) for value in (0.1, 0.11, 0.3, float("nan"))] == [None, "low", "medium", None]


def test_medium_and_worse_fail_by_default():
    gate = Rules.load().gate
    assert [gate.fails(severity) for severity in ("critical", "high", "medium", "low", "info")] == [True, True, True, False, False]
    assert Rules.load().failing_from("low").gate.fails("low")


def test_a_pack_overrides_some_values(load):
    rules = load("gate: {fails_from: high, schema: {added: high}, drift: {medium: 0.4}}")
    assert (rules.gate.fails_from, rules.gate.schema_.added, rules.gate.schema_.removed) == ("high", "high", "high")
    assert rules.gate.drift == {"medium": 0.4}
    assert rules.gate.target_drift == Rules.load().gate.target_drift


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gate: {fail_from: high}", r"gate: fail_from: .*Did you mean 'fails_from'\?"),
        ("gate: {schema: {aded: high}}", r"gate: schema.aded: .*Did you mean 'added'\?"),
        ("gate: {fails_from: hihg}", r"gate: fails_from: .*Did you mean 'high'\?"),
        ("gate: {drift: {low: 0.5, medium: 0.2}}", "the bands must get stricter with severity"),
        ("gate: {issues: {searching: [weak-slice]}}", r"there is no check 'weak-slice'. Did you mean 'weak-slices'\?"),
    ],
)
def test_a_mistake_is_named(load, text, says):
    with pytest.raises(RuleError, match=says):
        load(text)
