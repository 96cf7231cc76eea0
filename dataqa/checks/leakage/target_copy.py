"""The target under another name or in another coding."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_copies import target_copies
from dataqa.findings.target_cuts import target_cuts
from dataqa.model import Measurement
from dataqa.statistics import wilson


@check(needs=("target", "two values"), reads=("target", "cells"))
def target_copy(audit: Context) -> Iterator[Measurement]:
    """Share of all rows in which a column and the target correspond one to one.

    Only columns with about as many different values as the target are compared with it. Among the rows with both values, those
    count whose pair of values is the most frequent in both directions. `finer` is a column of more values than the target, each of
    which occurs with one class only.
    """
    if audit.profile.columns[audit.target].distinct < 2:
        raise NotApplicable("the target has fewer than two different values")
    copies = target_copies(audit)
    for copy in copies:
        yield Measurement(
            value=copy.share,
            unit="share of rows",
            interval=wilson(copy.agreeing, copy.rows),
            columns=(copy.name,),
            details={"values": audit.profile.columns[copy.name].distinct, "rows_compared": copy.rows},
        )
    known = {copy.name for copy in copies}
    for cut in target_cuts(audit):
        if cut.kind == "finer" and cut.name not in known:
            yield Measurement(
                value=cut.share,
                unit="share of rows",
                interval=wilson(cut.agreeing, cut.rows),
                columns=(cut.name,),
                kind="finer",
                details={"values": cut.values, "rows_compared": cut.rows},
            )
