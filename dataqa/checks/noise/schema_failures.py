"""Cells, columns and rows that are not what the user's own schema asks for."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Phrase, Rows
from dataqa.schemas.failures import Failure
from dataqa.schemas.held import hold
from dataqa.statistics import wilson


@check(needs=("schema",), reads=("table",))
def schema_failures(audit: Context) -> Iterator[Measurement]:
    """Share of rows that fail a check of the given pandera schema, one measurement a check; 1 where a column as a whole fails."""
    assert audit.schema is not None
    for failure in hold(audit.schema, audit.table):
        yield _measured(audit, failure)


def _measured(audit: Context, failure: Failure) -> Measurement:
    count = 0 if failure.rows is None else len(failure.rows)
    told, shown = _words(failure, count)
    return Measurement(
        value=1.0 if failure.rows is None else count / audit.rows,
        unit="share of rows",
        interval=None if failure.rows is None else wilson(count, audit.rows),
        columns=failure.columns,
        rows=None if failure.rows is None else Rows(positions=failure.rows),
        about=Cell(failure.check),
        details={"told": Phrase(told), "shown": shown, "failed": Phrase(failure.says), "kind": Phrase(failure.kind)},
    )


def _words(failure: Failure, count: int) -> tuple[str, str]:
    """Return the fact, and what of the data stands behind it."""
    name = failure.columns[0] if failure.columns else ""
    after = f": {failure.shown}" if failure.shown else ""
    if failure.kind == "missing":
        return "The schema asks for a column that is not there", after
    if failure.kind == "surplus":
        return "The schema does not know the column", after
    if failure.kind == "dtype":
        return f"{name or 'A column'} is not of the type that the schema asks for, {failure.says}", after
    if failure.kind == "raised":
        return f"The schema's check {failure.says} of {name or 'the rows'} failed to run", after
    if failure.kind == "column":
        return f"{name or 'The data'} as a whole fails the schema's check {failure.says}", after
    cells = "cells" if name else "rows"
    verb = "fails" if count == 1 else "fail"
    what = f"{count:,} {cells[:-1] if count == 1 else cells}"
    return f"{what}{f' of {name}' if name else ''} {verb} the schema's check {failure.says}", after
