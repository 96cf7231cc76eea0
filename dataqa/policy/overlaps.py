"""What several checks saw is told once: by the check that tells it best of those that ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dataqa.judgement import Outcome
from dataqa.model import Issue

_SHARE = 0.5
"""Of the rows of an issue that another must name, to have told it."""


def uncovered(issues: Sequence[Issue]) -> tuple[list[Issue], dict[str, tuple[str, ...]]]:
    """Drop the issues that another check tells better.

    An issue is dropped where the checks of its `covered_by` have issues about the same: they share a column, or one of both names
    none or whole rows; and, where both name rows, they name at least half of its rows together. Checks that did not run have no
    issues, so that nothing is lost by leaving one out.

    Parameters
    ----------
    issues : sequence of Issue
        Those of all checks that ran, one by one.

    Returns
    -------
    tuple
        The issues that stand, in their order; and for each check whose issues were dropped the checks that told them, sorted.
    """
    by_check: dict[str, list[Issue]] = {}
    for issue in issues:
        by_check.setdefault(issue.check, []).append(issue)
    told: dict[str, list[Issue]] = {}
    for issue in sorted(issues, key=lambda one: one.id):
        others = [other for check in issue.covered_by for other in by_check.get(check, ()) if _about_the_same(other, issue)]
        # of those that would each leave it to the other one stands
        others = [other for other in others if not _rests_on(other, issue, told)]
        if others and _named(issue, others) >= _SHARE:
            told[issue.id] = others
    covered: dict[str, set[str]] = {}
    for issue in issues:
        covered.setdefault(issue.check, set()).update(other.check for other in told.get(issue.id, ()))
    return [issue for issue in issues if issue.id not in told], {check: tuple(sorted(by)) for check, by in covered.items() if by}


def not_reported(outcome: Outcome, covered: Mapping[str, Sequence[str]]) -> Outcome:
    """Return what became of a check none of whose issues stands: all that it saw others tell, where it saw anything."""
    if outcome.status != "flagged":
        return outcome
    return replace(outcome, status="passed", reason=f"covered by {' and '.join(covered[outcome.check])}")


def _about_the_same(other: Issue, issue: Issue) -> bool:
    # a row that is a copy is one in all columns, whichever its check names
    whole = other.dimension == "duplicates" and other.rows is not None
    if not whole and other.columns and issue.columns and not set(other.columns) & set(issue.columns):
        return False
    return _named(issue, [other]) > 0


def _named(issue: Issue, others: Sequence[Issue]) -> float:
    """Return which share of an issue's rows others name; 1 where one of them, or the issue, names none."""
    if issue.rows is None or not len(issue.rows.positions):
        return 1.0
    parts = [other.rows.positions for other in others if other.rows is not None and len(other.rows.positions)]
    return 1.0 if len(parts) < len(others) else float(np.isin(issue.rows.positions, np.concatenate(parts)).mean())


def _rests_on(other: Issue, issue: Issue, told: Mapping[str, Sequence[Issue]]) -> bool:
    """Whether an issue is told, in the end, by another one."""
    return other.id == issue.id or any(_rests_on(next_one, issue, told) for next_one in told.get(other.id, ()))
