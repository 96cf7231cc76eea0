"""Numbers and codes that stand for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of


class Parameters(CheckParameters):
    """Which columns hold ids of people, by the words of their names."""

    least: Annotated[int, Field(ge=1)]
    """Different values."""
    ids: tuple[str, ...]
    """Words for an id."""
    people: tuple[str, ...]
    """Words for people, which stand beside one for an id."""
    joined: tuple[str, ...]
    """Both in one word."""


@check(reads=("columns:text", "columns:number"), parameters=Parameters)
def person_ids(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows with the id of a person, by the words of the column's name; such data is personal (GDPR recital 26)."""
    people, ids, joined = (set(words) for words in (audit.parameters.people, audit.parameters.ids, audit.parameters.joined))
    for column, part in audit.profiles():
        words = words_of(column.name)
        hit = ("".join(words) in joined) or bool(set(words) & people and set(words) & ids and len(words) <= 3)
        if hit and column.kind in ("number", "text") and part.role != "nested" and column.distinct >= audit.parameters.least:
            yield Measurement(
                value=column.present / audit.rows,
                unit="share of rows",
                columns=(column.name,),
                details={"people": column.distinct},
            )
