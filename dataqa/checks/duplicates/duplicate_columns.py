"""Columns that hold the same values in every row."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.equal_columns import equal_columns
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement


@check(reads=("cells",), fewest=2)
def duplicate_columns(audit: Context) -> Iterator[Measurement]:
    """Number of columns that equal another one cell by cell; the target is left out.

    A number equals its text. Columns are compared by a hash of all their cells, and hits are confirmed on the cells.
    """
    if audit.rows < int(parameters_of("equal-columns")["least_rows"]):
        raise NotApplicable(f"fewer than {parameters_of('equal-columns')['least_rows']} rows")
    for same in equal_columns(audit):
        yield Measurement(
            value=float(len(same) - 1),
            unit="columns",
            columns=tuple(same),
            details={"copies": len(same) - 1, "types": len({audit.engine.values(name).dtype for name in same})},
        )
