"""Rows that appear in the data more than once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dataqa.checks.blank_rows import blank_rows
from dataqa.checks.duplicates._copies import exact_copies, measured
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Mend


@check(reads=("cells",))
def exact_duplicates(audit: Context) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row in every column, beyond what chance explains, with an interval (Wilson 1927).

    On a few coarse columns rows are equal by chance; how many is estimated from the rows that are nearly equal. All
    later copies are reported, and the first row of each group is not.
    """
    frame = audit.engine.table.frame
    found = measured(audit, exact_copies(audit), frame.columns, (), "Rows that appear")
    if found is not None and found.rows is not None:
        # a blank row is no copy of another: all of them go, or none (`empty-rows`)
        rows = found.rows.positions[~np.isin(found.rows.positions, audit.once(blank_rows))]
        yield replace(found, mends=(Mend(rows=rows),))
