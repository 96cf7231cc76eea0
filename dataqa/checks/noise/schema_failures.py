"""Cells, columns and rows that break the given schema."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Phrase, Rows
from dataqa.schemas.failures import Failure
from dataqa.schemas.held import hold
from dataqa.statistics import wilson

_KINDS = {("rows", True): "", ("column", False): "data", ("dtype", False): "index", ("raised", False): "raised-on-rows"}
"""Kinds of failures by whether they are about a column, where the rule has another message for them."""
_NAMED_IN_TITLE = ("missing", "surplus")


@check(needs=("schema",), reads=("table",))
def schema_failures(audit: Context) -> Iterator[Measurement]:
    """Share of rows that fail a check of the given pandera schema, for each check; 1 if a column as a whole fails."""
    assert audit.schema is not None
    for failure in hold(audit.schema, audit.table):
        yield _measured(audit, failure)


def _measured(audit: Context, failure: Failure) -> Measurement:
    count = 0 if failure.rows is None else len(failure.rows)
    titled = failure.kind in _NAMED_IN_TITLE
    return Measurement(
        value=1.0 if failure.rows is None else count / audit.rows,
        unit="share of rows",
        interval=None if failure.rows is None else wilson(count, audit.rows),
        columns=failure.columns,
        rows=None if failure.rows is None else Rows(positions=failure.rows),
        about=Cell(failure.check),
        kind=_KINDS.get((failure.kind, bool(failure.columns)), failure.kind),
        notes=("found",) if failure.shown and not titled else (),
        details={
            "failed": Phrase(failure.says),
            "found": failure.shown or (failure.check if titled else ""),
        },
    )
