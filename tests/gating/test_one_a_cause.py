"""A cause that is new is reported once; which of its issues leads may change from run to run."""

from __future__ import annotations

from datetime import date

ROWS = {
    "a": [i % 7 + 0.5 for i in range(200)],
    "b": [i * 37 % 101 for i in range(200)],
    "c": [i * 53 % 97 for i in range(200)],
}
BLANK = {name: [None if i < 60 else x for i, x in enumerate(cells)] for name, cells in ROWS.items()}
CHECKS = ("missing-values", "missing-together", "empty-rows")


def test_blank_rows_are_one_new_issue(gate):
    decision = gate(ROWS, BLANK, checks=CHECKS)
    assert [(one.check, one.fails) for one in decision.new] == [("empty-rows", True)]
    assert decision.new[0].reason.endswith("more of the same cause")


def test_fixed_they_are_one_that_is_resolved(gate):
    assert [one.check for one in gate(BLANK, ROWS, checks=CHECKS).resolved] == ["empty-rows"]


def test_what_comes_later_to_a_known_cause_is_news(gate):
    half = BLANK | {"d": [i * 11 % 89 for i in range(200)]}
    more = half | {"d": [None if i % 3 else x for i, x in enumerate(half["d"])]}
    decision = gate(half, more, checks=CHECKS)
    # in 40 of the rows d was all that was left
    assert [(one.columns, one.id) for one in decision.new] == [(("d",), "missing-values:d"), ((), "empty-rows:blank")]
    assert decision.same[0].check == "empty-rows"


def test_an_accepted_issue_takes_no_other_of_its_cause_with_it(gate):
    accept = [{"check": "missing-values", "columns": ["a"], "reason": "known", "owner": "me", "expires": date(2026, 6, 1)}]
    decision = gate(ROWS, BLANK, checks=CHECKS, accept=accept)
    assert [one.check for one in decision.accepted] == ["missing-values"]
    assert [one.check for one in decision.failing if one.check in CHECKS] == ["empty-rows"]
