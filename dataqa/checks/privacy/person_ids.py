"""Numbers and codes that stand for people: whoever has the list knows who they are."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.roles.names import words_of


@check(reads=("columns:text", "columns:number"))
def person_ids(audit: Context) -> Iterator[Measurement]:
    """Share of the rows with the id of a person, by the words of the column's name: such data is personal (GDPR recital 26)."""
    people, ids, joined = (set(audit.parameters[key]) for key in ("people", "ids", "joined"))
    for column, part in audit.profiles():
        words = words_of(column.name)
        told = ("".join(words) in joined) or bool(set(words) & people and set(words) & ids and len(words) <= 3)
        if told and column.kind in ("number", "text") and part.role != "nested" and column.distinct >= audit.parameters["least"]:
            yield Measurement(
                value=column.present / audit.rows,
                unit="share of rows",
                columns=(column.name,),
                details={"people": column.distinct},
            )
