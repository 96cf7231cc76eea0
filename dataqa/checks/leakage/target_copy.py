"""The target under another name or in another coding."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_copies import target_copies
from dataqa.model import Measurement
from dataqa.statistics import wilson


@check(needs=("target", "two values"), reads=("target", "cells"))
def target_copy(audit: Context) -> Iterator[Measurement]:
    """Share of all rows in which a column and the target correspond one to one.

    Only columns with about as many different values as the target are compared with it. Among the rows with both values, those
    count whose pair of values is the most frequent in both directions.
    """
    if audit.profile.columns[audit.target].distinct < 2:
        raise NotApplicable("the target has fewer than two different values")
    for copy in target_copies(audit):
        yield Measurement(
            value=copy.share,
            unit="share of rows",
            interval=wilson(copy.agreeing, copy.rows),
            columns=(copy.name,),
            details={"values": audit.profile.columns[copy.name].distinct, "rows_compared": copy.rows},
        )
