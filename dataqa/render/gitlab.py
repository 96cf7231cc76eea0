"""Audits and gate decisions as GitLab's code quality report, shown in a merge request."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from dataqa.decision import Decision, IssueChange
from dataqa.model import Issue, Severity
from dataqa.record import Record
from dataqa.render.decision_texts import DecisionMasker, fact_of, fix_of
from dataqa.render.issue_texts import said
from dataqa.render.json import dump
from dataqa.render.masking import Masker
from dataqa.render.places import Place, Places, shown_name

_SEVERITIES: dict[Severity, str] = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "info": "info"}


def to_gitlab(record: Record, *, issues: Sequence[Issue] | None = None, mask: bool = True) -> str:
    """Return the audit as GitLab's code quality report: an entry for each issue.

    GitLab wants a path and a line of each. Where the data is no file, the path is the dataset's name; where the line is not
    known (see `dataqa.render.places.Places`), it is 1. A check that failed to run cannot be told in this format.

    Parameters
    ----------
    record : Record
        What was found.
    issues : sequence of Issue, optional
        Other issues than the record's, such as the new ones alone.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        A JSON array, UTF-8, with a last newline.
    """
    masker, places = Masker(record, on=mask), Places(record.dataset)
    entries = []
    for issue in record.issues if issues is None else issues:
        fact, fix = said(issue, "title", masker), said(issue, "fix", masker)
        entries.append(_entry(issue.check, issue.id, issue.severity, fact, fix, record, places.of(issue)))
    return dump(entries)


def _entry(check: str, ident: str, severity: Severity, fact: str, fix: str, record: Record, place: Place | None) -> dict[str, Any]:
    # the file of the worst row may change between runs, so the name of the dataset keeps equal ids of two datasets apart
    key = f"{record.dataset.name}\n{ident}"
    return {
        "description": f"{fact.rstrip('.')}. {fix}",
        "check_name": check,
        "fingerprint": sha256(key.encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[severity],
        "location": {
            "path": place.path if place else shown_name(record.dataset),
            "lines": {"begin": (place and place.line) or 1},
        },
    }


def decision_to_gitlab(decision: Decision, *, mask: bool = True) -> str:
    """Return the decision as a code quality report: issues that are new or worse, and what else fails the gate.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        A JSON array, UTF-8, with a last newline.
    """
    masker, record, places = DecisionMasker(decision, on=mask), decision.after, Places(decision.after.dataset)
    failing = {one.id for one in decision.failing}
    tolerated = [one for one in (*decision.new, *decision.worse) if one.id not in failing and one.acceptance is None]
    entries = []
    for one in (*decision.failing, *tolerated):
        place = places.of(one.issue) if isinstance(one, IssueChange) else places.of_columns(one.columns)
        entries.append(_entry(one.check, one.id, one.severity, fact_of(one, masker), fix_of(one, masker), record, place))
    return dump(entries)
