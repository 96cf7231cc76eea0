"""Issues as the page shows them: texts masked and cut, pictures drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataqa.model import Issue
from dataqa.render import words
from dataqa.render.charts import chart
from dataqa.render.masking import Masker

COLUMNS, POSITIONS, EXAMPLES, WIDTH, PICTURES = 12, 20, 10, 14, 3
"""Named columns, row positions, example rows, their cells, and pictures shown at most of one issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A few of an issue's rows: heads, which of them the issue names, what the labels are, and (position, label, cells) a row."""

    heads: tuple[str, ...]
    named: tuple[bool, ...]
    label: str
    rows: tuple[tuple[int, str, tuple[str | None, ...]], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One issue in words."""

    anchor: str
    issue: Issue
    title: str
    parts: tuple[tuple[str, bool], ...]
    cost: str
    columns: tuple[str, ...]
    more: int
    why: str
    fix: str
    rows: str
    positions: str
    measured: str
    interval: str
    threshold: str
    costs: str
    details: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...]
    table: Table | None


def card(issue: Issue, number: int, masker: Masker, *, draw: bool = True) -> Card:
    """Put one issue into words.

    Parameters
    ----------
    issue : Issue
        Which.
    number : int
        Its place, from 1; gives its anchor on the page.
    masker : Masker
        Hides personal data.
    draw : bool
        False: without pictures.

    Returns
    -------
    Card
        Texts are as in the data, on one line, and are escaped by the template; pictures are SVG, escaped.
    """

    def told(text: str) -> str:
        return words.visible(masker.prose(text, issue), 1200)

    low, high = issue.cost_interval
    title = words.visible(masker.prose(issue.title, issue), 300)
    pictures = masker.evidence(issue)[:PICTURES] if draw else ()
    positions = [] if issue.rows is None else issue.rows.positions[:POSITIONS].tolist()
    return Card(
        anchor=f"issue-{number}",
        issue=issue,
        title=title,
        parts=words.marked(title, issue.columns),
        cost=words.points(issue.cost),
        columns=tuple(words.visible(name, 60) for name in issue.columns[:COLUMNS]),
        more=max(0, len(issue.columns) - COLUMNS),
        why=told(issue.why),
        fix=told(issue.fix),
        rows="" if issue.rows is None else words.count(issue.rows.count, "row"),
        positions=", ".join(map(str, positions)),
        measured=words.amount(issue.value, issue.unit),
        interval="" if issue.interval is None else words.span(issue.interval, issue.unit),
        threshold=words.amount(issue.threshold, issue.unit),
        costs=f"{words.points(low)} to {words.points(high)}" if high > 0 else "",
        details=_details(issue, masker),
        pictures=tuple((words.visible(e.title, 160), drawn) for e in pictures if (drawn := chart(e))),
        table=_table(issue, masker),
    )


def _details(issue: Issue, masker: Masker) -> tuple[tuple[str, str], ...]:
    told = []
    for key, value in masker.details(issue).items():
        text = ", ".join(map(words.plain, value[:8])) if isinstance(value, list | tuple) else words.plain(value, 160)
        told.append((words.visible(key, 40).replace("_", " "), text))
    return tuple(told[:12])


def _table(issue: Issue, masker: Masker) -> Table | None:
    given = issue.examples
    if given is None or not given.cells:
        return None
    heads = given.columns[:WIDTH]
    rows = []
    for i, cells in enumerate(given.cells[:EXAMPLES]):
        shown = _cells(heads, cells, masker)
        label = "" if given.labels is None else words.visible(masker.label(given.labels[i]), 60)
        rows.append((given.positions[i], label, shown))
    return Table(
        heads=tuple(words.visible(head, 60) for head in heads),
        named=tuple(head in issue.columns for head in heads),
        label="" if given.labels is None else given.label,
        rows=tuple(rows),
        more=max(0, len(given.columns) - WIDTH),
    )


def _cells(heads: Sequence[str], cells: Sequence[str | None], masker: Masker) -> tuple[str | None, ...]:
    masked = (masker.cell(head, cell) for head, cell in zip(heads, cells, strict=False))
    return tuple(None if cell is None else words.visible(cell, 120) for cell in masked)
