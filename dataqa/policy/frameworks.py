"""Texts that ask something of a dataset, a law or a standard: which checks bear on which part, and what an audit shows of it."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from dataqa.answer import Evidenced, EvidenceReport
from dataqa.errors import CallError, nearest
from dataqa.invalid import Strict
from dataqa.looked import LOOKED
from dataqa.model import DimensionName, Issue
from dataqa.policy.questions import unlooked
from dataqa.record import Record
from dataqa.rule_files import file_of, names_in

FOLDER = "evidence"


class Part(Strict):
    """One part of a text."""

    asks: Annotated[str, Field(min_length=10)]
    """What it asks for, in our words."""
    dimensions: list[DimensionName] = Field(default_factory=list)
    """All checks of these dimensions bear on it."""
    checks: list[str] = Field(default_factory=list)
    """Further checks that bear on it, by their ids."""
    beyond: str = ""
    """What no audit of the data can show."""

    def bears(self, check: str, dimension: str) -> bool:
        """Return whether what a check finds is evidence on this part."""
        return dimension in self.dimensions or check in self.checks


class Framework(Strict):
    """A text, as a file under the rules holds it."""

    title: str
    about: Annotated[str, Field(min_length=20)]
    source: Annotated[str, Field(min_length=10)]
    """Where it stands: the number, the year, an address."""
    parts: Annotated[dict[str, Part], Field(min_length=1)]


def known() -> tuple[str, ...]:
    """Return the names of the texts for which evidence can be shown."""
    return names_in(FOLDER)


@cache
def framework(name: str) -> Framework:
    """Return a text by its name.

    Raises
    ------
    CallError
        Where there is none of this name.
    RuleError
        Where its file has other keys than `Framework`.
    """
    if name not in known():
        raise CallError(f"evidence={name!r} is no text that dataqa knows; expected {' or '.join(known())}.{nearest(name, known())}")
    return file_of(Framework, f"{FOLDER}/{name}.yaml")


def evidence(name: str, record: Record) -> EvidenceReport:
    """Return what an audit shows about each part of a text.

    Parameters
    ----------
    name : str
        Of a file under ``rules/evidence``.
    record : Record
        What was found.

    Returns
    -------
    EvidenceReport
        Each issue stands with every part on which one of its findings bears.
    """
    text = framework(name)
    parts = tuple(evidenced(key, part, record) for key, part in text.parts.items())
    return EvidenceReport(name=name, title=text.title, about=text.about, source=text.source, parts=parts)


def croissant(record: Record) -> tuple[Evidenced, ...]:
    """Return what an audit shows about each property of Croissant's vocabulary for responsible AI."""
    text = file_of(Framework, "croissant.yaml")
    return tuple(evidenced(key, part, record) for key, part in text.parts.items())


def evidenced(name: str, part: Part, record: Record, facts: tuple[str, ...] = ()) -> Evidenced:
    """Return what an audit shows about one part of a text; `facts` are the names of facts that answer it, too."""
    bearing = [outcome for outcome in record.outcomes if part.bears(outcome.check, outcome.dimension)]
    found = [(cause, one) for cause in record.issues if (one := _bearing(cause, part)) is not None]
    return Evidenced(
        name=name,
        asks=part.asks,
        issues=tuple(cause.id for cause, _ in found),
        findings=tuple(one.id for _, one in found),
        looked=tuple(outcome.check for outcome in bearing if outcome.status in LOOKED),
        unlooked=unlooked(bearing),
        missed=sum(outcome.status not in LOOKED for outcome in bearing),
        beyond=part.beyond,
        facts=facts,
    )


def _bearing(cause: Issue, part: Part) -> Issue | None:
    """Return the foremost finding of a cause that bears on a part: the cause itself, where it does."""
    return next((one for one in (cause, *cause.also) if part.bears(one.check, one.dimension)), None)
