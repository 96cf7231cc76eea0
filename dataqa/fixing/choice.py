"""Which issues' edits are made, and why the others' are not."""

from __future__ import annotations

from collections.abc import Iterable

from dataqa.errors import CallError, nearest
from dataqa.model import Issue
from dataqa.record import Record

BY_NAME = "left: it may be right as it is; to change it, pass the issue's id as apply"
OPEN = "left: there is more than one reasonable fix; to make this one, pass the issue's id or 'all' as apply"


def chosen(record: Record, apply: str | Iterable[str]) -> dict[str, str]:
    """Return for each issue why its edit is not to be made, empty where it is.

    Parameters
    ----------
    record : Record
        The audit.
    apply : {"safe", "all"} or ids of issues
        See `Audit.fix`.

    Raises
    ------
    CallError
        Where there is no such issue.
    """
    known = {issue.id: issue for issue in record.every_issue}
    causes = {cause.id: [issue.id for issue in cause.every] for cause in record.issues}
    if isinstance(apply, str) and apply in ("safe", "all"):
        return {name: _refused(one, apply) for name, one in known.items()}
    wanted = [apply] if isinstance(apply, str) else list(apply)
    for name in wanted:
        if name not in known and name not in causes:
            raise CallError(
                f"There is no issue {name!r}: apply= takes 'safe', 'all' or ids of issues.{nearest(str(name), {**known, **causes})}"
            )
    asked = {issue for name in wanted for issue in causes.get(name, [name])}
    return {name: "" if name in asked else "not asked for" for name in known}


def safe(issue: Issue) -> bool:
    """Return whether all edits of an issue have one defensible answer."""
    return bool(issue.repairs) and all(repair.safe for repair in issue.repairs)


def _refused(issue: Issue, apply: str) -> str:
    if any(repair.by_name for repair in issue.repairs):
        return BY_NAME
    return "" if apply == "all" or safe(issue) else OPEN
