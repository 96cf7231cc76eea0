"""Columns that identify people: full names, first and last names, user names, dates of birth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.privacy._names import in_prose, look_of, sort_of
from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.privacy._streets import without_streets
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement
from dataqa.roles.names import words_of

PROSE = "people's names in running text"


@check(reads=("columns:text", "dates"), splits_words=True)
def person_names(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that people's names or dates of birth in a column single out.

    The full name of a private person singles out each of its rows. A part of a name, a user name, the name of somebody whose work
    is public (authors, directors), or a date of birth does so only if it occurs in a single row. Names of products, companies and
    places lack the given names and titles of people; what cells look like is judged on the row sample. In running text a title, a
    usual given name or surname, or words like "my name is" show a name, but not whose it is.
    """
    every = {name: set(words_of(name)) for name in audit.profile.columns}
    for column, part in audit.profiles():
        name = column.name
        if part.role == "nested" or not column.present:
            continue
        if part.clock:
            if part.clock != "year" and every[name] & set(parameters_of("names-of-people")["birth"]):
                yield _measured(audit, name, "dates of birth", alone=True)
            continue
        if column.kind != "text":
            continue
        look = look_of(audit.profile.sample.get_column(name), parameters_of("names-of-people"))
        others = {word for other, words in every.items() if other != name for word in words}
        sort = sort_of(name, look, others, parameters_of("names-of-people")) if look is not None else None
        if sort is not None:
            public = bool(every[name] & set(parameters_of("names-of-people")["makers"]))
            yield _measured(audit, name, sort, alone=public or sort != "people's full names")
        elif part.role == "text":
            yield from _in_prose(audit, name)


def _measured(audit: Context, name: str, about: str, *, alone: bool) -> Measurement:
    once = pl.col(name).is_unique() if alone else pl.lit(True)
    positions: np.ndarray = audit.engine.where(pl.col(name).is_not_null() & once)
    column = audit.profile.columns[name]
    return Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        columns=(name,),
        rows=audit.rows_at(positions),
        about=about,
        kind="birth" if about == "dates of birth" else "",
        details={
            "kind": about,
            "column": 1.0,
            "different": column.distinct,
        },
    )


def _in_prose(audit: Context, name: str) -> Iterator[Measurement]:
    texts = audit.engine.values(name, lambda s: s.unique().drop_nulls().sort())
    # a street that bears a name is reported as a street
    plain = without_streets(texts, parameters_of("streets"))
    rows = scored_rows(audit, name, texts, in_prose(plain, parameters_of("names-of-people")))
    if rows.count:
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            columns=(name,),
            rows=rows,
            about=PROSE,
            kind="prose",
            details={"kind": PROSE, "column": 0.0, "different": rows.count},
        )
