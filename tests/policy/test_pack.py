"""Packs: what ships, what a user changes, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataqa.errors import CallError, RuleError
from dataqa.policy.pack import Rules, packs


def test_what_ships_loads():
    assert set(packs()) >= {"default", "strict"}
    for name in packs():
        rules = Rules.load(name)
        assert rules.name == name
        assert rules.title
        assert rules.by_check.keys() == Rules.load().by_check.keys()


def test_strict_is_never_milder():
    default, strict = Rules.load(), Rules.load("strict")
    assert strict.verdict.ready_from > default.verdict.ready_from
    for check, rule in strict.by_check.items():
        usual = default.rule(check)
        sign = 1 if rule.direction == "above" else -1
        assert all(sign * bound <= sign * usual.bands.get(severity, bound) for severity, bound in rule.bands.items()), check


def test_a_pack_of_ones_own_extends_strict(pack):
    rules = "{missing-values: {bands: {low: null, high: 0.3}, most: 2}}"
    text = f"{{title: Ours, extends: strict, verdict: {{ready_from: 99}}, rules: {rules}}}"
    ours, strict = Rules.load(pack(text)), Rules.load("strict")
    assert (ours.title, ours.verdict.ready_from, ours.verdict.train_from) == ("Ours", 99, strict.verdict.train_from)
    mine = ours.rule("missing-values")
    assert (mine.bands, mine.most) == ({"medium": 0.05, "high": 0.3}, 2)
    assert mine.messages == strict.rule("missing-values").messages
    assert [check for check in ours.by_check if ours.rule(check) != strict.rule(check)] == ["missing-values"]


def test_a_pack_that_extends_nothing_extends_the_default(pack):
    assert Rules.load(pack("")).by_check == Rules.load().by_check


def test_a_pack_extends_another_file_beside_it(pack):
    pack("verdict: {ready_from: 91}", "base.yaml")
    found = Rules.load(Path(pack("{extends: base.yaml, verdict: {train_from: 7}}")))
    assert (found.verdict.ready_from, found.verdict.train_from) == (91, 7)


def test_one_parameter_is_changed_and_the_others_stay(pack):
    found = Rules.load(pack("rules: {row-order: {parameters: {least_rows: 7}}}")).rule("row-order").parameters
    assert found == Rules.load().rule("row-order").parameters.model_copy(update={"least_rows": 7})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: {missing-value: {most: 3}}", "mine.yaml: there is no check 'missing-value'. Did you mean 'missing-values'?"),
        ("rules: {missing-values: {mots: 3}}", "mots: Extra inputs are not permitted. Did you mean 'most'?"),
        ("rules: {missing-values: {cost: {curv: [[0, 0]]}}}", "cost.curv: Extra inputs are not permitted. Did you mean 'curve'?"),
        (
            "rules: {missing-values: {cost: {curve: [[0, 0]], tiems: one}}}",
            "cost.tiems: Extra inputs are not permitted. Did you mean 'times'?",
        ),
        ("rules: {missing-values: {bands: {hihg: 0.5}}}", "Did you mean 'high'?"),
        ("rules: {missing-values: {bands: {low: 0.5, high: 0.1}}}", "the bands must get stricter with severity (above)."),
        ("rules: {missing-values: {bands: {low: .nan}}}", "bands.low: Input should be a finite number."),
        ("rules: {missing-values: {most: 0}}", "most: Input should be greater than or equal to 1."),
        (
            "rules: {row-order: {parameters: {leest_rows: 7}}}",
            "mine.yaml: parameters.leest_rows: Extra inputs are not permitted. Did you mean 'least_rows'?",
        ),
        (
            "rules: {outliers: {parameters: {few_rows: 7}}}",
            "Findings that all checks share have one, which no pack changes: apart.",
        ),
        ("rules: {missing-values: 3}", "mine.yaml: rules.missing-values: Input should be a valid dictionary."),
        ("ruels: {}", "mine.yaml: ruels: Extra inputs are not permitted. Did you mean 'rules'?"),
        ("verdict: {ready_from: 120}", "verdict: ready_from: Input should be less than or equal to 100."),
        ("verdict: {ready_form: 90}", "verdict: ready_form: Extra inputs are not permitted. Did you mean 'ready_from'?"),
        ("verdict: {ready_from: 40}", "train_from (50) must not exceed ready_from (40)."),
        ("extends: mine.yaml", "extends itself, or more than 10 others."),
        ("extends: strickt", "There is no pack 'strickt'; known are default, strict, or a YAML file. Did you mean 'strict'?"),
        ("a: [1", "mine.yaml cannot be read: while parsing a flow sequence"),
        ("- a", "mine.yaml: Input should be a valid dictionary"),
        ("a: !!python/object/apply:os.getcwd []", "mine.yaml cannot be read: could not determine a constructor"),
    ],
)
def test_a_mistake_is_told_in_one_line(pack, text, said):
    with pytest.raises(RuleError) as caught:
        Rules.load(pack(text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_pack_is_named_with_the_nearest():
    with pytest.raises(CallError, match=r"^There is no pack 'defualt'; known are .*\. Did you mean 'default'\?$"):
        Rules.load("defualt")


def test_the_rule_of_an_unknown_check_is_named_with_the_nearest():
    with pytest.raises(RuleError, match=r"^There is no check 'roworder'\. Did you mean 'row-order'\?$"):
        Rules.load().rule("roworder")


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match=r"^x\.yaml cannot be read: "):
        Rules.load(tmp_path / "x.yaml")
