"""Audits and gate decisions as Markdown that fits a comment on a pull request, however much was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dataqa.answer import EvidenceReport
from dataqa.decision import Decision
from dataqa.model import Issue
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.answers import answer_texts
from dataqa.render.decision_texts import OTHER, DecisionTexts, Line, texts_of
from dataqa.render.evidence import evidence_texts
from dataqa.render.issue_texts import also_of
from dataqa.render.masking import Masker
from dataqa.render.overview import overview
from dataqa.render.unlooked import lines_of

LIMIT = 64_000
"""Characters; GitHub takes 65,536."""
_STEPS = (40, 20, 10, 5, 2, 0)
_SPECIAL = re.compile(r"([\\`*~\[\]|$])|(?<!\w)(_)|(_)(?!\w)")
_CODE = re.compile(r"`([^`]+)`")
_LINKED = re.compile(r"([@#])(?=\w)|(?<=https)(:)(?=//)|(?<=http)(:)(?=//)|(?<=www)(\.)|(?<=\w)(@)|(?<=GH)(-)(?=\d)", re.IGNORECASE)


def escape(text: object, limit: int = 300) -> str:
    """Return a text as Markdown shows it letter by letter: no markup, no HTML, no mention, no link, no newline.

    Parameters
    ----------
    text : object
        Anything from the data.
    limit : int
        Longest text before escaping, in characters.

    Returns
    -------
    str
        Fit for a cell of a table and for a line of its own.
    """
    shown = words.visible(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _SPECIAL.sub(lambda found: "\\" + found[0], shown)
    return _LINKED.sub(lambda found: found[0] + "<!-- -->", shown)


def prose(text: str, limit: int = 300) -> str:
    """Return a sentence as `escape` does, with text in backticks as code."""
    parts = _CODE.split(words.visible(text, limit))
    return "".join(f"<code>{escape(part, limit)}</code>" if place % 2 else escape(part, limit) for place, part in enumerate(parts))


def to_markdown(record: Record, *, mask: bool = True, options: bool = False, evidence: EvidenceReport | None = None) -> str:
    """Return the report as GitHub-flavoured Markdown, below 65,000 characters whatever was found.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data.
    options : bool
        Name options of the command line (``--time``) instead of arguments (``time=``).
    evidence : EvidenceReport, optional
        What the audit shows about a text.

    Returns
    -------
    str
        The same text for the same record.
    """
    from dataqa.render.templates import environment

    masker = Masker(record, on=mask)
    head = overview(record, masker, options=options)

    answers = answer_texts(record, masker, {})

    def told(issue: Issue, part: str) -> str:
        return prose(masker.prose(getattr(issue, part), issue)).strip()

    template = environment("markdown", autoescape=False).get_template("report.md.j2")
    return _fitting(
        lambda most: template.render(
            record=record, head=head, issues=record.issues[:most], more=len(record.issues) - most, most=max(most, 2),
            back={step.issue: step.restores for step in record.score.steps},
            md=escape, prose=prose, told=told, answers=answers, masker=masker, severities=words.severities(record.issues),
            also=also_of,
            unlooked=lines_of(record, options=options),
            evidence=evidence_texts(evidence, record, masker),
        )
    )  # fmt: skip


def _fitting(render: Callable[[int], str]) -> str:
    """Return the longest text below the limit; `render` takes how many issues or findings of a part are shown."""
    text = ""
    for most in _STEPS:
        text = render(most)
        if len(text) < LIMIT:
            break
    return text


def decision_to_markdown(decision: Decision, *, mask: bool = True) -> str:
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
    shown = texts_of(decision, mask=mask)
    return _fitting(lambda most: "\n".join(_lines(decision, shown, most)) + "\n")


def _lines(decision: Decision, shown: DecisionTexts, most: int) -> Iterator[str]:
    yield f"## dataqa gate: {'passed' if shown.passed else 'failed'}\n"
    yield f"**{escape(shown.name)}** · {escape(shown.size)} · score {escape(shown.score)}\n"
    if shown.rows:
        yield f"{escape(shown.rows)}\n"
    yield f"{escape(shown.verdict)}"
    yield from _table(shown.failing, most)
    for title, lines in (
        (OTHER, shown.other),
        ("Accepted", shown.accepted),
        ("Resolved", shown.resolved),
    ):
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
        reason = f"<br><sub>{prose(line.reason)}</sub>" if line.reason else ""
        yield f"| {line.severity} | {escape(line.state)} | {prose(line.title)}{reason} |"
    if len(lines) > most:
        yield f"\nAnd {len(lines) - most:,} more: see the JSON report."
