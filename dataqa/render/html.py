"""The report as one HTML file: no network, of use with JavaScript off, everything from the data escaped."""

from __future__ import annotations

from dataqa.model import DIMENSIONS, Outcome
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.answers import told
from dataqa.render.cards import card
from dataqa.render.masking import Masker
from dataqa.render.overview import overview
from dataqa.render.rows import rows

CARDS, DRAWN, LISTED, COSTS, COLUMNS = 100, 60, 2000, 7, 10_000
"""Issues shown whole, with pictures, and in a line; lines of the list of costs; columns: each at most."""


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
    from markupsafe import Markup

    from dataqa.render.templates import environment

    masker = Masker(record, on=mask)
    cards = [card(issue, i, masker, draw=i <= DRAWN) for i, issue in enumerate(record.issues[:CARDS], 1)]
    rest = [(i, words.visible(masker.prose(i.title, i), 200)) for i in record.issues[CARDS:LISTED]]
    dear = sorted((c for c in cards if c.issue.cost >= 0.05), key=lambda c: -c.issue.cost)
    costing = sum(i.cost >= 0.05 for i in record.issues)
    shown = list(rows(record, masker, [c.anchor for c in cards]))
    head = overview(record, masker)
    foremost = {issue.id: card for issue, card in zip(record.issues, cards, strict=False)}
    where = {c.issue.dimension: c.anchor for c in reversed(cards)}
    return environment("html", autoescape=True).get_template("report.html.j2").render(
        record=record,
        head=head,
        first=[foremost[issue.id] for issue in head.first if issue.id in foremost],
        cards=cards,
        rest=rest,
        more=max(0, len(record.issues) - LISTED),
        severities=words.severities(record.issues),
        dear=dear[:COSTS],
        cheap=costing - min(len(dear), COSTS),
        where=where,
        answers=told(record, masker, {c.issue.id: c.anchor for c in cards}),
        columns=shown[:COLUMNS],
        columns_more=max(0, len(shown) - COLUMNS),
        outcomes=_grouped(record, masker),
        notes=[words.visible(masker.prose(note), 300) for note in record.dataset.notes[:50]],
        unreadable=[words.visible(masker.line(line), 200) for line in record.dataset.unreadable_examples[:20]],
        masked=bool(masker.personal),
        safe=Markup,
    )  # fmt: skip


def _grouped(record: Record, masker: Masker) -> list[tuple[str, list[tuple[Outcome, str]]]]:
    groups: list[tuple[str, list[tuple[Outcome, str]]]] = []
    for name in DIMENSIONS:
        found = [(o, words.visible(masker.prose(o.reason), 300)) for o in record.outcomes if o.dimension == name]
        if found:
            groups.append((name, found))
    return groups
