from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from dataqa.errors import CallError
from dataqa.model import DIMENSIONS
from dataqa.render.junit import allowed, to_junit

FIXTURES = ("full", "clean", "empty", "hostile")


def cases(record, **more):
    """Return the cases by name, as another tool reads them."""
    return {case.name: case for suite in JUnitXml.fromstring(to_junit(record, **more).encode()) for case in suite}


def test_a_check_fails_is_skipped_broke_or_passed(full):
    found = cases(full)
    assert [type(result) for result in found["missing-values"].result] == [Failure]
    assert [type(result) for result in found["shift"].result] == [Skipped]
    assert [type(result) for result in found["near-duplicates"].result] == [Skipped]
    assert [type(result) for result in found["outliers"].result] == [Error]
    assert found["id-columns"].result == []
    failure = found["missing-values"].result[0]
    assert (failure.type, failure.message) == ("high", "cabin is empty in 77% of the rows")
    assert failure.text.splitlines() == [
        "high: cabin is empty in 77% of the rows",
        f"Why it matters: {full.issues[2].why}",
        f"What to do: {full.issues[2].fix}",
        "Cost: −5.1 points",
        "1,014 rows (from 0): 0; 1; 2; 3; 4; 5; 6; 7; 8; 9; and 1,004 more",
        "Id: missing-values:cabin",
    ]
    assert found["label-errors"].result[0].text.splitlines()[4].startswith("5 rows (from 0): 17, id P0017; 903, id P0903;")
    assert found["shift"].result[0].message == "not applicable: no rows of real use were given (reference=)"
    assert found["outliers"].result[0].message == "ValueError: no <numbers> left | at all"


def test_milder_issues_are_told_and_do_not_fail(full):
    assert cases(full)["class-balance"].result == []
    assert cases(full)["class-balance"].system_out.startswith("low: The rarer class of survived is 38% of the rows")
    assert [type(r) for r in cases(full, fail_on="low")["class-balance"].result] == [Failure]
    assert cases(full, fail_on="critical")["missing-values"].result == []
    assert cases(full, issues=())["missing-values"].result == []


def test_suites_are_dimensions_and_the_counts_are_right(full):
    read = JUnitXml.fromstring(to_junit(full).encode())
    suites = {suite.name: suite for suite in read}
    assert list(suites) == [d for d in DIMENSIONS if d in {o.dimension for o in full.outcomes}]
    assert (suites["noise"].tests, suites["noise"].failures, suites["noise"].errors) == (2, 1, 1)
    assert (read.tests, read.failures, read.errors, read.skipped) == (14, 6, 1, 2)
    assert [p.value for p in suites["missing"].properties() if p.name == "score"] == ["95"]
    assert all(case.classname == f"dataqa.{suite.name}" for suite in read for case in suite)


def test_an_issue_of_a_check_without_an_outcome_has_its_case(full):
    gone = replace(full.issues[2], check="of-a-baseline", id="gone")
    found = cases(full, issues=(gone,))
    assert [type(result) for result in found["of-a-baseline"].result] == [Failure]


def test_several_issues_of_a_check_are_one_failure(large):
    found = cases(large(50, 12))
    (failure,) = found["missing-values"].result
    assert failure.message.endswith(" (and 9 more)")
    assert failure.text.count("Id: ") == 10


@pytest.mark.parametrize("name", FIXTURES)
def test_read_by_another_tool_and_the_same_twice(name, request):
    record = request.getfixturevalue(name)
    assert to_junit(record) == to_junit(record)
    read = JUnitXml.fromstring(to_junit(record).encode("utf-8"))
    assert sum(len(list(suite)) for suite in read) == read.tests


def test_hostile_values_are_text(hostile):
    broken = replace(hostile.issues[0], title="]]> \x00 \ufffe \ud800 <![CDATA[ &amp; é\n\x1b[0m", why="\x0b", fix="")
    text = to_junit(replace(hostile, outcomes=(), issues=(broken,)))
    failure = ET.fromstring(text.encode("utf-8")).find(".//failure")
    assert failure.get("message") == "]]> \\x00 \ufffd \\ud800 <![CDATA[ &amp; é\\n\\x1b[0m"
    assert "<script>" not in to_junit(hostile)


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_held(text):
    held = f"<a>{allowed(text).replace('&', '').replace('<', '')}</a>"
    ET.fromstring(held.encode("utf-8"))


def test_ten_thousand_issues(large):
    read = JUnitXml.fromstring(to_junit(large(10_000, 40)).encode())
    assert sum(len(case.result[0].text) for suite in read for case in suite if case.name == "missing-values") > 100_000


def test_no_such_severity(full):
    with pytest.raises(CallError, match=r"fail_on='hihg' is no severity; expected one of critical, .* Did you mean 'high'"):
        to_junit(full, fail_on="hihg")


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"), *full.issues[1:]))
    assert "kelly.james" not in to_junit(leaky)
    assert "kelly.james" in to_junit(leaky, mask=False)
