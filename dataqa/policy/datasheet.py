"""The questions of a datasheet, and which of them an audit can help to answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dataqa.answer import EvidenceReport
from dataqa.invalid import Strict
from dataqa.policy.frameworks import Part, evidenced
from dataqa.record import Record
from dataqa.rule_files import file_of

Fact = Literal[
    "size", "files", "named", "columns", "target", "missing", "groups", "split", "people", "time", "verdict", "fingerprint"
]  # fmt: skip


class Asked(Part):
    """One question."""

    facts: list[Fact] = Field(default_factory=list)
    """What is known of the data that answers it: see `dataqa.render.datasheet`."""


class Datasheet(Strict):
    """The questions by section, as ``rules/datasheet.yaml`` holds them."""

    title: str
    about: str
    source: Annotated[str, Field(min_length=10)]
    sections: Annotated[dict[str, list[Asked]], Field(min_length=1)]


def datasheet(record: Record) -> tuple[EvidenceReport, ...]:
    """Return what an audit shows about the questions of a datasheet, one report a section."""
    sheet = file_of(Datasheet, "datasheet.yaml")
    return tuple(
        EvidenceReport(
            name=name,
            title=sheet.title,
            about=sheet.about,
            source=sheet.source,
            parts=tuple(
                evidenced(f"{name} {place}", asked, record, facts=tuple(asked.facts)) for place, asked in enumerate(section, 1)
            ),
        )
        for name, section in sheet.sections.items()
    )
