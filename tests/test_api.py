"""One audit, end to end: what it looks at, what it says, and what it leaves alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest

import dataqa
from dataqa import api, selection
from dataqa.checks.registry import all_checks
from dataqa.errors import CallError, DataqaError, RuleError, SourceError
from dataqa.model import DIMENSIONS, SEVERITIES
from dataqa.policy.pack import Rules

pytestmark = pytest.mark.usefixtures("few_trees")

CHECKS = [check.id for check in all_checks()]
FRAME = pd.DataFrame(
    {
        "x": [1.0, None, 3.0, None] * 15,
        "word": ["a", "b", "c", "a", "b", "c"] * 10,
        "when": pd.date_range("2024-01-01", periods=60),
        "y": ["yes", "no"] * 30,
    }
)
CHEAP = ["missing-values"]


@pytest.fixture(scope="module")
def result():
    return dataqa.audit(FRAME, target="y", as_of="2024-03-01")


def statuses(result) -> dict[str, str]:
    return {outcome.check: outcome.status for outcome in result.outcomes}


def reasons(result) -> dict[str, str]:
    return {outcome.check: outcome.reason for outcome in result.outcomes}


# --- what it says ----------------------------------------------------------------------------------------------------------------


def test_every_check_has_one_outcome_in_the_order_of_the_dimensions(result):
    assert [outcome.check for outcome in result.outcomes] == CHECKS
    assert "error" not in statuses(result).values()
    assert "skipped" not in statuses(result).values()
    assert {check for check, status in statuses(result).items() if status == "flagged"} == {
        issue.check for issue in result.record.every_issue
    }
    assert all(outcome.reason for outcome in result.outcomes if outcome.status == "not_applicable")
    assert all(outcome.seconds >= 0 for outcome in result.outcomes)


def test_the_half_empty_column_is_an_issue(result):
    [issue] = [issue for issue in result.record.every_issue if issue.check == "missing-values"]
    assert (issue.id, issue.columns, issue.value, issue.severity) == ("missing-values:x", ("x",), 0.5, "medium")
    assert issue.rows.positions.tolist() == list(range(1, 60, 2))
    assert "x" in issue.title
    assert "50.0%" in issue.title


def test_that_it_is_empty_and_that_this_leaks_is_one_issue(result):
    [lead] = [issue for issue in result.issues if "x" in issue.columns]
    assert lead.check == "target-copy"  # each value of x stands for one class
    assert {"missingness-leak", "missing-values"} <= {issue.check for issue in lead.also}
    assert reasons(result)["missing-values"] == "reported with target-copy"


def test_the_parts_fit_each_other(result):
    assert set(result.dimensions) == set(DIMENSIONS)
    assert sorted(issue.id for d in result.dimensions.values() for issue in d.issues) == sorted(issue.id for issue in result.issues)
    ranks = [SEVERITIES.index(issue.severity) for issue in result.issues]
    assert ranks == sorted(ranks)
    assert result.interval[0] <= result.score <= result.interval[1]
    assert result.verdict in ("ready", "fix first", "do not train")
    record = result.record
    assert (record.rules, record.seed, record.as_of, record.version) == ("default", 0, "2024-03-01", dataqa.__version__)
    assert (record.dataset.rows, record.dataset.columns, record.task.target) == (60, 4, "y")


def test_to_frame(result):
    frame = result.to_frame()
    wanted = ["id", "check", "dimension", "severity", "columns", "rows", "value", "unit", "cost", "title", "fix"]
    assert list(frame.columns) == wanted
    assert frame["id"].tolist() == [issue.id for issue in result.issues]
    assert str(frame["rows"].dtype) == "Int64"
    assert [None if pd.isna(rows) else rows for rows in frame["rows"]] == [
        None if issue.rows is None else issue.rows.count for issue in result.issues
    ]
    assert list(dataqa.audit({"a": [1, 2]}, checks=CHEAP).to_frame().columns) == wanted


def test_repr(result):
    from dataqa.render import words

    first, *rest, unlooked = repr(result).splitlines()
    reached = result.record.performance
    kept = f"{words.score(result.score)}/100 ({reached.metric} {reached.value:.2f})"
    assert first == f"Audit of pandas DataFrame, 60 rows × 4 columns: {kept}, {result.verdict}"
    assert len(rest) == min(6, len(result.issues))
    assert unlooked == "  not checked: bias (pass protected=)"
    assert repr(dataqa.audit({"a": []})) == "Audit of dict of lists, 0 rows × 1 column: –/100, do not train (there are no rows)"


def test_notebooks_show_the_report_apart_from_their_own_styles(result):
    html = result._repr_html_()
    inside, _, plain = html.partition("</template>")
    assert "<template>" in inside
    assert 'data-check="target-copy"' in inside
    assert "<pre>Audit of pandas DataFrame, 60 rows × 4 columns" in plain
    assert html == result._repr_html_()


def test_what_is_printed_hides_personal_data():
    mails = [f"kelly{i}@example.com" for i in range(40)]
    result = dataqa.audit({"mail": [*mails, mails[0] + " "], "x": range(41)})
    assert result.issues
    assert "kelly" not in repr(result)


WRITERS = ("json", "markdown", "html", "sarif", "junit", "gitlab", "datasheet", "openlineage")


@pytest.mark.parametrize("name", [f"to_{form}" for form in WRITERS])
def test_files_are_what_is_returned(result, name, tmp_path):
    text = getattr(result, name)(tmp_path / "report")
    assert (tmp_path / "report").read_text(encoding="utf-8") == text
    assert text == getattr(result, name)()


def test_to_dict_is_the_json(result):
    assert json.loads(result.to_json()) == result.to_dict()


# --- which checks ----------------------------------------------------------------------------------------------------------------


def test_only_some_checks():
    found = dataqa.audit(FRAME, checks=["missing-values", "freshness"])
    chosen = {check.id for check in all_checks() if check.id == "missing-values" or check.dimension == "freshness"}
    assert {check for check, status in statuses(found).items() if status != "skipped"} == chosen
    assert reasons(found)["row-order"] == "not among checks="


def test_all_but_some_checks():
    found = dataqa.audit(FRAME, checks="missing", skip=["missing-values", "leakage"])
    assert statuses(found)["missing-values"] == "skipped"
    assert reasons(found)["missing-values"] == reasons(found)["row-order"] == "left out by skip="


def test_one_name_is_a_list_of_one():
    assert statuses(dataqa.audit(FRAME, checks="missing-values"))["missing-values"] == "flagged"
    assert statuses(dataqa.audit(FRAME, checks="missing-values", skip="missing"))["missing-values"] == "skipped"


def test_no_check_at_all():
    found = dataqa.audit(FRAME, checks=[])
    assert set(statuses(found).values()) == {"skipped"}


def test_none_is_nothing():
    assert dataqa.audit(FRAME, checks=CHEAP, skip=None, protected=None).score <= 100


# --- calls that are wrong --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            {"checks": ["missing-value"]},
            CallError,
            "There is no check or dimension 'missing-value'. Did you mean 'missing-values'?",
        ),
        ({"skip": ["leakge"]}, CallError, "There is no check or dimension 'leakge'. Did you mean 'leakage'?"),
        ({"skip": "qqqqqqq"}, CallError, "There is no check or dimension 'qqqqqqq'."),
        (
            {"target": "Y"},
            CallError,
            "There is no column 'Y' for target=; the columns are 'x', 'word', 'when', 'y'. Did you mean 'y'?",
        ),
        ({"protected": ["wrod"]}, CallError, "There is no column 'wrod' for protected=. Did you mean 'word'?"),
        ({"protected": 5}, CallError, "There is no column '5' for protected=."),
        ({"task": "clasification"}, CallError, "Did you mean 'classification'?"),
        ({"target": "y", "time": "y"}, CallError, "The column 'y' was given as time= and as target=; a column has one role."),
        ({"target": "y", "task": "regression"}, CallError, "task='regression' needs numbers, but the target 'y' holds text"),
        ({"time": "word"}, CallError, "The column 'word' was given as time=, but holds no times, such as 'a'."),
        (
            {"rules": "strickt"},
            RuleError,
            "There is no pack 'strickt'; known are default, strict, or a YAML file. Did you mean 'strict'?",
        ),
        ({"as_of": "soon"}, CallError, "as_of='soon' is no date; expected a date or ISO text such as '2026-01-31'."),
        ({"as_of": 5}, CallError, "as_of=5 is no date"),
        ({"test": {"z": [1]}}, CallError, "test= has none of the columns of the data; expected 'x', 'word', 'when', 'y'."),
        ({"target": "y", "test": {"y": [1]}}, CallError, "test= has none of the columns of the data"),
        ({"reference": {"z": [1]}}, CallError, "reference= has none of the columns of the data"),
        ({"reference": 5}, SourceError, "Data of type 'int' cannot be read"),
        ({"data": object()}, SourceError, "Data of type 'object' cannot be read"),
        ({"data": {}}, SourceError, "dict of lists has no columns."),
        ({"data": "no/such/file.csv"}, SourceError, "file.csv"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(call, error, said):
    with pytest.raises(error) as caught:
        dataqa.audit(**{"data": FRAME, **call})
    assert isinstance(caught.value, DataqaError)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_measure_one_names_the_nearest_check_and_refuses_what_it_does_not_know():
    with pytest.raises(CallError, match=r"^There is no check 'mising-values'\. Did you mean 'missing-values'\?$"):
        api.measure_one("mising-values", FRAME)
    with pytest.raises(TypeError, match="unknown arguments"):
        api.measure_one("missing-values", FRAME, colour="red")


def test_measure_one_is_silent_where_the_check_does_not_apply():
    assert api.measure_one("row-order", FRAME) == ([], [])


# --- arguments -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", ["2024-05-06", date(2024, 5, 6), datetime(2024, 5, 6, 7, 8), pd.Timestamp("2024-05-06 07:08"), "2024-05-06T07:08"]
)
def test_as_of(day):
    assert dataqa.audit(FRAME, as_of=day, checks=CHEAP).record.as_of == "2024-05-06"


def test_as_of_is_today_unless_told():
    assert dataqa.audit(FRAME, checks=CHEAP).record.as_of in {
        date.today().isoformat(),
        date.fromordinal(date.today().toordinal() - 1).isoformat(),
    }


def test_progress_is_told_in_order():
    steps: list[tuple[str, int, int]] = []
    dataqa.audit(FRAME, checks=["missing-values", "row-order"], progress=lambda *step: steps.append(step))
    assert steps == [("reading", 0, 4), ("profiling", 1, 4), ("missing-values", 2, 4), ("row-order", 3, 4), ("done", 4, 4)]


def test_rules_by_name_path_and_object(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("rules: {missing-values: {bands: {critical: 0.4}}}")
    for rules in (str(path), path, Rules.load(path)):
        found = dataqa.audit(FRAME, rules=rules, checks=CHEAP)
        assert [issue.severity for issue in found.issues] == ["critical"]
        assert found.verdict == "do not train"
        assert found.record.rules == str(path)
    assert dataqa.audit(FRAME, rules="strict", checks=CHEAP).record.rules == "strict"


def test_other_rows_may_lack_columns_and_have_more():
    found = dataqa.audit(FRAME, target="y", test=FRAME[["x", "word"]].head(5).assign(z=1), checks=["test-overlap"])
    assert statuses(found)["test-overlap"] == "flagged"


def test_names_that_are_no_text():
    assert dataqa.audit(pd.DataFrame({0: [1, 2], 1: ["a", "b"]}), target=1, checks=CHEAP).record.task.target == "1"


@pytest.mark.parametrize(
    "make", [pd.DataFrame.copy, lambda f: f.convert_dtypes(), lambda f: f.set_index("when"), lambda f: f.astype(object)]
)
def test_the_input_is_never_changed(make):
    frames = [make(FRAME) for _ in range(3)]
    before = [frame.copy(deep=True) for frame in frames]
    dataqa.audit(frames[0], target="y", test=frames[1], reference=frames[2])
    for frame, old in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, old)
        assert (frame.attrs, frame.index.name, frame.flags.writeable if hasattr(frame.flags, "writeable") else None) == (
            old.attrs,
            old.index.name,
            None,
        )


def test_polars_and_arrays_are_never_changed():
    frame, array = pl.from_pandas(FRAME), np.array([[1.0, np.nan], [-0.0, np.inf]])
    before, copied = frame.clone(), array.copy()
    dataqa.audit(frame, target="y")
    dataqa.audit(array)
    assert frame.equals(before)
    np.testing.assert_array_equal(array, copied)


# --- what fails, and what cannot be looked at ------------------------------------------------------------------------------------


def test_a_failing_check_is_shown_and_the_audit_goes_on(monkeypatch):
    def fails(context):
        raise RuntimeError("out of\n  luck")
        yield

    checks = tuple(replace(check, measure=fails) if check.id == "row-order" else check for check in all_checks())
    monkeypatch.setattr(selection, "all_checks", lambda: checks)
    monkeypatch.setattr(api, "all_checks", lambda: checks)
    found = dataqa.audit(FRAME, target="y", checks=["missing", "row-order"])
    assert (statuses(found)["row-order"], reasons(found)["row-order"]) == ("error", "RuntimeError: out of luck")
    assert statuses(found)["missing-values"] == "flagged"
    with pytest.raises(RuntimeError):
        api.measure_one("row-order", FRAME, target="y")


def test_a_failure_halfway_leaves_no_half_of_the_issues(monkeypatch):
    def fails_late(context):
        yield from original(context)
        raise RuntimeError

    original = next(check for check in all_checks() if check.id == "missing-values").measure
    checks = tuple(replace(check, measure=fails_late) if check.id == "missing-values" else check for check in all_checks())
    monkeypatch.setattr(selection, "all_checks", lambda: checks)
    found = dataqa.audit(FRAME, checks=CHEAP)
    assert (statuses(found)["missing-values"], found.issues) == ("error", ())


def test_without_rows_nothing_is_said_to_have_passed():
    found = dataqa.audit(FRAME.head(0), target="y")
    assert set(statuses(found).values()) == {"not_applicable"}
    assert reasons(found)["missing-values"] == "there are no rows"
    assert np.isnan(found.score)
    assert found.verdict == "do not train"
    assert json.loads(found.to_json())["score"] is None


def test_a_column_that_leaks_carries_no_skill_that_could_be_lost():
    random = np.random.default_rng(0)
    left = random.integers(0, 2, 300)
    age = np.where(random.random(300) < 0.3, np.nan, left * 3 + random.normal(0, 2, 300))
    boat = np.where(left == 1, random.integers(1, 9, 300).astype(float), np.nan)
    result = dataqa.audit(pd.DataFrame({"age": age, "boat": boat, "fare": random.normal(0, 1, 300), "left": left}), target="left")
    costs = {issue.columns[0]: issue.cost for issue in result.record.every_issue if issue.check == "missing-values"}
    assert costs["boat"] == 0 < costs["age"]


def test_nothing_of_an_audit_is_kept_when_it_is_gone():
    import gc

    from dataqa.engine.local import LocalEngine

    rng = np.random.default_rng(0)
    data = {"a": rng.normal(size=300), "b": rng.choice(list("xyz"), 300), "y": rng.integers(0, 2, 300)}
    dataqa.audit(data, "y")
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, LocalEngine) and one.rows == 300] == []
