"""What an audit shows about the parts of a text, a law or a standard, as the reports show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dataqa.answer import Evidenced, EvidenceReport
from dataqa.model import Issue
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.masking import Masker

NO_VERDICT = (
    "This lists which findings of the audit bear on which part. It is no legal assessment and does not show that a requirement "
    "is met: that is for people to judge, with what the data cannot show."
)
FOUND, UNLOOKED = 20, 12
"""Issues, and reasons for not looking, shown at most of one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTexts:
    """What is shown of one part.

    Attributes
    ----------
    name, asks, says, beyond : str
        Its name, what it asks for, what was found in a sentence, what data cannot show.
    state : {"look", "fine", "unknown"}
        Issues were found; checks looked and found none; none could look.
    found : tuple of (str, str, str)
        Anchor on the page (empty where it has none), severity and title of the foremost issues.
    more : int
        Issues beside them.
    unlooked : tuple of str
        Why some checks could not look.
    """

    name: str
    asks: str
    says: str
    state: str
    found: tuple[tuple[str, str, str], ...]
    more: int
    unlooked: tuple[str, ...]
    beyond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTexts:
    """What is shown of a whole text: its title, what it is, its source, what the list is not, and its parts."""

    title: str
    about: str
    source: str
    caution: str
    parts: tuple[PartTexts, ...]


def evidence_texts(
    report: EvidenceReport | None, record: Record, masker: Masker, anchors: Mapping[str, str] | None = None
) -> EvidenceTexts | None:
    """Put evidence into words; None where none was asked for.

    Parameters
    ----------
    report : EvidenceReport or None
        What the audit shows.
    record : Record
        What was found.
    masker : Masker
        Hides personal data.
    anchors : mapping of str to str, optional
        Where an issue stands on the page, by its id.

    Returns
    -------
    EvidenceTexts or None
        Texts are as in the data: each renderer escapes them.
    """
    if report is None:
        return None
    parts = tuple(_part(part, record, masker, anchors or {}) for part in report.parts)
    return EvidenceTexts(title=report.title, about=report.about, source=report.source, caution=NO_VERDICT, parts=parts)


def _part(part: Evidenced, record: Record, masker: Masker, anchors: Mapping[str, str]) -> PartTexts:
    found = findings(part, record)
    state = "look" if found else "fine" if part.looked else "unknown"
    return PartTexts(
        name=part.name,
        asks=part.asks,
        says=says(part),
        state=state,
        found=tuple(
            (anchors.get(ident, ""), one.severity, words.visible(masker.prose(one.title, one), 240))
            for ident, one in zip(part.issues[:FOUND], found, strict=False)
        ),
        more=max(0, len(found) - FOUND),
        unlooked=tuple(words.visible(masker.prose(line), 300) for line in part.unlooked[:UNLOOKED]),
        beyond=part.beyond,
    )


def findings(part: Evidenced, record: Record) -> list[Issue]:
    """Return the findings that bear on a part, one an issue."""
    by_id = {one.id: one for cause in reversed(record.issues) for one in (*cause.also, cause)}
    return [by_id[ident] for ident in part.findings]


def says(part: Evidenced) -> str:
    """Return in a sentence what was found, and what looked: ``"2 issues; 14 checks looked, 3 did not."``."""
    if not part.looked and not part.issues:
        return "Not looked at."
    looked = f"{words.count(len(part.looked), 'check')} looked"
    others = f", {part.missed} did not" if part.missed else ""
    if part.issues:
        return f"{words.count(len(part.issues), 'issue')}; {looked}{others}."
    return f"{looked} and reported nothing{others and f'; {part.missed} did not look'}."


def plain_evidence(report: EvidenceReport, masker: Masker) -> dict[str, Any]:
    """Return evidence as plain values, issues by their ids."""
    return {
        "name": report.name,
        "title": report.title,
        "source": report.source,
        "caution": NO_VERDICT,
        "parts": [
            {
                "name": part.name,
                "asks": part.asks,
                "issues": list(part.issues),
                "looked": list(part.looked),
                "missed": part.missed,
                "unlooked": [masker.prose(line) for line in part.unlooked],
                "beyond": part.beyond,
            }
            for part in report.parts
        ],
    }
