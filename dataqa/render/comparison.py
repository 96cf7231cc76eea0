"""Two audits side by side as one HTML file: what is new, worse, resolved, moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dataqa.decision import Decision, Drift, Finding, IssueChange
from dataqa.model import DIMENSIONS, Evidence
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.cards import Card, card
from dataqa.render.charts import chart
from dataqa.render.decision_words import Hider, decision_texts
from dataqa.render.fix_commands import fix_command
from dataqa.render.gains import gains
from dataqa.render.masking import Masker
from dataqa.render.overview import Tile, tile

CARDS, DRAWN, LISTED, DRIFTS = 60, 30, 500, 30
"""Issues shown whole, those with pictures, issues in a line, and columns that moved with a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One column that moved: what is said of it, and a picture of both sides."""

    name: str
    fails: bool
    says: str
    reason: str
    how_far: str
    picture: str


def to_html(decision: Decision, *, mask: bool = True) -> str:
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

    hider, after = Hider(decision, on=mask), decision.after
    masker = Masker(after, on=mask)
    changed = [*decision.new, *decision.worse]
    fails = {finding.id for finding in decision.failing}
    changed.sort(key=lambda one: one.id not in fails)
    cards = [card(one.issue, i, masker, draw=i <= DRAWN) for i, one in enumerate(changed[:CARDS], 1)]
    sides = (decision.before, after)
    drifts = [*decision.target_drift, *decision.drift]
    drifts.sort(key=lambda one: one.id not in fails)
    return environment("html", autoescape=True).get_template("comparison.html.j2").render(
        record=after,
        decision=decision,
        head=decision_texts(decision, mask=mask),
        old=words.score(decision.score.old),
        new=words.score(decision.score.new),
        parts=_parts(decision.before, after),
        cards=list(zip(cards, changed, strict=False)),
        was={one.id: _was(one, hider) for one in changed[:CARDS]},
        rest=[_line(one, hider) for one in changed[CARDS:LISTED]],
        anchors={one.id: c.anchor for c, one in zip(cards, changed, strict=False)},
        resolved=[_line(one, hider) for one in decision.resolved[:LISTED]],
        same=[_line(one, hider) for one in decision.same[:LISTED]],
        moved=[_moved(one, hider, masker, sides, drawn=i < DRIFTS, fails=one.id in fails) for i, one in enumerate(drifts)],
        schema=[(_told(one, hider), words.visible(one.reason, 200), one.id in fails) for one in decision.schema],
        outcomes=[(_told(one, hider), one.id in fails) for one in decision.outcomes],
        mendings={one.issue.id: fix_command(one.issue, after) for one in changed[:CARDS]},
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


def _told(one: Finding, hider: Hider) -> str:
    return words.visible(hider.prose(one.title), 300)


def _was(one: IssueChange, hider: Hider) -> str:
    """Return what an issue was before; empty for a new one."""
    return "" if one.old is None else words.visible(hider.prose(one.old.title, one), 300)


def _line(one: IssueChange, hider: Hider) -> tuple[str, str, str, str]:
    cost = one.issue.cost if one.state != "resolved" else (one.old or one.issue).cost
    return one.severity, words.visible(hider.prose(one.title, one), 300), words.visible(one.reason, 200), words.points(cost)


def _moved(one: Drift, hider: Hider, masker: Masker, sides: Sequence[Record], *, drawn: bool, fails: bool) -> Moved:
    low, high = one.interval
    name = words.visible(", ".join(one.columns), 80)
    picture: Any = ""
    if drawn and one.labels:
        hidden = any(column in masker.personal for column in one.columns)
        labels = tuple(f"value {i}" for i in range(1, len(one.labels) + 1)) if hidden else tuple(map(hider.prose, one.labels))
        kinds = {record.profile.columns[n].kind for n in one.columns for record in sides if n in record.profile.columns}
        ordered = not hidden and kinds <= {"number", "datetime"} and one.about != "empty cells"
        picture = chart(
            Evidence(title=f"{name}: before grey, now blue", unit="share of rows", labels=labels, values=one.before,
                     beside=one.after, ordered=ordered)
        )  # fmt: skip
    return Moved(
        name=name,
        fails=fails,
        says=words.visible(hider.prose(one.title), 300),
        reason="" if one.acceptance is None else words.visible(hider.prose(one.reason), 300),
        how_far=f"{words.number(one.value)} standard deviations, 95% interval {words.number(low)} to {words.number(high)}",
        picture=picture,
    )
