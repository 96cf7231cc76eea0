"""The answer to one of the questions that a report asks of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnswerState = Literal["fine", "look", "mend", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one of the questions that a report asks of the data.

    Attributes
    ----------
    question, asks : str
        Its name, and the question itself.
    state : {"fine", "look", "mend", "unknown"}
        Nothing found to fix; something of low severity; something that stands in the way of "ready"; no check could look, or not
        the one that the answer needs.
    says : str
        The state in words.
    issues : tuple of str
        Ids of the issues that bear on it, worst first.
    obstacles : tuple of str
        What else stands in the way of "ready" and bears on it.
    measured : tuple of str
        What checks measured that found nothing to report, each after its name.
    looked : int
        Checks that looked.
    unlooked : tuple of str
        Why others could not, each with the checks' names.
    beyond : str
        What no audit of the data can tell.
    """

    question: str
    asks: str
    state: AnswerState
    says: str
    issues: tuple[str, ...]
    measured: tuple[str, ...]
    looked: int
    unlooked: tuple[str, ...]
    beyond: str
    obstacles: tuple[str, ...] = ()
