"""A decision as Markdown: fit for a comment on a pull request, whatever the size of what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataqa.decision import Decision
from dataqa.render.decision_words import Line, decision_texts
from dataqa.render.markdown import LIMIT, escape

_STEPS = (40, 20, 10, 5, 2)


def to_markdown(decision: Decision, *, mask: bool = True) -> str:
    """Return the decision as GitHub-flavoured Markdown, below 65,000 characters whatever was found.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        The same text for the same decision.
    """
    text = ""
    for most in _STEPS:
        text = "\n".join(_lines(decision, most, mask=mask)) + "\n"
        if len(text) < LIMIT:
            break
    return text


def _lines(decision: Decision, most: int, *, mask: bool) -> Iterator[str]:
    shown = decision_texts(decision, mask=mask)
    yield f"## dataqa gate: {'passed' if shown.passed else 'failed'}\n"
    yield f"**{escape(shown.name)}** · {escape(shown.size)} · score {escape(shown.score)}\n"
    if shown.rows:
        yield f"{escape(shown.rows)}\n"
    yield f"{escape(shown.verdict)}"
    yield from _table(shown.failing, most)
    for title, lines in (("Told, and no reason to fail", shown.other), ("Accepted", shown.accepted), ("Resolved", shown.resolved)):
        if lines:
            yield f"\n<details><summary>{title}: {len(lines):,}</summary>"
            yield from _table(lines, most)
            yield "\n</details>"
    for note in shown.notes:
        yield f"\n{escape(note, 400)}"
    yield f"\n<sub>dataqa {escape(decision.after.version, 40)} · rules {escape(decision.after.rules, 60)}</sub>"


def _table(lines: Sequence[Line], most: int) -> Iterator[str]:
    if not lines:
        return
    yield "\n| Severity | Change | What |\n| :-- | :-- | :-- |"
    for line in lines[:most]:
        reason = f"<br><sub>{escape(line.reason)}</sub>" if line.reason else ""
        yield f"| {line.severity} | {escape(line.state)} | {escape(line.title)}{reason} |"
    if len(lines) > most:
        yield f"\nAnd {len(lines) - most:,} more: see the JSON report."
