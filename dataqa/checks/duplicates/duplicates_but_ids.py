"""Rows that differ only in their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Positions
from dataqa.checks.coincidence import describe_cases
from dataqa.checks.duplicates._copies import Copies, compared_without_ids, copies_but_ids, copies_of, exact_copies, measured
from dataqa.checks.duplicates._listings import Listings, listings
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Mend
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which tables have enough columns to compare rows."""

    least_columns: Annotated[int, Field(ge=1)]
    """Fewest columns besides the ids."""
    near: Annotated[float, Field(gt=0, lt=1)]
    """Share of the rows that may lie between two targets that are near each other."""
    mostly: Annotated[float, Field(gt=0, le=1)]
    """Share of the rows with the features of others whose targets are near."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the rows that have the features of others, at most."""


@check(reads=("cells",), parameters=Parameters)
def duplicates_but_ids(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row in all but ids, split or a near target, beyond what chance explains (Wilson 1927).

    Exact copies are measured separately, because `exact-duplicates` reports them in more detail. If a column says which entity a
    row belongs to, rows of one entity may be alike, and nothing is measured. Rows that are alike but for a target, a number that is
    nearly the same, are one thing listed again, or two that no feature distinguishes; if they are many, it is how the data is made.
    Rows with one identifier that differ in one other column only are one record that is listed for each of its values.
    `single_cases` is 0 where the columns describe groups of cases, such as a brood, and not single ones, and for such lists if
    there is no target that they repeat.
    """
    compared, left_out = compared_without_ids(audit)
    listed = _listed_again(audit, compared)
    if listed is not None:
        yield listed
    unpacked = [found for one in listings(audit) if (found := _unpacked(audit, one)) is not None]
    yield from unpacked
    if not left_out:
        if listed is not None or unpacked:
            return
        raise NotApplicable("no column of identifiers")
    if audit.task.having("group"):
        if unpacked:
            return
        raise NotApplicable("rows of one entity may be alike")
    if len(compared) < audit.parameters.least_columns:
        raise NotApplicable(f"fewer than {audit.parameters.least_columns} columns to compare")
    copies = copies_but_ids(audit)
    exact = exact_copies(audit).rows
    found = measured(audit, copies.without(exact), compared, tuple(left_out), "Rows that appear under different ids")
    if found is not None:
        features = [name for name in compared if name != audit.task.target]
        labels = audit.engine.hashes([audit.target]) if audit.task.target in compared else np.zeros(audit.rows, dtype=np.uint64)
        apart = bool(features) and describe_cases(audit, features, labels)
        yield replace(found, details={**found.details, "single_cases": float(apart)})
    same = measured(audit, copies.within(exact), compared, tuple(left_out), "Rows that appear under the same ids")
    if same is not None:
        yield replace(same, about="copies", details={**same.details, "single_cases": 1.0}, covered_by=("exact-duplicates",))


def _unpacked(audit: Context[Parameters], one: Listings) -> Measurement | None:
    """Return the rows that repeat a record for another value of a column; with one target for all, they count it several times."""
    found = measured(audit, one.copies, one.others, (one.column,), f"Rows of one {' '.join(one.key.split())}")
    if found is None:
        return None
    details = {**found.details, "key": one.key, "single_cases": float(audit.task.target is not None)}
    return replace(found, about="listing", kind="listing", details=details, mends=(Mend(columns=()),))


def _near(copies: Copies, ranks: Floats, most: float) -> Positions:
    """Return the later ones of those rows of each group whose rank is near its median: so far from each other two may be."""
    first = np.unique(copies.first)
    members = pl.DataFrame({"row": np.append(first, copies.rows), "group": np.append(first, copies.first)})
    members = members.with_columns(pl.Series("rank", ranks[members.get_column("row").to_numpy()]).fill_nan(None))
    near = members.filter((pl.col("rank") - pl.col("rank").median().over("group")).abs() <= most / 2)
    return near.filter(pl.col("row") > pl.col("row").min().over("group")).get_column("row").sort().to_numpy()


def _listed_again(audit: Context[Parameters], compared: list[str]) -> Measurement | None:
    """Return the rows that equal an earlier row in all but ids, split and target, where the targets are near each other."""
    p, target = audit.parameters, audit.task.target
    if target is None or audit.task.discrete or audit.task.kind != "regression" or audit.task.having("group"):
        return None
    features = [name for name in compared if name != target]
    if len(features) < p.least_columns:
        return None
    copies = copies_of(audit.engine.table.frame.select(features), audit.engine.hashes(features))
    copies = copies.without(copies_but_ids(audit).rows)
    ranks = audit.engine.values(target).cast(pl.Float64, strict=False).rank().to_numpy()
    near = _near(copies, ranks, p.near * audit.rows)
    if not 0 < len(copies.rows) <= p.most * audit.rows or len(near) < p.mostly * len(copies.rows):
        return None
    title = f"Rows that are alike but for {' '.join(target.split())}"
    found = measured(audit, copies.within(near), features, (target,), title)
    if found is None:
        return None
    apart = describe_cases(audit, features, audit.engine.hashes([target]))
    # the last listing is the one to keep, and a copy is a later row: nothing is removed
    details = {**found.details, "single_cases": float(apart)}
    return replace(found, about="target", kind="target", details=details, mends=(Mend(columns=()),))
