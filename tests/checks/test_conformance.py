"""What holds for every check, whoever wrote it: its three files, its words, strange frames, the same answer for the same data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from edge_frames import CASES, DAY, realistic

import dataqa
from dataqa import api, running
from dataqa._paths import RULES
from dataqa.checks.reading import Reading
from dataqa.checks.registry import all_checks
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

    def judge(check, dimension, rule, measurements, importance):
        measured[check] = list(measurements)
        return judged(check, dimension, rule, measurements, importance)

    judged, measured_by = running.judge, running.measured_by
    with patch("dataqa.running.judge", judge), patch("dataqa.running.measured_by", measuring):
        result = dataqa.audit(**arguments, as_of=DAY)
    return Look(result, measured, read)


@cache
def look_at_case(name: str) -> Look:
    return look(**CASES[name]())


# --- three files of one name -----------------------------------------------------------------------------------------------------


def test_each_check_has_a_rule_and_a_test_and_none_stands_alone():
    checks = {(check.dimension, check.id) for check in CHECKS.values()}
    rules = {(path.parent.name, path.stem) for path in (RULES / "checks").glob("*/*.yaml")}
    tests = {(path.parent.name, path.stem.removeprefix("test_").replace("_", "-")) for path in TESTS.glob("*/test_*.py")}
    assert sorted(checks - rules) == [], "checks without a rule"
    assert sorted(rules - checks) == [], "rules without a check"
    assert sorted(checks - tests) == [], "checks without a test"
    assert {dimension for dimension, _ in rules | tests} <= set(DIMENSIONS)


@pytest.mark.parametrize("check", CHECKS)
def test_its_rule_says_why_and_what_to_do(check):
    rule = Rules.load().rule(check)
    for said in rule.messages.values():
        assert len(said.why) > 40
        assert len(said.fix) > 20
        assert not said.title.endswith(".")
    assert CHECKS[check].summary.endswith((".", ")"))


# --- strange frames --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("check", CHECKS)
def test_no_frame_is_too_strange(check, case):
    outcome = next(outcome for outcome in look_at_case(case)[0].outcomes if outcome.check == check)
    if outcome.status == "error" or outcome.reason == "there are no rows":
        api.measure_one(check, **CASES[case](), as_of=DAY)  # once more, with its traceback
    assert outcome.status != "error", outcome.reason


@pytest.mark.parametrize("case", CASES)
def test_every_strange_frame_can_be_reported(case):
    result = look_at_case(case)[0]
    assert json.loads(result.to_json())["dataset"]["rows"] == result.record.dataset.rows
    assert [outcome.check for outcome in result.outcomes] == list(CHECKS)
    assert len({issue.id for issue in result.issues}) == len(result.issues)
    assert repr(result)


@pytest.mark.parametrize("check", CHECKS)
def test_what_it_measures_is_well_formed(check):
    for case in (*CASES, "realistic"):
        result, measured, _ = look_at_case(case) if case in CASES else reference_run()
        rows, names = result.record.dataset.rows, set(result.record.task.columns)
        for m in measured.get(check, []):
            assert isinstance(m.value, float), (case, m)
            assert np.isfinite(m.value), (case, m)
            assert set(m.columns) <= names, (case, m.columns)
            assert m.interval is None or m.interval[0] <= m.interval[1], (case, m.interval)
            assert json.dumps(dict(m.details), allow_nan=False), case
            assert all(len(e.labels) == len(e.values) and all(0 <= i < len(e.labels) for i in e.marked) for e in m.evidence), case
            if m.rows is not None:
                positions = m.rows.positions
                assert positions.dtype == np.int64, case
                assert len(np.unique(positions)) == len(positions), case
                assert not len(positions) or (positions.min() >= 0 and positions.max() < rows), case
                assert m.rows.scores is None or len(m.rows.scores) == len(positions), case
        marks = [(m.columns, m.about) for m in measured.get(check, [])]
        assert len(set(marks)) == len(marks), f"{case}: two measurements would have one id"


@pytest.mark.parametrize("check", CHECKS)
def test_its_words_fit_whatever_it_measures(check):
    rule = Rules.load().rule(check)
    for case in (*CASES, "realistic"):
        for m in (look_at_case(case) if case in CASES else reference_run())[1].get(check, []):
            assert set(rule.at_least).union(rule.at_most, *rule.at_least_for.values()) <= set(m.details)
            assert not any("\n" in text for text in texts(rule, replace(m, columns=("a",))))


@pytest.mark.parametrize("check", CHECKS)
def test_it_measures_nothing_but_what_it_says_it_reads(check):
    for case in (*CASES, "realistic"):
        _, measured, read = look_at_case(case) if case in CASES else reference_run()
        for m in measured.get(check, []):
            assert read[check].looked or "table" in CHECKS[check].reads, case
            assert "table" in CHECKS[check].reads or set(m.columns) <= set(read[check].looked), (case, m.columns)


@pytest.mark.parametrize("check", CHECKS)
def test_it_passes_only_on_columns_that_it_read(check):
    for case in CASES:
        outcome = next(outcome for outcome in look_at_case(case).result.outcomes if outcome.check == check)
        if outcome.status == "passed" and "table" not in CHECKS[check].reads:
            assert set(outcome.looked) - {name for one in outcome.unread for name in one.columns}, case
        if outcome.status == "not_applicable":
            assert outcome.reason, case
            assert outcome.looked == (), case


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


@cache
def run_as(form: str) -> Look:
    return look(data=FORMS[form](realistic()), **REALISTIC)


def values_of(measurements: list[Measurement]) -> dict[tuple, float]:
    return {(m.columns, m.about): m.value for m in measurements}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("check", CHECKS)
def test_every_form_of_a_frame_measures_the_same(check, form):
    wanted, found = reference_run()[1].get(check), run_as(form)[1].get(check)
    assert (wanted is None) == (found is None)
    if wanted is not None and found is not None:
        assert values_of(found) == pytest.approx(values_of(wanted), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_frame_has_the_same_issues(form):
    wanted, found = reference_run()[0], run_as(form)[0]
    assert {(i.id, i.severity) for i in found.issues} == {(i.id, i.severity) for i in wanted.issues}
    assert found.score == pytest.approx(wanted.score, rel=1e-6)


def shuffle(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sample(frac=1, random_state=8).reset_index(drop=True)


def frame_of(case: str) -> dict:
    made = CASES[case]()
    return {**made, "data": pd.DataFrame(made["data"])}


KINDS = {
    "classification": lambda: {"data": realistic(), **REALISTIC},
    "classes": lambda: {"data": realistic().drop(columns=["closed", "score"]), "target": "city"},
    "regression": lambda: {"data": realistic(), "target": "income"},
    "no target": lambda: {"data": realistic()},
    "entities": lambda: {"data": realistic().assign(patient_id=np.arange(306) * 37 % 60), "target": "left"},
    "forecasting": lambda: frame_of("a_series_in_time"),
    "recommendation": lambda: frame_of("entities_and_ratings"),
}


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


def told(result: Audit) -> str:
    # how long a check took is no finding
    outcomes = tuple(replace(outcome, seconds=0.0) for outcome in result.outcomes)
    return Audit(replace(result.record, outcomes=outcomes)).to_json()


def test_the_same_bytes_in_every_run():
    code = "from test_conformance import *; sys.stdout.buffer.write(told(look(data=realistic(), **REALISTIC)[0]).encode())"
    path = os.pathsep.join([str(TESTS), str(TESTS.parents[1])])
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": path}
    other = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert other.stdout.decode("utf-8") == told(reference_run()[0])
