"""What stands at the head of every report: the size, the verdict, the dimensions, and what was not looked at."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, Issue, Status
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.gains import gains
from dataqa.render.masking import Masker
from dataqa.render.unlooked import said
from dataqa.task import Task

Face = Literal["found", "elsewhere", "quiet", "unlooked"]
FIRST = 3
"""Issues shown at most among what to do first."""
_UNFIT = ("forecasting", "recommendation")
"""Tasks of which a table's model says nothing."""
_STATUSES: tuple[tuple[Status, str], ...] = (
    ("flagged", "flagged"),
    ("passed", "passed"),
    ("not_applicable", "not applicable"),
    ("skipped", "skipped"),
    ("error", "failed to run"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One dimension: its score as text, its number of issues, whether one blocks and anything looked at it.

    `why` says why nothing looked, or with which dimensions its checks' issues are reported.
    """

    name: str
    score: str
    issues: int
    worst: str
    blocking: bool
    face: Face
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do first: an issue, or what else stands in the way of "ready".

    Attributes
    ----------
    title, fix : str
        The fact and what to do, as in the data: renderers mask and escape them.
    brings : str
        What fixing an issue recovers; empty for what is none.
    issue : Issue or None
        Which issue it is.
    """

    title: str
    fix: str
    brings: str = ""
    issue: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The head of a report, in words.

    Attributes
    ----------
    name, size : str
        Of the dataset.
    task, inferred : str
        What the model is to do, and how that is known; the latter is empty where nothing was told or found.
    score, interval, verdict, reason : str
        The judgement; `interval` is empty where it is no wider than the score as shown.
    reaches : str
        How much is kept, and what a quick model reaches; empty where none was tried.
    tiles : tuple of Tile
        All dimensions, in order.
    first : tuple of ToDo
        What to do first: at most three issues, and whatever else stands in the way of "ready".
    statuses : tuple of (str, int)
        How many checks ended how; those with none left out.
    errors : tuple of Outcome
        Checks that failed to run.
    """

    name: str
    size: str
    task: str
    inferred: str
    score: str
    interval: str
    verdict: str
    reason: str
    reaches: str
    tiles: tuple[Tile, ...]
    first: tuple[ToDo, ...]
    statuses: tuple[tuple[str, int], ...]
    errors: tuple[Outcome, ...]

    @property
    def unlooked(self) -> str:
        """How many checks did not look, in words; empty where all did."""
        return ", ".join(f"{n:,} {status}" for status, n in self.statuses if status not in {"flagged", "passed"})


def overview(record: Record, masker: Masker, *, options: bool = False) -> Overview:
    """Put the head of a report into words.

    Parameters
    ----------
    record : Record
        What was found.
    masker : Masker
        Hides personal data.
    options : bool
        Name options of the command line instead of arguments.

    Returns
    -------
    Overview
        Texts are as in the data: each renderer escapes them.
    """
    low, high = map(words.score, record.score.interval)
    ended = Counter(o.status for o in record.outcomes)
    size = words.size_of(record.dataset.rows, record.dataset.columns, record.dataset.seen)
    return Overview(
        name=words.visible(record.dataset.name, 120) or "(no name)",
        size=size,
        task=_task(record.task),
        inferred=_inferred(record.task, masker),
        score=words.score(record.score.value),
        interval="" if low == high else f"{low} to {high}",
        verdict=record.score.verdict.capitalize(),
        reason=words.visible(masker.prose(record.score.verdict_reason), 400),
        reaches=reaches(record),
        tiles=tuple(tile(record, name, options=options) for name in DIMENSIONS if name in record.score.dimensions),
        first=to_do(record),
        statuses=tuple((told, ended[status]) for status, told in _STATUSES if ended[status]),
        errors=tuple(o for o in record.outcomes if o.status == "error"),
    )


def to_do(record: Record) -> tuple[ToDo, ...]:
    """Return what to do first: the verdict's reason leads, and whatever stands in the way of "ready" is among it."""
    by_id, told = {issue.id: issue for issue in record.issues}, gains(record)
    first = [by_id[name] for name in record.score.first if name in by_id][:FIRST]
    issues = [ToDo(title=issue.title, fix=issue.fix, brings=told[issue.id].brings, issue=issue) for issue in first]
    others = [ToDo(title=one.title, fix=one.fix) for one in record.score.obstacles]
    lead = 0 if record.score.obstacle_leads else 1
    return (*issues[:lead], *others, *issues[lead:])


def reaches(record: Record) -> str:
    """Return what is kept of what a quick model reaches, or that none fits the task; empty where none was tried."""
    one = record.performance
    if one is None:
        return f"Quick models do not apply to {record.task.kind}." if record.task.kind in _UNFIT else ""
    guess = f"{'predicting the mean' if one.metric == 'R²' else 'guessing'}: {one.base:g}"
    # 100 is no performance: where little can be learned, all of it may be kept
    kept = (
        "" if math.isnan(record.score.value) else f"Keeps about {words.score(record.score.value)}% of the achievable performance. "
    )
    if not one.left_out:
        return f"{kept}A quick model reaches {one.says} ({guess})."
    single = len(one.left_out) == 1
    names = words.listed([words.visible(name, 60) for name in one.left_out], 3)
    said = f"{kept}Without {names}, which {'leaks' if single else 'leak'} the target, a quick model reaches {one.says} ({guess})."
    return said if one.with_leaks is None else f"{said} With {'it' if single else 'them'}: {one.with_leaks:.2f}."


def _task(task: Task) -> str:
    kind = "no target given" if task.kind == "none" else task.kind
    return kind if task.target is None else f"{kind} of {words.visible(task.target, 60)}"


def _inferred(task: Task, masker: Masker) -> str:
    if task.kind == "none":
        return ""
    return "as given" if task.reason == "told" else words.visible(masker.prose(task.reason), 200)


def tile(record: Record, name: str, *, options: bool = False) -> Tile:
    """Return one dimension in words."""
    part = record.score.dimensions[name]
    looked = any(o.dimension == name and o.status in {"flagged", "passed"} for o in record.outcomes)
    looked = looked and part.unlooked is None
    leads = list(dict.fromkeys(cause.dimension for cause in record.issues if any(one.dimension == name for one in cause.also)))
    face: Face = "found" if part.issues else "elsewhere" if leads else "quiet" if looked else "unlooked"
    why = "not checked" if part.unlooked is None else said(part.unlooked, options=options)
    why = {"elsewhere": f"reported with {words.listed(leads, 3)}", "unlooked": why}.get(face, "")
    score = "–" if face == "unlooked" else words.score(part.score)
    worst = part.issues[0].severity if part.issues else ""
    blocking = any(issue.blocking for issue in part.issues)
    return Tile(name=name, score=score, issues=len(part.issues), worst=worst, blocking=blocking, face=face, why=why)
