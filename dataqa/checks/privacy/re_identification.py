"""People who can be found by a few plain facts together, though nobody is named."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Evidence, Measurement
from dataqa.roles.names import words_of

_BOUNDS = (1, 2, 5, 10, 100)


@check(needs=("protected",))
def re_identification(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that stand alone with their age, sex, place …: k-anonymity of 1 (Sweeney 2002, IJUFKS 10:557–570).

    The facts that others may know too (quasi-identifiers) are the protected columns and those named for a postal code, a birth date
    or an occupation. They stand in the details and not among the columns: alone they tell nothing, and need not be hidden.
    """
    known, beside = set(audit.parameters["known_to_others"]), set(audit.parameters["words_beside"])
    facts = [
        column.name
        for column, part in audit.profiles()
        if column.name != audit.task.target
        and part.role not in ("constant", "nested", "text", "image", "split")
        and (part.protected or (known & (said := set(words_of(column.name))) and said <= known | beside))
    ][: audit.parameters["most_facts"]]
    if len(facts) < 2:
        return
    sizes = audit.table.frame.select(pl.len().over(facts)).to_series().to_numpy()
    positions = np.flatnonzero(sizes == 1).astype(np.int64)
    if not len(positions):
        return
    shares = np.diff([0, *(int((sizes <= bound).sum()) for bound in _BOUNDS), len(sizes)])
    labels = ("alone", "2", "3 to 5", "6 to 10", "11 to 100", "more")
    yield Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        rows=audit.rows_at(positions),
        details={"facts": ", ".join(facts), "alone": len(positions), "fewer_than_five": int((sizes < 5).sum())},
        evidence=(
            Evidence(
                title=f"Rows by how many share {', '.join(facts)}",
                unit="rows",
                labels=labels,
                values=tuple(shares.astype(float).tolist()),
                marked=(0,),
                ordered=True,
            ),
        ),
    )
