"""The report as one HTML file: no network, of use with JavaScript off, everything from the data escaped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.answers import answer_texts
from dataqa.render.by_class import ByClass
from dataqa.render.cards import card
from dataqa.render.column_rows import rows
from dataqa.render.fix_commands import fix_command
from dataqa.render.gains import gains
from dataqa.render.masking import Masker
from dataqa.render.overview import overview
from dataqa.render.unlooked import read_by
from dataqa.render.waterfall import waterfall

CARDS, DRAWN, LISTED, COLUMNS = 100, 60, 2000, 10_000
"""Issues shown whole, with pictures, and in a line; columns: each at most."""


def to_html(record: Record, *, mask: bool = True) -> str:
    """Return the report as a page that stands alone.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        HTML; the same text for the same record.
    """
    from dataqa.render.templates import environment

    return environment("html", autoescape=True).get_template("report.html.j2").render(**_told(record, mask))


def to_notebook(record: Record, plain: str, *, mask: bool = True) -> str:
    """Return the report as markup for the output of a cell: in a shadow root, so that its styles and the notebook's stay apart.

    Parameters
    ----------
    record : Record
        What was found.
    plain : str
        What is shown instead where scripts are off and the markup is not part of a page as it is loaded.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        HTML; the same text for the same record.
    """
    from dataqa.render.templates import environment

    key = record.dataset.fingerprint or "none"
    template = environment("html", autoescape=True).get_template("notebook.html.j2")
    return template.render(**_told(record, mask), key=key, plain=words.lines(plain))


def _told(record: Record, mask: bool) -> dict[str, Any]:
    from markupsafe import Markup

    masker = Masker(record, on=mask)
    cards = [card(issue, i, masker, draw=i <= DRAWN) for i, issue in enumerate(record.issues[:CARDS], 1)]
    further = record.issues[CARDS:LISTED]
    rest = [(i.severity, words.visible(masker.prose(i.title, i), 200), "", words.points(i.cost)) for i in further]
    shown = list(rows(record, masker, [c.anchor for c in cards]))
    head = overview(record, masker)
    foremost = {c.issue.id: c for c in cards}
    anchors = {c.issue.id: c.anchor for c in cards}
    where = {c.issue.dimension: c.anchor for c in reversed(cards)}
    return {
        "record": record,
        "head": head,
        "first": [
            (replace(one, title=masker.prose(one.title, one.issue)), foremost.get(one.issue.id) if one.issue else None)
            for one in head.first
        ],
        "cards": cards,
        "rest": rest,
        "more": max(0, len(record.issues) - LISTED),
        "severities": words.severities(record.issues),
        "fall": waterfall(record, masker, anchors),
        "gains": gains(record),
        "mendings": {c.issue.id: fix_command(c.issue, record) for c in cards},
        "foremost": foremost,
        "where": where,
        "answers": answer_texts(record, masker, anchors),
        "columns": shown[:COLUMNS],
        "by_class": ByClass(record, masker).title,
        "columns_more": max(0, len(shown) - COLUMNS),
        "outcomes": _grouped(record, masker),
        "notes": [words.visible(masker.prose(note), 300) for note in record.dataset.notes[:50]],
        "unreadable": [words.visible(masker.line(line), 200) for line in record.dataset.unreadable_examples[:20]],
        "masked": bool(masker.personal),
        "safe": Markup,
    }  # fmt: skip


def _grouped(record: Record, masker: Masker) -> list[tuple[str, list[tuple[Outcome, str, str]]]]:
    groups: list[tuple[str, list[tuple[Outcome, str, str]]]] = []
    for name in DIMENSIONS:
        found = [(o, words.visible(masker.prose(o.reason), 300), read_by(o)) for o in record.outcomes if o.dimension == name]
        if found:
            groups.append((name, found))
    return groups
