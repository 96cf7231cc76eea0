"""The answers to the report's questions, as a page and a comment show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataqa.answer import AnswerState
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.masking import Masker

FOUND, MEASURED, UNLOOKED = 3, 4, 6
"""Issues, measured values and reasons for not looking, shown at most of one answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    """One answer in words.

    Attributes
    ----------
    asks, says, beyond : str
        The question, the answer's first words, what no audit can tell.
    state : str
        Of the answer.
    found : tuple of (str, str)
        What else stands in the way of "ready", and the foremost issues: anchor on the page (empty where it has none) and title.
    more : int
        Issues beside them.
    measured, unlooked : tuple of str
        What was measured and no issue; why some checks could not look.
    """

    asks: str
    state: AnswerState
    says: str
    found: tuple[tuple[str, str], ...]
    more: int
    measured: tuple[str, ...]
    unlooked: tuple[str, ...]
    beyond: str


def answer_texts(record: Record, masker: Masker, anchors: Mapping[str, str]) -> tuple[AnswerTexts, ...]:
    """Put all answers of a record into words.

    Parameters
    ----------
    record : Record
        What was found.
    masker : Masker
        Hides personal data.
    anchors : mapping of str to str
        Where an issue stands on the page, by its id.

    Returns
    -------
    tuple of AnswerTexts
        Texts are as in the data: each renderer escapes them.
    """
    by_id = {issue.id: issue for issue in record.issues}
    found = []
    for answer in record.answers:
        issues = [by_id[name] for name in answer.issues]
        found.append(
            AnswerTexts(
                asks=answer.asks,
                state=answer.state,
                says=answer.says,
                found=(
                    *(("", words.visible(masker.prose(title), 240)) for title in answer.obstacles),
                    *((anchors.get(one.id, ""), words.visible(masker.prose(one.title, one), 240)) for one in issues[:FOUND]),
                ),
                more=max(0, len(issues) - FOUND),
                measured=tuple(words.visible(masker.prose(line), 200) for line in answer.measured[:MEASURED]),
                unlooked=tuple(words.visible(masker.prose(line), 200) for line in answer.unlooked[:UNLOOKED]),
                beyond=answer.beyond,
            )
        )
    return tuple(found)
