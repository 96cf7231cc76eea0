"""A decision in words: the same parts for every format, personal data masked as both sides have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataqa.decision import Decision, Estimate, Finding, IssueChange
from dataqa.model import SEVERITIES, Issue, Severity
from dataqa.record import CheckText
from dataqa.render import words
from dataqa.render.issue_texts import LONGEST, said
from dataqa.render.masking import Masker

TITLE, REASON = 300, 300
OTHER = "Reported, does not fail the gate"
"""Heading of what changed and does not fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding in words."""

    severity: Severity
    state: str
    title: str
    reason: str
    columns: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTexts:
    """A decision in words.

    Attributes
    ----------
    name : str
        Of the dataset.
    size, score, rows : str
        What became of them.
    passed : bool
        True where nothing fails.
    verdict : str
        The decision in a sentence.
    failing, other, resolved, accepted : tuple of Line
        What fails; what is new or moved and does not; issues that are gone; what somebody accepted. The worst first.
    notes : tuple of str
        What to know of the comparison.
    """

    name: str
    size: str
    score: str
    rows: str
    passed: bool
    verdict: str
    failing: tuple[Line, ...]
    other: tuple[Line, ...]
    resolved: tuple[Line, ...]
    accepted: tuple[Line, ...]
    notes: tuple[str, ...]


class DecisionMasker(Masker):
    """Masks what is personal on either side of a decision."""

    def __init__(self, decision: Decision, *, on: bool = True) -> None:
        super().__init__(decision.after, on=on)
        self._then = Masker(decision.before, on=on)

    def prose(self, text: str, issue: Issue | Finding | None = None) -> str:
        """Mask a sentence; that of an issue, or of what became of it, with what its details hold."""
        known = issue.issue if isinstance(issue, IssueChange) else issue if isinstance(issue, Issue) else None
        return self._then.prose(super().prose(text, known), known)


def texts_of(decision: Decision, *, mask: bool = True) -> DecisionTexts:
    """Put a decision into words.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    DecisionTexts
        Texts are as in the data: each renderer escapes them.
    """
    masker = DecisionMasker(decision, on=mask)
    failing = [finding.id for finding in decision.failing]
    accepted = [finding.id for finding in decision.accepted]
    every: list[Finding] = [
        *decision.new, *decision.worse, *(one for one in decision.same if one.reason), *decision.schema, *decision.target_drift,
        *decision.drift, *decision.rows.findings, *decision.outcomes,
    ]  # fmt: skip
    other = [one for one in every if one.id not in failing and one.id not in accepted]
    other.sort(key=lambda one: SEVERITIES.index(one.severity))
    before, after = decision.before.dataset, decision.after.dataset

    def lines(findings: Sequence[Finding]) -> tuple[Line, ...]:
        return tuple(_line(one, masker) for one in findings)

    return DecisionTexts(
        name=words.visible(after.name, 120) or "(no name)",
        size=" → ".join(words.size_of(one.rows, one.columns, one.seen) for one in (before, after)),
        score=f"{words.score(decision.score.old)} → {words.score(decision.score.new)}",
        rows=_rows(decision),
        passed=decision.passed,
        verdict=_verdict(decision),
        failing=lines(decision.failing),
        other=lines(other),
        resolved=lines(decision.resolved),
        accepted=lines(decision.accepted),
        notes=(*(words.visible(masker.prose(note), 400) for note in decision.notes), *_idle(decision)),
    )


def _line(finding: Finding, masker: DecisionMasker) -> Line:
    return Line(
        severity=finding.severity,
        state=finding.state if isinstance(finding, IssueChange) else finding.check,
        title=words.visible(masker.prose(finding.title, finding), TITLE),
        reason=words.visible(masker.prose(finding.reason, finding), REASON),
        columns=finding.columns,
        id=finding.id,
    )


def _verdict(decision: Decision) -> str:
    known = sum(one.state == "same" for one in decision.same)
    debt = f"; {words.count(known, 'known issue')} unchanged" if known else ""
    if decision.passed:
        return f"Passed: nothing is new or worse{debt}"
    return f"Failed: {words.count(len(decision.failing), 'finding')}{debt}"


def _rows(decision: Decision) -> str:
    rows = decision.rows
    if rows.same is None or rows.added is None or rows.removed is None:
        return ""
    if not (rows.added.value or rows.removed.value) and not (rows.relabelled and rows.relabelled.value):
        return "The same rows"
    parts = [f"{_about(rows.same)} the same", f"{_about(rows.added)} added", f"{_about(rows.removed)} removed or edited"]
    if rows.relabelled is not None and rows.relabelled.value:
        parts.insert(1, f"{_about(rows.relabelled)} of them with another label")
    return "Rows: " + ", ".join(parts)


def _about(rows: Estimate) -> str:
    if rows.exact or rows.value == rows.low == 0:
        return f"{rows.value:,}" if rows.exact or not rows.high else "hardly any"
    return f"about {rows.value:,}"


def _idle(decision: Decision) -> list[str]:
    return [
        f"The acceptance by {words.visible(one.owner, 40)} is no longer needed: "
        f"{words.visible(one.issue or ' '.join((one.check, *one.columns)), 80)}. Remove it."
        for one in decision.idle
    ]


_MEANT = "If the change is intended, update the baseline: dataqa gate --update."
CHANGES: Mapping[str, CheckText] = {
    "schema": CheckText(
        measures="Columns, categories and classes that were added, removed or renamed since the baseline, or changed their type.",
        why="A pipeline written for the old columns fails on the new ones, or silently misreads them.",
        fix=f"Fix it at the source of the data. {_MEANT}",
    ),
    "drift": CheckText(
        measures="How far the distribution of a column moved since the baseline, in standard deviations, with its 95% interval.",
        why="A model trained on rows that drifted away from production learns the wrong distribution.",
        fix=f"Find the cause: another source, another unit, a filter, or a real change. {_MEANT}",
    ),
    "rows": CheckText(
        measures="Rows that were added, removed, copied or relabelled since the baseline.",
        why="Rows that are lost, copied or relabelled by mistake change what a model learns, and no single column shows it.",
        fix=f"Find the step that lost, copied or relabelled them. {_MEANT}",
    ),
    "score": CheckText(
        measures="The score, compared with the baseline's.",
        why="The score is the share of the achievable performance that a model keeps in production. If it falls, models get worse.",
        fix="Fix the issues that are new or worse, the costliest first.",
    ),
    "outcome": CheckText(
        measures="Checks that ran for the baseline and now fail, are skipped or do not apply.",
        why="A check that did not run has not passed.",
        fix=f"Read the reason why it did not run. {_MEANT}",
    ),
}  # fmt: skip
"""By what such a finding has as its check."""


def changes_of(decision: Decision) -> tuple[Finding, ...]:
    """Return what a decision found besides issues; the score only where it fails, or somebody accepted that."""
    score = decision.score if decision.score.fails or decision.score.acceptance is not None else None
    every = (*decision.schema, *decision.target_drift, *decision.drift, *decision.rows.findings, *decision.outcomes)
    return every if score is None else (*every, score)


def fact_of(finding: Finding, masker: DecisionMasker) -> str:
    """Return what was found on one line, and why it fails or does not."""
    title = words.visible(masker.prose(finding.title, finding), LONGEST).strip() or finding.id
    reason = words.visible(masker.prose(finding.reason, finding), LONGEST).strip()
    return f"{title} ({reason})" if reason else title


def fix_of(finding: Finding, masker: DecisionMasker) -> str:
    """Return what to do about it."""
    return said(finding.issue, "fix", masker) if isinstance(finding, IssueChange) else CHANGES[finding.check].fix


def state_of(finding: Finding) -> str:
    """Return what became of it, in a word: of an issue its state, of all else what kind of change it is."""
    return finding.state if isinstance(finding, IssueChange) else finding.check


def accepted_by(finding: Finding) -> str:
    """Return who accepted it until when, empty where nobody did or the day is past."""
    one = finding.acceptance
    if one is None or finding.fails:
        return ""
    return f"accepted by {words.visible(one.owner, 40)} until {one.expires.isoformat()}: {words.visible(one.reason, 300)}"
