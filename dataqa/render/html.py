"""Audits, and two audits compared by a gate, as one HTML file: no network, complete without JavaScript, all data escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dataqa.answer import EvidenceReport
from dataqa.decision import Decision, Drift, Finding, IssueChange
from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, Evidence
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.answers import answer_texts
from dataqa.render.by_class import ByClass
from dataqa.render.cards import Card, card
from dataqa.render.charts import chart
from dataqa.render.column_rows import rows
from dataqa.render.decision_texts import OTHER, DecisionMasker, texts_of
from dataqa.render.evidence import evidence_texts
from dataqa.render.fix_hints import fix_hint
from dataqa.render.gains import gains
from dataqa.render.masking import Masker
from dataqa.render.overview import Tile, overview, tile
from dataqa.render.unlooked import read_by
from dataqa.render.waterfall import waterfall

CARDS, DRAWN, LISTED, COLUMNS = 100, 60, 2000, 10_000
"""Issues shown whole, with pictures, and in a line; columns: each at most."""
FOLDED = 3
"""Issues of no consequence that are folded away at least."""
CHANGED, CHANGED_DRAWN, CHANGED_LISTED, DRIFTS = 60, 30, 500, 30
"""In a comparison: issues shown whole, with pictures, and in a line; columns that moved, with a picture."""


def to_html(record: Record, *, mask: bool = True, evidence: EvidenceReport | None = None) -> str:
    """Return the report as a page that stands alone.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data.
    evidence : EvidenceReport, optional
        What the audit shows about a text.

    Returns
    -------
    str
        HTML; the same text for the same record.
    """
    from dataqa.render.templates import environment

    return environment("html", autoescape=True).get_template("report.html.j2").render(**_page(record, mask, evidence))


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
    return template.render(**_page(record, mask), key=key, plain=words.lines(plain))


def _page(record: Record, mask: bool, evidence: EvidenceReport | None = None) -> dict[str, Any]:
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
        "unfolded": _unfolded(cards, record),
        "rest": rest,
        "more": max(0, len(record.issues) - LISTED),
        "severities": words.severities(record.issues),
        "fall": waterfall(record, masker, anchors),
        "gains": gains(record),
        "fix_hints": {c.issue.id: fix_hint(c.issue, record) for c in cards},
        "foremost": foremost,
        "where": where,
        "answers": answer_texts(record, masker, anchors),
        "evidence": evidence_texts(evidence, record, masker, anchors),
        "columns": shown[:COLUMNS],
        "by_class": ByClass(record, masker).title,
        "columns_more": max(0, len(shown) - COLUMNS),
        "outcomes": _grouped(record, masker),
        "notes": [words.visible(masker.prose(note), 300) for note in record.dataset.notes[:50]],
        "unreadable": [words.visible(masker.line(line), 200) for line in record.dataset.unreadable_examples[:20]],
        "masked": bool(masker.personal),
        "safe": Markup,
    }  # fmt: skip


def _unfolded(cards: Sequence[Card], record: Record) -> int:
    """Return how many of the first cards stand open to the eye; those behind them cost nothing and hinder nothing."""
    last = len(cards)
    while last and _harmless(cards[last - 1], record):
        last -= 1
    # alone, or where they are few, they are what there is to see
    return last if last and len(cards) - last >= FOLDED else len(cards)


def _harmless(one: Card, record: Record) -> bool:
    issue = one.issue
    return issue.severity == "info" and one.cost == "0" and not issue.blocking and issue.id not in record.score.stops


def _grouped(record: Record, masker: Masker) -> list[tuple[str, list[tuple[Outcome, str, str]]]]:
    groups: list[tuple[str, list[tuple[Outcome, str, str]]]] = []
    for name in DIMENSIONS:
        found = [(o, words.visible(masker.prose(o.reason), 300), read_by(o)) for o in record.outcomes if o.dimension == name]
        if found:
            groups.append((name, found))
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One column that moved: what is said of it, and a picture of both sides."""

    name: str
    fails: bool
    says: str
    reason: str
    how_far: str
    picture: str


