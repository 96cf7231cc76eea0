"""What holds for every check, whoever wrote it: its files, words, strange frames, what is planted, one answer for the same data."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import worked_examples
from edge_contracts import contracted
from edge_frames import CASES, DAY
from few_trees import judged_by_few_trees
from planted import PLANTED, WHOLE, whole
from realistic_frame import realistic
from snippets import run

import dataqa
from dataqa import api, running
from dataqa._paths import RULES
from dataqa.checks.reads import Reading
from dataqa.checks.registry import all_checks
from dataqa.fixing.fixed import Fixed
from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, Measurement
from dataqa.policy.judge import texts
from dataqa.policy.pack import Rules
from dataqa.result import Audit

CHECKS = {check.id: check for check in all_checks()}
TESTS = Path(__file__).parent


class Look(NamedTuple):
    """An audit, what each check measured, and what it says that it looks at."""

    result: Audit
    measured: dict[str, list[Measurement]]
    read: dict[str, Reading]


def look(**arguments) -> Look:
    """Audit, and keep what each check measured and read."""
    measured: dict[str, list[Measurement]] = {}
    read: dict[str, Reading] = {}

    def measuring(check, context, *rest):
        read[check.id] = check.reading(context)
        return measured_by(check, context, *rest)

    def judge(check, dimension, rule, measurements, *rest):
        measured[check] = list(measurements)
        return judged(check, dimension, rule, measurements, *rest)

    judged, measured_by = running.judge, running.measured_by
    with patch("dataqa.running.judge", judge), patch("dataqa.running.measured_by", measuring):
        result = dataqa.audit(**{"as_of": DAY, **arguments})
    return Look(result, measured, read)


# --- three files of one name -----------------------------------------------------------------------------------------------------


def test_each_check_has_a_rule_and_a_test_and_none_stands_alone():
    checks = {(check.dimension, check.id) for check in CHECKS.values()}
    rules = {(path.parent.name, path.stem) for path in (RULES / "checks").glob("*/*.yaml")}
    tests = {(path.parent.name, path.stem.removeprefix("test_").replace("_", "-")) for path in TESTS.glob("*/test_*.py")}
    assert sorted(checks - rules) == [], "checks without a rule"
    assert sorted(rules - checks) == [], "rules without a check"
    assert sorted(checks - tests) == [], "checks without a test"
    assert {dimension for dimension, _ in rules | tests} <= set(DIMENSIONS)


def test_its_rule_says_why_and_what_to_do():
    for check in CHECKS:
        for kind, said in Rules.load().rule(check).messages.items():
            assert len(said.why) > 40, (check, kind)
            assert len(said.fix) > 20, (check, kind)
            assert not said.title.endswith("."), (check, kind)
        assert CHECKS[check].summary.endswith((".", ")")), check


# --- what holds in each audit, of every check ------------------------------------------------------------------------------------


def hold(seen: Look) -> None:
    """Of one audit: no check failed, and what each measured, says and looked at is in order. What is not names its check."""
    assert {outcome.check: outcome.reason for outcome in seen.result.outcomes if outcome.status == "error"} == {}
    reported(seen.result)
    for check, measurements in seen.measured.items():
        well_formed(check, measurements, seen.result)
        worded(check, measurements)
        read_of(check, measurements, seen.read[check])
    for outcome in seen.result.outcomes:
        looked_at(outcome)


def reported(result: Audit) -> None:
    assert json.loads(result.to_json())["dataset"]["rows"] == result.record.dataset.rows
    assert [outcome.check for outcome in result.outcomes] == list(CHECKS)
    assert len({issue.id for issue in result.issues}) == len(result.issues)
    assert repr(result)


def well_formed(check: str, measurements: list[Measurement], result: Audit) -> None:
    rows, names = result.record.dataset.rows, set(result.record.task.columns)
    for m in measurements:
        assert isinstance(m.value, float), (check, m)
        assert np.isfinite(m.value), (check, m)
        assert set(m.columns) <= names, (check, m.columns)
        assert m.interval is None or m.interval[0] <= m.interval[1], (check, m.interval)
        assert json.dumps(dict(m.details), allow_nan=False), check
        assert all(len(e.labels) == len(e.values) and all(0 <= i < len(e.labels) for i in e.marked) for e in m.evidence), check
        if m.rows is not None:
            positions = m.rows.positions
            assert positions.dtype == np.int64, check
            assert len(np.unique(positions)) == len(positions), check
            assert not len(positions) or (positions.min() >= 0 and positions.max() < rows), check
            assert m.rows.scores is None or len(m.rows.scores) == len(positions), check
    marks = [(m.columns, m.about) for m in measurements]
    assert len(set(marks)) == len(marks), f"{check}: two measurements would have one id"


def worded(check: str, measurements: list[Measurement]) -> None:
    rule = Rules.load().rule(check)
    for m in measurements:
        assert set(rule.at_least).union(rule.at_most, *rule.at_least_for.values()) <= set(m.details), check
        for text in texts(rule, replace(m, columns=("a",))):
            assert "\n" not in text, (check, text)


def read_of(check: str, measurements: list[Measurement], read: Reading) -> None:
    for m in measurements:
        assert read.looked or "table" in CHECKS[check].reads, check
        assert "table" in CHECKS[check].reads or set(m.columns) <= set(read.looked), (check, m.columns)


def looked_at(outcome: Outcome) -> None:
    """Passed says that columns were read, and not applicable says why none were."""
    if outcome.status == "passed" and "table" not in CHECKS[outcome.check].reads:
        assert set(outcome.looked) - {name for one in outcome.unread for name in one.columns}, outcome.check
    if outcome.status == "not_applicable":
        assert outcome.reason, outcome.check
        assert outcome.looked == (), outcome.check


def fixable(result: Audit, data: Any) -> None:
    """What "all" leaves, because only its name asks for it, is fixed by name; any issue is in `tests/fixing/test_properties.py`."""
    fixed(result, data, "safe")
    left = {step.issue for step in fixed(result, data, "all").steps if step.kinds and not step.applied}
    if by_name := [issue.id for issue in result.issues if issue.id in left]:
        fixed(result, data, by_name)


def fixed(result: Audit, data: Any, apply: str | list[str]) -> Fixed:
    """Fixing gives a frame of the same kind, its snippet the same one, and the input stays as it is."""
    before = data.copy(deep=True) if isinstance(data, pd.DataFrame) else data
    found = result.fix(data, apply=apply, allow_removal=1)
    assert [step.issue for step in found.steps] == [issue.id for issue in result.record.every_issue]
    if isinstance(data, pd.DataFrame):
        assert isinstance(found.data, pd.DataFrame)
        pd.testing.assert_frame_equal(data, before)
        pd.testing.assert_frame_equal(run(found.snippet, data), found.data)
    else:
        compile(found.snippet, "snippet", "exec")
    return found


@pytest.mark.usefixtures("few_trees_here")
@pytest.mark.parametrize("case", CASES)
def test_no_frame_is_too_strange(case, tmp_path):
    seen = look(**CASES[case]())
    for outcome in seen.result.outcomes:
        if outcome.status == "error" or outcome.reason == "there are no rows":
            api.measure_one(outcome.check, **CASES[case](), as_of=DAY)  # once more, with its traceback
    hold(seen)
    fixable(seen.result, CASES[case]()["data"])
    contracted(seen.result, CASES[case](), tmp_path)


# --- what is planted is found ----------------------------------------------------------------------------------------------------


NOT_PLANTED = {
    ("concept-drift", "default"),  # each older stretch must be harmless alone, and all together not: only by chance
    ("text-hygiene", "default"),  # what other kinds take their words from
}


def test_each_kind_of_message_has_a_planted_frame():
    rules = Rules.load()
    messages = {(check, kind): said for check in CHECKS for kind, said in rules.rule(check).messages.items()}
    assert {of for of, said in messages.items() if not (said.planted and said.example)} == NOT_PLANTED
    assert {one.check for one in PLANTED.values() if one.kind is None} == set(CHECKS)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(name):
    check, kind, _, make, *wanted = PLANTED[name]
    with judged_by_few_trees():
        seen = look(**make(), checks=[check])
    hold(seen)
    measured = seen.measured.get(check, [])
    assert measured, "nothing was measured: no other test of this file says anything about this check"
    first = next(m for m in measured if kind in (None, m.kind or "default"))
    rows = None if first.rows is None else first.rows.positions.tolist()[:10]
    value, columns, interval, named = wanted
    assert (first.value, first.columns, rows) == (pytest.approx(value, rel=1e-4), columns, named)
    assert first.interval == (interval and pytest.approx(interval, rel=1e-4, abs=1e-6))
    assert [issue.check for issue in seen.result.issues] == [check]
    alike(whole(measured), json.loads(WHOLE.read_text(encoding="utf-8"))[name], name)


def test_every_rule_shows_what_is_planted():
    for path, text in worked_examples.made().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run make planted"


def alike(found: Any, wanted: Any, where: str) -> None:
    """Compare what JSON holds: numbers to a thousandth, for other libraries and machines calculate a little differently."""
    if isinstance(found, float) and isinstance(wanted, float):
        assert found == pytest.approx(wanted, rel=1e-3, abs=1e-6), f"{where}; if it is right: make planted"
    elif isinstance(found, dict | list) and isinstance(wanted, type(found)) and len(found) == len(wanted):
        for key in found if isinstance(found, dict) else range(len(found)):
            assert isinstance(found, list) or key in wanted, f"{where}: {key}; if it is right: make planted"
            alike(found[key], wanted[key], f"{where}: {key}")
    else:
        assert found == wanted, f"{where}; if it is right: make planted"


# --- the same data gives the same answer -----------------------------------------------------------------------------------------

FORMS = {
    "pandas nullable": lambda frame: frame.convert_dtypes(),
    "pandas arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "polars": lambda frame: pl.from_pandas(frame.convert_dtypes()),
    "arrow": lambda frame: pa.Table.from_pandas(frame.convert_dtypes(), preserve_index=False),
}
REALISTIC = {"target": "left", "test": realistic().iloc[:20], "reference": realistic().iloc[150:]}


@cache
def reference_run() -> Look:
    return look(data=realistic(), **REALISTIC)


def values_of(measurements: list[Measurement]) -> dict[tuple, float]:
    return {(m.columns, m.about): m.value for m in measurements}


@pytest.mark.usefixtures("few_trees_here")
@pytest.mark.parametrize("form", [None, *FORMS])
def test_every_form_of_a_frame_measures_the_same(form):
    wanted = reference_run()
    found = wanted if form is None else look(data=FORMS[form](realistic()), **REALISTIC)
    hold(found)
    assert set(found.measured) == set(wanted.measured)
    for check in wanted.measured:
        assert values_of(found.measured[check]) == pytest.approx(values_of(wanted.measured[check]), rel=1e-6, abs=1e-9), check
    assert {(i.id, i.severity) for i in found.result.issues} == {(i.id, i.severity) for i in wanted.result.issues}
    assert found.result.score == pytest.approx(wanted.result.score, rel=1e-6)


def shuffle(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sample(frac=1, random_state=8).reset_index(drop=True)


def newest() -> pd.DataFrame:
    """The last rows, with the copies among them."""
    return realistic().tail(150).reset_index(drop=True)


def frame_of(case: str) -> dict:
    made = CASES[case]()
    return {**made, "data": pd.DataFrame(made["data"])}


KINDS = {
    "classification": lambda: {"data": realistic(), **REALISTIC},
    "classes": lambda: {"data": newest().drop(columns=["closed", "score"]), "target": "city"},
    "regression": lambda: {"data": newest(), "target": "income"},
    "no target": lambda: {"data": realistic()},
    "entities": lambda: {"data": newest().assign(patient_id=np.arange(150) * 37 % 60), "target": "left"},
    "forecasting": lambda: frame_of("a_series_in_time"),
    "recommendation": lambda: frame_of("entities_and_ratings"),
}


@pytest.mark.usefixtures("few_trees_here")
@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_rows_changes_nothing(kind):
    case = KINDS[kind]()
    before, after = case["data"], shuffle(case["data"])
    wanted = reference_run()[1] if kind == "classification" else look(**case)[1]
    found = look(**{**case, "data": after})[1]
    assert set(found) == set(wanted)
    for check in set(CHECKS) & set(found) - {"row-order"}:
        assert values_of(found[check]) == pytest.approx(values_of(wanted[check]), rel=1e-9, abs=1e-12), check
        assert contents(after, found[check]) == contents(before, wanted[check]), check


def contents(frame: pd.DataFrame, measurements: list[Measurement]) -> dict[tuple, list[str]]:
    # by content, and not by position: which of two copies is the later one is a matter of the order
    named = [m for m in measurements if m.rows is not None]
    columns = {(m.columns, m.about): list(m.columns) or list(frame.columns) for m in named}
    return {
        (m.columns, m.about): sorted(map(str, frame[columns[m.columns, m.about]].iloc[m.rows.positions].itertuples(index=False)))
        for m in named
    }
