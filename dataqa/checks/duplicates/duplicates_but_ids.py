"""Rows that differ only in their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.checks.coincidence import tells_cases_apart
from dataqa.checks.duplicates._copies import compared_without_ids, copies_but_ids, exact_copies, measured
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which tables have enough columns to compare rows."""

    least_columns: Annotated[int, Field(ge=1)]
    """Fewest columns besides the ids."""


@check(reads=("cells",), parameters=Parameters)
def duplicates_but_ids(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row in all but ids and the split, beyond what chance explains (Wilson 1927).

    Exact copies are measured separately, because `exact-duplicates` reports them in more detail. If a column says which entity a
    row belongs to, rows of one entity may be alike, and nothing is measured. `told_apart` is 0 where the columns describe groups of
    cases, such as a brood, and not single ones.
    """
    compared, left_out = compared_without_ids(audit)
    if not left_out:
        raise NotApplicable("no column of identifiers")
    if audit.task.having("group"):
        raise NotApplicable("rows of one entity may be alike")
    if len(compared) < audit.parameters.least_columns:
        raise NotApplicable(f"fewer than {audit.parameters.least_columns} columns to compare")
    copies = copies_but_ids(audit)
    exact = exact_copies(audit).rows
    found = measured(audit, copies.without(exact), compared, tuple(left_out), "Rows that appear under different ids")
    if found is not None:
        features = [name for name in compared if name != audit.task.target]
        labels = audit.engine.hashes([audit.target]) if audit.task.target in compared else np.zeros(audit.rows, dtype=np.uint64)
        apart = bool(features) and tells_cases_apart(audit, features, labels)
        yield replace(found, details={**found.details, "told_apart": float(apart)})
    same = measured(audit, copies.within(exact), compared, tuple(left_out), "Rows that appear under the same ids")
    if same is not None:
        yield replace(same, about="copies", details={**same.details, "told_apart": 1.0}, covered_by=("exact-duplicates",))
