"""What the formats for machines say of an issue, in plain lines: masked, and with nothing in them that does anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from dataqa.judgement import Outcome
from dataqa.model import SEVERITIES, Issue, Severity, Status
from dataqa.render import words
from dataqa.render.masking import Masker

Part = Literal["title", "why", "fix"]
LONGEST = 1000
"""Characters of a text."""
STATUSES: Mapping[Status, str] = {
    "flagged": "flagged", "passed": "passed", "not_applicable": "not applicable", "skipped": "skipped", "error": "failed to run",
}  # fmt: skip
"""How a check ended, in words."""


def said(issue: Issue, part: Part, masker: Masker) -> str:
    """Return a text of an issue on one line; the check's id where it is empty."""
    return words.visible(masker.prose(getattr(issue, part), issue), LONGEST).strip() or issue.check


def ended(outcome: Outcome, masker: Masker) -> str:
    """Return how a check ended and why, on one line: ``not applicable: no dates``."""
    reason = words.visible(masker.prose(outcome.reason), LONGEST).strip()
    return f"{STATUSES[outcome.status]}: {reason}" if reason else STATUSES[outcome.status]


def also_of(issue: Issue) -> str:
    """Return which other checks found the same: ``Also found by: missing-values, group-missing``; empty where none did."""
    checks = [check for check in dict.fromkeys(one.check for one in issue.also) if check != issue.check]
    return f"Also found by: {words.listed(checks, 6)}" if checks else ""


def at_least(issue: Issue, bound: Severity) -> bool:
    """Return True where an issue is as severe as `bound`, or worse."""
    return SEVERITIES.index(issue.severity) <= SEVERITIES.index(bound)


def rows_of(issue: Issue, masker: Masker, most: int) -> Iterator[tuple[int, str]]:
    """Yield the positions of an issue's first rows, worst first, each with what else names it: ``, id P0017``, or nothing."""
    if issue.rows is None:
        return
    kind = "id" if issue.examples is None else issue.examples.label
    for place, position in enumerate(issue.rows.positions[:most].tolist()):
        label = None if issue.labels is None or place >= len(issue.labels) else masker.label(issue.labels[place])
        yield position, "" if label is None else f", {kind} {words.visible(label, 80)}"


def rows_told(issue: Issue, masker: Masker, most: int) -> str:
    """Return an issue's first rows in words, and how many more there are; empty where it names none."""
    if issue.rows is None or not issue.rows.count:
        return ""
    named = [f"{position:,}{name}" for position, name in rows_of(issue, masker, most)]
    more = issue.rows.count - len(named)
    counted = words.count(issue.rows.count, "row")
    return f"{counted} (from 0): {'; '.join(named)}{f'; and {more:,} more' if more else ''}" if named else counted
