"""Which issues are dropped, as another check of those that ran tells them better."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.judgement import Outcome
from dataqa.model import Issue, Rows
from dataqa.policy.overlaps import not_reported, uncovered


def issue(check, columns=("a",), rows=None, by=(), about="", dimension="noise") -> Issue:
    named = None if rows is None else Rows(positions=np.array(rows, dtype=np.int64))
    return Issue(
        id=f"{check}:{','.join(columns)}{about}", check=check, dimension=dimension, severity="low", columns=columns, rows=named,
        labels=None, value=1.0, unit="rows", interval=None, threshold=0.0, cost=0.0, cost_interval=(0.0, 0.0), blocking=False,
        title="", why="", fix="", details={}, evidence=(), covered_by=by,
    )  # fmt: skip


def left(*issues: Issue) -> list[str]:
    return [one.check for one in uncovered(issues)[0]]


def test_what_the_better_check_tells_is_dropped():
    best, other = issue("best", rows=[1, 2, 3]), issue("other", rows=[1, 2], by=("best",))
    kept, covered = uncovered([other, best])
    assert (kept, covered) == ([best], {"other": ("best",)})


def test_without_the_better_check_it_stands():
    assert left(issue("other", rows=[1, 2], by=("best",))) == ["other"]
    assert left(issue("other", rows=[1, 2], by=("best",)), issue("third", rows=[1, 2])) == ["other", "third"]


def test_another_column_is_not_the_same():
    assert left(issue("other", by=("best",)), issue("best", columns=("b",))) == ["other", "best"]
    assert left(issue("other", by=("best",)), issue("best", columns=("b", "a"))) == ["best"]


def test_the_whole_of_the_data_is_in_every_column():
    assert left(issue("other", by=("best",)), issue("best", columns=())) == ["best"]
    assert left(issue("other", columns=(), by=("best",)), issue("best")) == ["best"]


def test_a_copy_of_a_row_is_one_in_every_column():
    text = issue("other", columns=("text",), rows=[4, 5], by=("best",))
    assert left(text, issue("best", columns=("id",), rows=[4, 5], dimension="duplicates")) == ["best"]
    assert left(text, issue("best", columns=("id",), dimension="duplicates")) == ["other", "best"]


@pytest.mark.parametrize(("rows", "kept"), [([1, 2, 8, 9], ["best"]), ([1, 7, 8, 9], ["other", "best"]), (None, ["best"])])
def test_half_of_its_rows_at_least_must_be_named(rows, kept):
    assert left(issue("other", rows=rows, by=("best",)), issue("best", rows=[1, 2, 3])) == kept


def test_several_issues_may_name_its_rows_together():
    one = issue("other", rows=[1, 2, 3, 4, 5, 6], by=("best", "second"))
    parts = [issue("best", rows=[1], about="x"), issue("best", rows=[2], about="y"), issue("second", rows=[3, 9])]
    assert uncovered([one, *parts]) == (parts, {"other": ("best", "second")})
    assert left(one, *parts[:2]) == ["other", "best", "best"]


def test_what_is_told_along_a_chain_is_dropped_all_along():
    chain = issue("third", by=("second",)), issue("second", by=("first",)), issue("first")
    assert left(*chain) == left(*reversed(chain)) == ["first"]


def test_of_two_that_leave_it_to_each_other_one_stands():
    pair = issue("a", by=("b",)), issue("b", by=("a",))
    assert left(*pair) == left(*reversed(pair))
    assert len(left(*pair)) == 1


def test_a_check_all_of_whose_issues_are_told_elsewhere_passed_and_says_by_whom():
    flagged = Outcome(check="other", dimension="noise", status="flagged")
    told = not_reported(flagged, {"other": ("best", "second")})
    assert (told.status, told.reason) == ("passed", "covered by best and second")
    quiet = Outcome(check="other", dimension="noise", status="error", reason="ValueError: no")
    assert not_reported(quiet, {}) is quiet
