"""What an audit answers: one of the questions that a report asks of the data, or what a text requires of them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """What an audit shows about one requirement, and what it does not.

    Attributes
    ----------
    name, asks : str
        The requirement's name, and what it asks for.
    issues : tuple of str
        Ids of the issues that are evidence on it, worst first.
    findings : tuple of str
        Ids of the findings that bear on it, one an issue: the issue's own, or that of another finding with the same cause.
    looked : tuple of str
        Checks that bear on it and looked, whether they found something or not.
    unlooked : tuple of str
        Why others could not, each with the checks' names.
    missed : int
        How many others that are.
    beyond : str
        What no audit of the data can show, and a person has to.
    facts : tuple of str
        Names of facts about the data that answer it, for a datasheet.
    """

    name: str
    asks: str
    issues: tuple[str, ...]
    findings: tuple[str, ...]
    looked: tuple[str, ...]
    unlooked: tuple[str, ...]
    missed: int
    beyond: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReport:
    """What an audit shows about each requirement of one text.

    Attributes
    ----------
    name, title, about, source : str
        Its short name, its title, what it is, and where it stands.
    parts : tuple of Evidenced
        In the order of the text.
    """

    name: str
    title: str
    about: str
    source: str
    parts: tuple[Evidenced, ...]
