"""The report as Markdown: fit for a comment on a pull request, whatever the size of what was found."""

from __future__ import annotations

import re

from dataqa.model import Issue
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.answers import answer_texts
from dataqa.render.issue_texts import also_of
from dataqa.render.masking import Masker
from dataqa.render.overview import overview
from dataqa.render.unlooked import lines_of

LIMIT = 64_000
"""Characters; GitHub takes 65,536."""
_STEPS = (40, 20, 10, 5, 2, 0)
_SPECIAL = re.compile(r"([\\`*~\[\]|$])|(?<!\w)(_)|(_)(?!\w)")
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


def to_markdown(record: Record, *, mask: bool = True, options: bool = False) -> str:
    """Return the report as GitHub-flavoured Markdown, below 65,000 characters whatever was found.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data.
    options : bool
        Name options of the command line (``--time``) instead of arguments (``time=``).

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
        return escape(masker.prose(getattr(issue, part), issue)).strip()

    template = environment("markdown", autoescape=False).get_template("report.md.j2")
    text = ""
    for most in _STEPS:
        text = template.render(
            record=record, head=head, issues=record.issues[:most], more=len(record.issues) - most, most=max(most, 2),
            back={step.issue: step.restores for step in record.score.steps},
            md=escape, told=told, answers=answers, masker=masker, severities=words.severities(record.issues),
            also=also_of,
            unlooked=lines_of(record, options=options),
        )  # fmt: skip
        if len(text) < LIMIT:
            break
    return text
