"""A decision in words: the same parts for every format, personal data masked as both sides have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataqa.decision import Decision, Estimate, Finding, IssueChange
from dataqa.model import SEVERITIES, Issue, Severity
from dataqa.render import words
from dataqa.render.masking import Masker

TITLE, REASON = 300, 300


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


class Hider(Masker):
    """Masks what is personal on either side of a decision."""

    def __init__(self, decision: Decision, *, on: bool = True) -> None:
        super().__init__(decision.after, on=on)
        self._then = Masker(decision.before, on=on)

    def prose(self, text: str, issue: Issue | Finding | None = None) -> str:
        """Mask a sentence; that of an issue, or of what became of it, with what its details hold."""
        known = issue.issue if isinstance(issue, IssueChange) else issue if isinstance(issue, Issue) else None
        return self._then.prose(super().prose(text, known), known)


def decision_texts(decision: Decision, *, mask: bool = True) -> DecisionTexts:
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
    hider = Hider(decision, on=mask)
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
        return tuple(_line(one, hider) for one in findings)

    return DecisionTexts(
        name=words.visible(after.name, 120) or "(no name)",
        size=f"{words.count(before.rows, 'row')} × {words.count(before.columns, 'column')} → "
        f"{words.count(after.rows, 'row')} × {words.count(after.columns, 'column')}",
        score=f"{words.score(decision.score.old)} → {words.score(decision.score.new)}",
        rows=_rows(decision),
        passed=decision.passed,
        verdict=_verdict(decision),
        failing=lines(decision.failing),
        other=lines(other),
        resolved=lines(decision.resolved),
        accepted=lines(decision.accepted),
        notes=(*(words.visible(hider.prose(note), 400) for note in decision.notes), *_idle(decision)),
    )


def _line(finding: Finding, hider: Hider) -> Line:
    return Line(
        severity=finding.severity,
        state=finding.state if isinstance(finding, IssueChange) else finding.check,
        title=words.visible(hider.prose(finding.title, finding), TITLE),
        reason=words.visible(hider.prose(finding.reason, finding), REASON),
        columns=finding.columns,
        id=finding.id,
    )


def _verdict(decision: Decision) -> str:
    known = sum(one.state == "same" for one in decision.same)
    debt = f"; {words.count(known, 'known issue')} left as {'it is' if known == 1 else 'they are'}" if known else ""
    if decision.passed:
        return f"Passed: nothing is new or worse{debt}"
    return f"Failed: {words.count(len(decision.failing), 'finding')}{debt}"


def _rows(decision: Decision) -> str:
    rows = decision.rows
    if rows.same is None or rows.added is None or rows.removed is None:
        return ""
    if not (rows.added.value or rows.removed.value) and not (rows.relabelled and rows.relabelled.value):
        return "The same rows"
    parts = [f"{_about(rows.same)} the same", f"{_about(rows.added)} added", f"{_about(rows.removed)} gone or edited"]
    if rows.relabelled is not None and rows.relabelled.value:
        parts.insert(1, f"{_about(rows.relabelled)} of them labelled otherwise")
    return "Rows: " + ", ".join(parts)


def _about(rows: Estimate) -> str:
    if rows.exact or rows.value == rows.low == 0:
        return f"{rows.value:,}" if rows.exact or not rows.high else "none or hardly any"
    return f"about {rows.value:,}"


def _idle(decision: Decision) -> list[str]:
    return [
        f"Nothing calls any more for what {words.visible(one.owner, 40)} accepted, "
        f"{words.visible(one.issue or ' '.join((one.check, *one.columns)), 80)}: take it out."
        for one in decision.idle
    ]
