"""Columns that are empty more often for some outcomes than for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dataqa.checks.missing._dependence import dependence
from dataqa.checks.missing._linked import linked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement

_LEAKS = ("missingness-leak", "target-leak", "target-copy", "target-arithmetic", "target-aggregate")


@check(needs=("target", "two values"), reads=("target", "cells"))
def missing_by_target(audit: Context) -> Iterator[Measurement]:
    """Difference of the shares of empty cells where the target has certain values and elsewhere (Newcombe 1998, Bonferroni).

    Where being empty alone tells the target, or the column leaks, a check of leakage tells it better. What goes with the target is
    looked for in the row sample; shares are of all rows.
    """
    for block in dependence(audit):
        link = next((link for link in block.links if link.strata.column == audit.target), None)
        if link is None:
            continue
        probe = audit.probe
        skill = max((probe.presence(name).interval[0] for name in block.columns), default=0.0) if probe.usable else 0.0
        leaks = skill >= audit.parameters["told_as_leak"] or leaks_of(audit) & set(block.columns)
        yield replace(linked(audit, block, link, {}), covered_by=_LEAKS if leaks else ())
