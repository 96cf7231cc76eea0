"""Rows that describe the same thing as an earlier row."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.duplicates._copies import exact_copies
from dataqa.checks.duplicates._entities import entities
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check()
def repeated_entities(audit: Context) -> Iterator[Measurement]:
    """Share of rows with the name of an earlier row that also agree with it in most other columns (Wilson 1927).

    A name stands in a column of text in which most values differ. `gain` is the agreement beyond that of any two rows. Exact copies
    are left out, and so are names whose repeats mostly differ in the rest.
    """
    for name, found in entities(audit, exact_copies(audit).rows).items():
        order = (-found.agreement).argsort(kind="stable")
        agreement = float(found.agreement.mean())
        yield Measurement(
            value=len(found.rows) / audit.rows,
            unit="share of rows",
            interval=wilson(len(found.rows), audit.rows),
            columns=(name,),
            rows=Rows(positions=found.rows[order], scores=found.agreement[order]),
            details={
                "agreement": agreement,
                "gain": agreement - found.by_chance,
                "differing": ", ".join(found.differing[:3]) or "nothing",
            },
        )
