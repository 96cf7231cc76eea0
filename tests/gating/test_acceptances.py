from __future__ import annotations

from datetime import date

import pytest

from dataqa.errors import CallError

TERMS = {"reason": "Known, and paid for.", "owner": "ada", "expires": "2026-06-30"}
OLD = {"a": [i % 7 for i in range(200)]}
NEW = {"a": [None if i < 80 else i % 7 for i in range(200)]}


def test_what_somebody_accepted_does_not_fail(gate):
    decision = gate(OLD, NEW, accept=[{"check": "missing-values", "columns": ["a"], **TERMS}, {"check": "drift", **TERMS}])
    assert decision.passed
    assert sorted(one.id for one in decision.accepted) == ["drift:a:empty cells", "missing-values:a"]
    assert decision.accepted[0].reason.endswith("ada accepted it, until 2026-06-30: Known, and paid for.")
    assert decision.idle == ()


def test_an_acceptance_by_id(gate):
    decision = gate(OLD, NEW, accept=[{"issue": "missing-values:a", **TERMS}])
    assert [one.id for one in decision.failing] == ["drift:a:empty cells"]


def test_one_that_has_expired_says_so_and_fails(gate):
    decision = gate(OLD, NEW, accept=[{"issue": "missing-values:a", **TERMS}], today=date(2026, 7, 1))
    one = next(one for one in decision.failing if one.id == "missing-values:a")
    assert one.reason == "ada accepted it, but only until 2026-06-30: Known, and paid for."
    assert decision.accepted == ()


def test_the_last_day_still_holds(gate):
    accept = [{"check": "missing-values", **TERMS}, {"check": "drift", **TERMS}]
    assert gate(OLD, NEW, accept=accept, today=date(2026, 6, 30)).passed


def test_other_columns_are_not_covered(gate):
    assert not gate(OLD, NEW, accept=[{"check": "missing-values", "columns": ["b"], **TERMS}]).passed


def test_one_that_nothing_calls_for_is_told(gate):
    decision = gate(OLD, OLD, accept=[{"issue": "missing-values:gone", **TERMS}])
    assert (decision.passed, [one.issue for one in decision.idle]) == (True, ["missing-values:gone"])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({**TERMS}, "names either an issue by its id, or a check"),
        ({"issue": "a", "check": "missing-values", **TERMS}, "names either"),
        ({"check": "missing-value", **TERMS}, r"there is no check 'missing-value'. Did you mean 'missing-values'\?"),
        ({"issue": "a", "reason": "x", "owner": "b"}, "'a' has no 'expires'"),
        ({"issue": "a", "owner": "b", "expires": "2026-01-01"}, "'a' has no 'reason'"),
        ({"issue": "a", **TERMS, "expires": "soon"}, "expires='soon' is no date"),
        ({"issue": "a", **TERMS, "ownr": "x"}, r"there is no key 'ownr'. Did you mean 'owner'\?"),
        ("missing-values:a", "is no acceptance"),
    ],
)
def test_what_is_no_acceptance_is_refused(gate, given, says):
    with pytest.raises(CallError, match=says):
        gate(OLD, OLD, accept=[given])
