"""Rows that differ in nothing but an id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dataqa.checks.duplicates._copies import compared_without_ids, copies_of, exact_copies, measured
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement


@check(reads=("cells",))
def duplicates_but_ids(audit: Context) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row in all but ids and the split, beyond what chance explains (Wilson 1927).

    Exact copies are measured apart: `exact-duplicates` tells them better. Where a column says which entity a row belongs to, rows
    of one entity are meant to be alike, and nothing is measured.
    """
    compared, left_out = compared_without_ids(audit)
    if not left_out:
        raise NotApplicable("no column of identifiers")
    if audit.task.having("group"):
        raise NotApplicable("rows of one entity are meant to be alike")
    if len(compared) < int(audit.parameters["least_columns"]):
        raise NotApplicable(f"fewer than {audit.parameters['least_columns']} columns to compare")
    copies = copies_of(audit.engine.table.frame.select(compared), audit.engine.hashes(compared))
    exact = exact_copies(audit).rows
    found = measured(audit, copies.without(exact), compared, tuple(left_out), "Rows that stand there under different ids")
    if found is not None:
        yield found
    same = measured(audit, copies.within(exact), compared, tuple(left_out), "Rows that stand there under the same ids")
    if same is not None:
        yield replace(same, about="copies", covered_by=("exact-duplicates",))
