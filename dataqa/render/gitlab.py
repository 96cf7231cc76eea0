"""The audit as GitLab's code quality report, which it shows in a merge request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from dataqa.model import Issue, Severity
from dataqa.record import Record
from dataqa.render.issue_texts import said
from dataqa.render.json import plain
from dataqa.render.masking import Masker
from dataqa.render.places import Places, shown_name

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
        place = places.of(issue)
        title, fix = said(issue, "title", masker), said(issue, "fix", masker)
        # the file of the worst row may change between runs, so it is the dataset that tells issues of one id apart
        key = f"{record.dataset.name}\n{issue.id}"
        entries.append(
            {
                "description": f"{title.rstrip('.')}. {fix}",
                "check_name": issue.check,
                "fingerprint": sha256(key.encode("utf-8", "replace")).hexdigest(),
                "severity": _SEVERITIES[issue.severity],
                "location": {
                    "path": place.path if place else shown_name(record.dataset),
                    "lines": {"begin": (place and place.line) or 1},
                },
            }
        )
    return json.dumps(plain(entries), ensure_ascii=False, allow_nan=False, indent=2) + "\n"
