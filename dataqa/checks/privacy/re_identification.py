"""People who can be re-identified by a combination of quasi-identifiers, although nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Hashes
from dataqa.checks._words import named
from dataqa.checks.people import one_row_each, person_column
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of
from dataqa.sources.column_names import helper

_BOUNDS = (1, 2, 5, 10, 100)
_ROW = helper("row")


class Parameters(CheckParameters):
    """Which columns are quasi-identifiers."""

    most_facts: Annotated[int, Field(ge=2)]
    """Quasi-identifiers that are combined, at most."""
    words_beside: tuple[str, ...]
    """Words that a column's name may have beside those in ``known_to_others``."""
    known_to_others: tuple[str, ...]
    """Words of a column's name for what others may know about a person."""


@check(
    needs=("protected",),
    reads=("numeric", "categorical", "datetime", "boolean", "group", "time", "protected"),
    parameters=Parameters,
)
def re_identification(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows with a unique combination of quasi-identifiers: k-anonymity of 1 (Sweeney 2002, IJUFKS 10:557–570).

    Quasi-identifiers, facts that others may know, are the protected columns and those named for a postal code, a birth date, an
    occupation and the like. They stand in the details and not among the columns: alone they identify nobody and need not be
    masked. The details also count the rows in groups of fewer than five, and name the few facts that already leave half as many
    rows unique. Somebody with several rows counts once; a combination that is unique here need not be unique in the population.
    """
    facts = _facts(audit)
    if len(facts) < 2:
        raise NotApplicable("fewer than two columns hold facts that others may know about a person")
    person = person_column(audit, facts)
    people = one_row_each(audit.table.frame.with_row_index(_ROW), person)
    rows = people.get_column(_ROW).to_numpy()
    keys = np.stack([audit.engine.hashes([name])[rows] * np.uint64(2 * place + 3) for place, name in enumerate(facts)])
    sizes = people.select(pl.len().over(facts)).to_series().to_numpy()
    alone = rows[sizes == 1].astype(np.int64)
    if not len(alone):
        return
    few = _few(keys, facts, len(alone))
    shares = np.diff([0, *(int((sizes <= bound).sum()) for bound in _BOUNDS), len(sizes)])
    labels = ("unique", "2", "3 to 5", "6 to 10", "11 to 100", "more")
    whose = {} if person is None else {"person": named(person), "people": people.height}
    if person is not None:
        alone = audit.engine.where(pl.col(person).is_in(people.get_column(person).filter(sizes == 1).implode()))
    yield Measurement(
        value=float((sizes == 1).mean()),
        unit="share of rows",
        rows=audit.rows_at(alone),
        kind="" if person is None else "people",
        details={
            "facts": tuple(facts),
            "alone": int((sizes == 1).sum()),
            "fewer_than_five": int((sizes < 5).sum()),
            "few": few[0],
            "few_count": len(few[0]),
            "few_alone": few[1],
            "k": int(sizes.min()),
            **whose,
        },
        evidence=(
            Evidence(
                title=f"{'Rows' if person is None else 'People'} by how many share {', '.join(facts)}",
                unit="rows" if person is None else "people",
                labels=labels,
                values=tuple(shares.astype(float).tolist()),
                marked=(0,),
                ordered=True,
            ),
        ),
    )


def _facts(audit: Context[Parameters]) -> list[str]:
    """Return the quasi-identifiers; columns that are unique in nearly all rows are ids and left out."""
    known, beside = set(audit.parameters.known_to_others), set(audit.parameters.words_beside)
    found = [
        column.name
        for column, part in audit.profiles()
        if column.name != audit.task.target
        and part.role not in ("constant", "nested", "text", "image", "split", "id")
        and (part.protected or (known & (said := set(words_of(column.name))) and said <= known | beside))
    ]
    return found[: audit.parameters.most_facts]


def _few(keys: Hashes, facts: Sequence[str], alone: int) -> tuple[tuple[str, ...], int]:
    """Return a few facts that still leave half as many rows unique, and how many: the fact that matters least goes first."""
    kept, left = list(range(len(facts))), alone
    while len(kept) > 1:
        trials = [(_alone(keys[[place for place in kept if place != out]]), -out) for out in kept]
        most, out = max(trials)
        if most < 0.5 * alone:
            break
        kept.remove(-out)
        left = most
    return tuple(facts[place] for place in kept), left


def _alone(keys: Hashes) -> int:
    return int(pl.Series(keys.sum(axis=0, dtype=np.uint64)).is_unique().sum())
