"""The way from 100 down to the score, one row an issue."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from dataqa.judgement import Step
from dataqa.model import Issue
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.masking import Masker

ROWS, LEAST, TITLE = 8, 0.05, 96
"""Issues that have a row of their own at most; points from which one has; characters of a title."""
_TOP = 90
"""The bars begin no higher, lest a loss of a point look like one of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One row.

    Attributes
    ----------
    issue : Issue or None
        Which; None for all that have no row of their own.
    title : str
        In short.
    parts : tuple of (str, bool)
        The title in parts, and of each whether it is the name of a column.
    anchor : str
        Where the issue stands on the page; empty where it does not.
    points, left, restores : str
        What it takes, what is left after it, what fixing it alone recovers (empty for several).
    start, width : float
        Of its bar, in per cent of the scale.
    """

    issue: Issue | None
    title: str
    parts: tuple[tuple[str, bool], ...]
    anchor: str
    points: str
    left: str
    restores: str
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """All rows, and where the scale of the bars begins; it ends at 100."""

    rows: tuple[Fall, ...]
    begins: int
    empty: str


def waterfall(record: Record, masker: Masker, anchors: Mapping[str, str], *, most: int = ROWS, title: int = TITLE) -> Waterfall:
    """Put the steps of a score into words and bars.

    Parameters
    ----------
    record : Record
        What was found.
    masker : Masker
        Hides personal data.
    anchors : mapping of str to str
        Where an issue stands on the page, by its id.
    most : int
        Issues that have a row of their own; the rest has one row together.
    title : int
        Characters of a title.

    Returns
    -------
    Waterfall
        Texts are as in the data: each renderer escapes them. Without steps there are no rows, and `empty` says why.
    """
    score, steps = record.score, record.score.steps
    if not steps:
        known = math.isfinite(score.value)
        return Waterfall(rows=(), begins=0, empty="No issue costs points." if known else "There is no score to explain.")
    by_id = {issue.id: issue for issue in record.issues}
    named = sum(step.points >= LEAST for step in steps[:most])  # the greatest come first
    begins = min(_TOP, 10 * math.floor(min(score.value, 100.0) / 10))
    rows = [_row(step, by_id[step.issue], masker, anchors.get(step.issue, ""), begins, title) for step in steps[:named]]
    if rest := steps[named:]:
        many = words.count(len(rest), "more issue" if rows else "issue")
        rows.append(_fall(None, many, (), "", sum(step.points for step in rest), rest[-1].left, "", begins))
    return Waterfall(rows=tuple(rows), begins=begins, empty="")


def _row(step: Step, issue: Issue, masker: Masker, anchor: str, begins: int, limit: int) -> Fall:
    title = words.short(words.visible(masker.prose(issue.title, issue), 4 * limit), limit)
    parts = words.marked(title, issue.columns)
    return _fall(issue, title, parts, anchor, step.points, step.left, words.gain(step.restores), begins)


def _fall(
    issue: Issue | None, title: str, parts: tuple[tuple[str, bool], ...], anchor: str, points: float, left: float, restores: str,
    begins: int,
) -> Fall:  # fmt: skip
    room = 100 - begins
    return Fall(
        issue=issue, title=title, parts=parts or ((title, False),), anchor=anchor, points=words.points(points),
        left=f"{left:.1f}", restores=restores, start=100 * (left - begins) / room, width=100 * points / room,
    )  # fmt: skip
