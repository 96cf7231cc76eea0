"""What the formats for machines say of a change that is no issue of a check: why it matters, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from dataqa.decision import Decision, Finding, IssueChange
from dataqa.record import CheckText
from dataqa.render import words
from dataqa.render.decision_words import Hider
from dataqa.render.issue_texts import LONGEST, said

_MEANT = "Where it is meant, look at it and write the new baseline: dataqa gate --update."
CHANGES: Mapping[str, CheckText] = {
    "schema": CheckText(
        measures="Columns, categories and classes that came, went, or changed their name or type since the baseline.",
        why="A pipeline written for the old columns breaks on the new ones, or reads them as something else and says nothing.",
        fix=f"Put it right where the data is made. {_MEANT}",
    ),
    "drift": CheckText(
        measures="How far a column moved since the baseline, in standard deviations, with its 95 % interval.",
        why="A model learns from the rows as they are: where these moved and the world did not, it learns another world.",
        fix=f"Find out what moved it: another source, another unit, a filter, or the world itself. {_MEANT}",
    ),
    "rows": CheckText(
        measures="Rows that came, went, were copied or labelled otherwise since the baseline.",
        why="Rows that are lost, copied or labelled anew by mistake change what a model learns, and no column shows it.",
        fix=f"Find out which step lost, copied or relabelled them. {_MEANT}",
    ),
    "score": CheckText(
        measures="The score, held against that of the baseline.",
        why="The score is the share of the achievable skill that a model is expected to keep: where it falls, models get worse.",
        fix="Mend the issues that are new or worse, the dearest first.",
    ),
    "outcome": CheckText(
        measures="Checks that looked when the baseline was made, and now fail to run or cannot look.",
        why="What was not looked at has not passed.",
        fix=f"Read why it could not look. {_MEANT}",
    ),
}  # fmt: skip
"""By what such a finding has as its check."""


def changes_of(decision: Decision) -> tuple[Finding, ...]:
    """Return what a decision found besides issues; the score only where it fails, or somebody accepted that."""
    score = decision.score if decision.score.fails or decision.score.acceptance is not None else None
    every = (*decision.schema, *decision.target_drift, *decision.drift, *decision.rows.findings, *decision.outcomes)
    return every if score is None else (*every, score)


def fact_of(finding: Finding, hider: Hider) -> str:
    """Return what was found on one line, and why it fails or does not."""
    title = words.visible(hider.prose(finding.title, finding), LONGEST).strip() or finding.id
    reason = words.visible(hider.prose(finding.reason, finding), LONGEST).strip()
    return f"{title} ({reason})" if reason else title


def fix_of(finding: Finding, hider: Hider) -> str:
    """Return what to do about it."""
    return said(finding.issue, "fix", hider) if isinstance(finding, IssueChange) else CHANGES[finding.check].fix


def state_of(finding: Finding) -> str:
    """Return what became of it, in a word: of an issue its state, of all else what kind of change it is."""
    return finding.state if isinstance(finding, IssueChange) else finding.check


def accepted_by(finding: Finding) -> str:
    """Return who accepted it until when, empty where nobody did or the day is past."""
    one = finding.acceptance
    if one is None or finding.fails:
        return ""
    return f"accepted by {words.visible(one.owner, 40)} until {one.expires.isoformat()}: {words.visible(one.reason, 300)}"
