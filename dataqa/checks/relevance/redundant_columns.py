"""Features that hold the same information twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.relevance._redundancy import correlated, recoded
from dataqa.context import Context
from dataqa.findings.equal_columns import equal_columns
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters

_COPIES = ("duplicate-columns",)


class Parameters(CheckParameters):
    """Which columns are compared, and from when on they are redundant."""

    repeats: Annotated[int, Field(ge=1)]
    """Rows of a recoded column that must differ from its commonest value."""
    columns: Annotated[int, Field(ge=2)]
    """Numeric columns that are compared."""
    rows: Annotated[int, Field(ge=2)]
    """Rows of the sample on which correlations are measured."""
    least: Annotated[float, Field(ge=0, le=1)]
    """Smallest correlation that links two columns."""
    fewest: Annotated[int, Field(ge=4)]
    """Fewest rows with both values."""


@check(reads=("numeric", "categorical", "datetime", "boolean", "group", "time"), fewest=2, parameters=Parameters)
def redundant_columns(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Groups of columns whose values match one to one in all rows, and of numbers that correlate almost perfectly in the sample.

    Recodings are found by a hash of each row's value, numbered as values first appear. Of numbers the smaller of Pearson's and
    Spearman's correlation counts, so that one outlier links no columns, or Spearman's alone if it is next to 1 (the same
    quantity on another scale). A group's value is the correlation of its weakest member with the nearest other, with the interval
    of Fisher (1921). Exact copies are measured separately, because `duplicate-columns` reports them in more detail.
    """
    features = [
        column
        for column, part in audit.profiles("numeric", "categorical", "boolean", "datetime", "time", "group")
        if column.present
    ]
    known = {column.name for column in features}
    for same in equal_columns(audit):
        if len(names := tuple(name for name in same if name in known)) > 1:
            yield Measurement(value=1.0, unit="share of rows", columns=names, about="copies", kind="copies", covered_by=_COPIES)
    recodings = recoded(audit.engine, features, audit.parameters.repeats)
    for names, values in recodings:
        yield Measurement(
            value=1.0,
            unit="share of rows",
            columns=names,
            about="recoding",
            details={"values": values},
        )
    numbers = [column for column in features if column.kind == "number"][: audit.parameters.columns]
    rows = audit.profile.sample.head(audit.parameters.rows)
    for group in correlated(rows, [c.name for c in numbers], audit.parameters.least, audit.parameters.fewest):
        if any(set(group.names) <= set(names) for names, _ in recodings):
            continue
        yield Measurement(
            value=group.weakest,
            unit="|r|",
            interval=group.interval,
            columns=group.names,
            about="correlation",
            kind="correlation",
            details={"several_pairs": len(group.names) > 2, "compared": group.rows},
        )
