"""Issues as the page shows them: texts masked and cut, pictures drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataqa.model import Issue
from dataqa.render import words
from dataqa.render.charts import chart
from dataqa.render.downloads import Download, download
from dataqa.render.masking import Masker
from dataqa.render.pairs import Parts, differing, whole
from dataqa.render.thumbnails import address

NAMED = 200
"""Columns at most by which an issue is found."""
COLUMNS, POSITIONS, EXAMPLES, WIDTH, PICTURES, ALSO = 12, 20, 6, 14, 3, 12
"""Named columns, row positions, example rows, their cells, pictures, and issues of the same cause shown at most of one issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRows:
    """A few of an issue's rows.

    Attributes
    ----------
    heads, named : tuple
        Names of the columns, and of each whether the issue names it.
    label : str
        What labels are; empty where rows have none.
    rows : tuple of (int, str, cells)
        Position, label, and the cells: None where empty, else in parts, marked where a copy differs from its original.
    suggests : int
        The column before which what is suggested stands; -1 for none.
    more : int
        Columns not shown.
    pairs : bool
        True where rows stand in pairs.
    """

    heads: tuple[str, ...]
    named: tuple[bool, ...]
    label: str
    rows: tuple[tuple[int, str, tuple[Parts | None, ...]], ...]
    suggests: int
    more: int
    pairs: bool


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
    thumbnails: tuple[tuple[int, str], ...]
    table: ExampleRows | None
    download: Download | None
    also: tuple[tuple[str, str], ...]
    also_more: int
    named: tuple[str, ...]


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
        thumbnails=_thumbnails(issue) if draw else (),
        table=_table(issue, masker),
        download=download(issue, masker) if draw else None,
        also=tuple((one.check, words.visible(masker.prose(one.title, one), 200)) for one in issue.also[:ALSO]),
        also_more=max(0, len(issue.also) - ALSO),
        named=tuple(words.visible(name, 60) for name in issue.columns[:NAMED]),
    )


def _thumbnails(issue: Issue) -> tuple[tuple[int, str], ...]:
    """Return the rows of the images that are shown, and their addresses."""
    given = issue.examples
    if given is None:
        return ()
    found = zip(given.positions, given.thumbnails, strict=False)
    return tuple((row, address(pixels)) for row, pixels in found if pixels is not None)


def _details(issue: Issue, masker: Masker) -> tuple[tuple[str, str], ...]:
    told = []
    for key, value in masker.details(issue).items():
        if isinstance(value, Mapping):
            text = ", ".join(f"{words.plain(name)}: {words.plain(inner)}" for name, inner in list(value.items())[:8])
        elif isinstance(value, list | tuple):
            text = ", ".join(map(words.plain, value[:8]))
        else:
            text = words.plain(value, 160)
        if not text:
            continue
        told.append((words.visible(key, 40).replace("_", " "), text))
    return tuple(told[:12])


def _table(issue: Issue, masker: Masker) -> ExampleRows | None:
    given = issue.examples
    if given is None or not given.cells:
        return None
    heads = list(given.columns[:WIDTH])
    most = 2 * (EXAMPLES // 2) if given.pairs else EXAMPLES
    shown = [_cells(heads, cells, masker) for cells in given.cells[: min(most, given.pairs) if given.pairs else most]]
    suggests = -1
    if given.suggested is not None and issue.columns and issue.columns[0] in heads:
        suggests = heads.index(issue.columns[0]) + 1
        for i, cells in enumerate(shown):
            told = masker.cell(issue.columns[0], given.suggested[i])
            cells.insert(suggests, None if told is None else words.visible(told, 120))
    parts = [[None if cell is None else whole(cell) for cell in cells] for cells in shown]
    for i in range(1, min(given.pairs, len(shown)), 2):
        for j, (first, second) in enumerate(zip(shown[i - 1], shown[i], strict=True)):
            if first is not None and second is not None:
                parts[i - 1][j], parts[i][j] = differing(first, second)
    labels = [] if given.labels is None else [words.visible(masker.label(label), 60) for label in given.labels[: len(shown)]]
    named = [head in issue.columns for head in heads]
    titles = [words.visible(head, 60) for head in heads]
    if suggests >= 0:
        named.insert(suggests, False)
        titles.insert(suggests, "looks like" if issue.rows is not None and issue.rows.suggested is not None else "should be")
    return ExampleRows(
        heads=tuple(titles),
        named=tuple(named),
        label="" if given.labels is None else given.label,
        rows=tuple((given.positions[i], labels[i] if labels else "", tuple(cells)) for i, cells in enumerate(parts)),
        suggests=suggests,
        more=max(0, len(given.columns) - WIDTH),
        pairs=bool(given.pairs),
    )


def _cells(heads: Sequence[str], cells: Sequence[str | None], masker: Masker) -> list[str | None]:
    masked = (masker.cell(head, cell) for head, cell in zip(heads, cells, strict=False))
    return [None if cell is None else words.visible(cell, 120) for cell in masked]
