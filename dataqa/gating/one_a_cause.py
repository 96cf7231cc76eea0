"""Changes of issues that share a cause are reported once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dataqa.decision import IssueChange
from dataqa.record import Record


def one_a_cause(changes: Iterable[IssueChange], before: Record, after: Record) -> list[IssueChange]:
    """Return one change a cause among those with the same state, what is accepted apart; one that fails stands for the others.

    Issues are compared one by one, for which of a cause leads may change from run to run.

    Parameters
    ----------
    changes : iterable of IssueChange
        Of every issue of both sides, worst first.
    before, after : Record
        Both sides.

    Returns
    -------
    list of IssueChange
        In the same order; the reason of each says how many more of its cause it stands for.
    """
    causes = {
        side: {issue.id: cause.id for cause in record.issues for issue in cause.every}
        for side, record in (("before", before), ("after", after))
    }
    groups: dict[tuple[str, str, bool], list[IssueChange]] = {}
    for change in changes:
        cause = causes["before" if change.state == "resolved" else "after"].get(change.issue.id, change.id)
        groups.setdefault((change.state, cause, change.acceptance is not None), []).append(change)
    return [_first(group) for group in groups.values()]


def _first(group: list[IssueChange]) -> IssueChange:
    change, more = next((one for one in group if one.fails), group[0]), len(group) - 1
    if not more:
        return change
    said = f"{more} more of the same cause"
    return replace(change, reason=f"{change.reason}; {said}" if change.reason else said)