def decision_to_html(decision: Decision, *, mask: bool = True) -> str:
    """Return the comparison of two audits as a page that stands alone.

    Parameters
    ----------
    decision : Decision
        What the gate made of both.
    mask : bool
        Hide what is personal on either side.

    Returns
    -------
    str
        HTML; the same text for the same decision.
    """
    from markupsafe import Markup

    from dataqa.render.templates import environment

    masker, after = DecisionMasker(decision, on=mask), decision.after
    changed = [*decision.new, *decision.worse]
    fails = {finding.id for finding in decision.failing}
    changed.sort(key=lambda one: one.id not in fails)
    cards = [card(one.issue, i, masker, draw=i <= CHANGED_DRAWN) for i, one in enumerate(changed[:CHANGED], 1)]
    sides = (decision.before, after)
    drifts = [*decision.target_drift, *decision.drift]
    drifts.sort(key=lambda one: one.id not in fails)
    return environment("html", autoescape=True).get_template("comparison.html.j2").render(
        record=after,
        decision=decision,
        head=texts_of(decision, mask=mask),
        other=OTHER,
        old=words.score(decision.score.old),
        new=words.score(decision.score.new),
        parts=_parts(decision.before, after),
        cards=list(zip(cards, changed, strict=False)),
        was={one.id: _was(one, masker) for one in changed[:CHANGED]},
        rest=[_line(one, masker) for one in changed[CHANGED:CHANGED_LISTED]],
        anchors={one.id: c.anchor for c, one in zip(cards, changed, strict=False)},
        resolved=[_line(one, masker) for one in decision.resolved[:CHANGED_LISTED]],
        same=[_line(one, masker) for one in decision.same[:CHANGED_LISTED]],
        moved=[_moved(one, masker, sides, drawn=i < DRIFTS, fails=one.id in fails) for i, one in enumerate(drifts)],
        schema=[(_title(one, masker), words.visible(one.reason, 200), one.id in fails) for one in decision.schema],
        outcomes=[(_title(one, masker), one.id in fails) for one in decision.outcomes],
        fix_hints={one.issue.id: fix_hint(one.issue, after) for one in changed[:CHANGED]},
        gains=gains(after),
        foremost=dict[str, Card](),
        safe=Markup,
    )  # fmt: skip


def _parts(before: Record, after: Record) -> list[tuple[Tile, Tile, str]]:
    """Return the dimensions that both sides have, before and now, and whether the score that is shown went up or down."""
    sides = (before.score.dimensions, after.score.dimensions)
    found = []
    for name in (name for name in DIMENSIONS if all(name in side for side in sides)):
        was, now = tile(before, name), tile(after, name)
        higher = sides[1][name].score > sides[0][name].score
        lower = sides[1][name].score < sides[0][name].score
        # what was not looked at before or now went neither up nor down
        found.append((was, now, "" if was.score == now.score else "up" if higher else "down" if lower else ""))
    return found


def _title(one: Finding, masker: DecisionMasker) -> str:
    return words.visible(masker.prose(one.title), 300)


def _was(one: IssueChange, masker: DecisionMasker) -> str:
    """Return what an issue was before; empty for a new one."""
    return "" if one.old is None else words.visible(masker.prose(one.old.title, one), 300)


def _line(one: IssueChange, masker: DecisionMasker) -> tuple[str, str, str, str]:
    cost = one.issue.cost if one.state != "resolved" else (one.old or one.issue).cost
    return one.severity, words.visible(masker.prose(one.title, one), 300), words.visible(one.reason, 200), words.points(cost)


def _moved(one: Drift, masker: DecisionMasker, sides: Sequence[Record], *, drawn: bool, fails: bool) -> Moved:
    low, high = one.interval
    name = words.visible(", ".join(one.columns), 80)
    picture: Any = ""
    if drawn and one.labels:
        hidden = any(column in masker.personal for column in one.columns)
        labels = tuple(f"value {i}" for i in range(1, len(one.labels) + 1)) if hidden else tuple(map(masker.prose, one.labels))
        kinds = {record.profile.columns[n].kind for n in one.columns for record in sides if n in record.profile.columns}
        ordered = not hidden and kinds <= {"number", "datetime"} and one.about != "empty cells"
        picture = chart(
            Evidence(title=f"{name}: before grey, now blue", unit="share of rows", labels=labels, values=one.before,
                     beside=one.after, ordered=ordered)
        )  # fmt: skip
    return Moved(
        name=name,
        fails=fails,
        says=words.visible(masker.prose(one.title), 300),
        reason="" if one.acceptance is None else words.visible(masker.prose(one.reason), 300),
        how_far=f"{words.number(one.value)} standard deviations, 95% interval {words.number(low)} to {words.number(high)}",
        picture=picture,
    )
