"""Rows that describe the same thing as an earlier row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dataqa.checks._words import named
from dataqa.checks.duplicates._copies import exact_copies
from dataqa.checks.duplicates._entities import AgreeingRows, entities, entities_but_copies
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows, no_positions
from dataqa.statistics import wilson


@check(reads=("categorical", "text:text"))
def repeated_entities(audit: Context) -> Iterator[Measurement]:
    """Share of rows with the name of an earlier row that also agree with it in most other columns (Wilson 1927).

    A name is a value of a column of text in which most values differ. `gain` is the agreement beyond that of any two rows. Names
    whose repeats mostly differ otherwise are left out; exact copies are measured separately, because `exact-duplicates` reports
    them in more detail.
    """
    if audit.task.having("group"):
        raise NotApplicable("rows of one entity may be alike")
    exact = exact_copies(audit).rows
    for name, found in entities_but_copies(audit).items():
        yield _measured(audit, name, found)
    for name, found in entities(audit, no_positions()).items() if len(exact) else ():
        copies = np.isin(found.rows, exact)
        if copies.any():
            same = replace(found, rows=found.rows[copies], agreement=found.agreement[copies])
            yield replace(_measured(audit, name, same), about="copies", covered_by=("exact-duplicates",))


def _measured(audit: Context, name: str, found: AgreeingRows) -> Measurement:
    order = (-found.agreement).argsort(kind="stable")
    agreement = float(found.agreement.mean())
    return Measurement(
        value=len(found.rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(found.rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=found.rows[order], scores=found.agreement[order]),
        notes=("differing",) if found.differing else (),
        details={
            "agreement": agreement,
            "gain": agreement - found.by_chance,
            "differing": [named(name) for name in found.differing[:3]],
        },
    )
