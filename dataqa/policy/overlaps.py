"""What several checks saw is told once: by the check that tells it best of those that ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dataqa.model import Issue, Outcome

_SHARE = 0.5
"""Of the rows of an issue that another must name, to have told it."""


def uncovered(issues: Sequence[Issue]) -> tuple[list[Issue], dict[str, tuple[str, ...]]]:
    """Drop the issues that another check tells better.

    An issue is dropped where one of the checks of its `covered_by` has an issue about the same: they share a column, or one of both
    names none; and, where both name rows, the other names at least half of its rows. Checks that did not run have no issues, so
    that nothing is lost by leaving one out.

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
    told: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda one: one.id):
        others = (other for check in issue.covered_by for other in by_check.get(check, ()))
        # two that would each leave it to the other: one of them stands
        found = next((other for other in others if _tells(other, issue) and not _rests_on(other, issue, told)), None)
        if found is not None:
            told[issue.id] = found
    covered: dict[str, set[str]] = {}
    for issue in issues:
        if issue.id in told:
            covered.setdefault(issue.check, set()).add(told[issue.id].check)
    return [issue for issue in issues if issue.id not in told], {check: tuple(sorted(by)) for check, by in covered.items()}


def not_told(outcome: Outcome, covered: Mapping[str, Sequence[str]]) -> Outcome:
    """Return what became of a check none of whose issues stands: all that it saw others tell, where it saw anything."""
    if outcome.status != "flagged":
        return outcome
    return replace(outcome, status="passed", reason=f"covered by {' and '.join(covered[outcome.check])}")


def _tells(other: Issue, issue: Issue) -> bool:
    if other.columns and issue.columns and not set(other.columns) & set(issue.columns):
        return False
    if other.rows is None or issue.rows is None or not len(issue.rows.positions) or not len(other.rows.positions):
        return True
    shared = np.isin(issue.rows.positions, other.rows.positions).sum()
    return bool(shared >= _SHARE * len(issue.rows.positions))


def _rests_on(other: Issue, issue: Issue, told: Mapping[str, Issue]) -> bool:
    """Whether an issue is told, in the end, by another one."""
    while other.id in told:
        other = told[other.id]
    return other.id == issue.id
