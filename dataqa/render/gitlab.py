"""The audit as GitLab's code quality report, which it shows in a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from dataqa.model import Issue, Severity
from dataqa.record import Record
from dataqa.render.issue_texts import said
from dataqa.render.json import plain
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
    return in_list(entry(issue, record, masker, places) for issue in (record.issues if issues is None else issues))


def in_list(entries: Iterable[dict[str, Any]]) -> str:
    """Return entries as the text of a report."""
    return json.dumps(plain(list(entries)), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def entry(issue: Issue, record: Record, masker: Masker, places: Places) -> dict[str, Any]:
    """Return the entry of an issue."""
    told = f"{said(issue, 'title', masker).rstrip('.')}. {said(issue, 'fix', masker)}"
    return entry_of(issue.check, issue.id, issue.severity, told, record, places.of(issue))


def entry_of(check: str, ident: str, severity: Severity, told: str, record: Record, place: Place | None) -> dict[str, Any]:
    """Return an entry from its parts."""
    # the file of the worst row may change between runs, so it is the dataset that tells what has one id apart
    key = f"{record.dataset.name}\n{ident}"
    return {
        "description": told,
        "check_name": check,
        "fingerprint": sha256(key.encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[severity],
        "location": {
            "path": place.path if place else shown_name(record.dataset),
            "lines": {"begin": (place and place.line) or 1},
        },
    }
